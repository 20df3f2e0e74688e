"""The door to claims: what a subject names can be typed, what an error names exists, lists fit a terminal."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import yalu
from yalu.claims.facade import Claims
from yalu.claims.subjects import catalogue
from yalu.claims.verdicts.verdict_text import subject_lines
from yalu.cli.claims.commands import app
from yalu.cli.main import outcome
from yalu.documents.choices import ChoiceError

SOURCES = Path(yalu.__file__).parent / "claims"
# Options of the command itself, and of the other commands that messages send a reader to.
ELSEWHERE = {"--about", "--stated", "--set", "--json", "--case", "--known-by", "--direction"}
COAL = ["claims", "test", "--about", "trade.total", "--flow", "import", "--hs", "2701", "--period", "2017-01"]


def options(command: str = "test") -> set[str]:
    return {name for argument in app[command].assemble_argument_collection() for name in argument.names}


PARAMETERS = [
    (subject.name, name)
    for subject in catalogue().values()
    for parameter in subject.parameters
    for name in (parameter.name, *parameter.also)
]


def test_every_parameter_that_a_subject_names_is_an_option_under_each_of_its_names() -> None:
    known = options()
    assert [pair for pair in PARAMETERS if f"--{pair[1].replace('_', '-')}" not in known] == []


def test_every_option_that_the_claims_name_in_a_message_exists() -> None:
    known = options() | options("read") | ELSEWHERE
    named = {
        option
        for path in SOURCES.rglob("*.py")
        for option in re.findall(r"(?<![\w-])--[a-z][a-z-]*", path.read_text(encoding="utf-8"))
    }
    assert len(named) > 10
    assert sorted(named - known) == []


@pytest.mark.parametrize(
    "arguments",
    [
        "--about ledger.count --what actions --since 2017-01-01 --until 2017-07-31 --state USA --stated 12",
        "--about ledger.total --matter zte --year 2017 --currency USD --stated US$1.19b",
        "--about visits.count --what summit --stated six --since-never x",
        "--about events.count --kind nuclear_test --until 2017-03-17 --stated five",
        "--about trade.total --period 2017-01 --flow import --hs 2701 --absent zero --stated 1.45",
        "--about visits.latency --after E020 --stated 9",
    ],
)
def test_the_options_are_taken_as_typed(capsys: pytest.CaptureFixture[str], arguments: str) -> None:
    refused = "never" in arguments
    assert outcome(["claims", "test", *arguments.split()]) == (2 if refused else 0)
    assert ("Unknown option" in capsys.readouterr().err) == refused


@pytest.mark.parametrize(
    ("about", "stated", "given"),
    [
        ("trade.total", "$3 million", {"period": "2017-01", "unit": "t", "flow": "import", "hs": "2701"}),
        (
            "trade.total",
            "3 million barrels",
            {"period": "2017-01", "unit": "t", "flow": "import", "hs": "2701"},
        ),
        ("law.cap_size", "60,000 tonnes", {"measure": "unscr-2397-op5-refined"}),
        ("law.cap_size", "60,000 barrels", {"measure": "unscr-2321-op26b-coal-2017"}),
        ("ledger.total", "€5 million", {"matter": "zte"}),
    ],
)
def test_the_way_out_that_an_error_names_is_one(
    claims: Claims, about: str, stated: str, given: dict[str, str]
) -> None:
    with pytest.raises(ChoiceError) as raised:
        claims.test(about, stated, **given)
    ways = re.findall(r"--([a-z-]+) ([^\s,)]+)", str(raised.value))
    assert ways or "state it" in str(raised.value)
    for name, value in ways:
        assert claims.test(about, stated, **{**given, name: value}).verdict
    ours = re.search(r"(?:state it in|the limit of \S+ as [\d,]+) (\w+)", str(raised.value))
    assert ours is not None
    assert claims.test(about, f"5 {ours[1]}", **given).verdict


@pytest.fixture(scope="module")
def claims() -> Claims:
    return yalu.open_case("china-dprk").claims


def test_no_line_of_a_subject_is_wider_than_a_terminal_but_its_example(claims: Claims) -> None:
    wide = [
        (subject.name, line)
        for subject in catalogue().values()
        for line in subject_lines(claims.subjects(subject.name)[0], whole=True)[:-1]
        if len(line) > 80
    ]
    assert wide == []


def test_a_claim_of_a_sum_whose_other_line_was_rejected_is_not_supported(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(
        "period,reporter,partner,flow,hs,value,currency\n2017-01,CHN,PRK,import,2701,1000,USD\n2017-01,CHN,PRK,import,2701,<500,USD\n"
    )
    assert outcome([*COAL, "--stated", "$1,000", "--flows", str(file)]) == 0
    assert capsys.readouterr().out.startswith("CANNOT SAY")


def test_a_trade_file_says_how_many_rows_it_rejected_and_why(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(
        "period,reporter,partner,flow,hs,value,currency\n2017-01,CHN,PRK,import,2701,1000,USD\n2017-xx,CHN,PRK,import,2701,9,USD\n"
    )
    assert outcome([*COAL, "--stated", "$1,000", "--flows", str(file)]) == 0
    printed = capsys.readouterr()
    assert "mine.csv: 1 of 2 rows were rejected (a period names a month" in printed.err
    assert printed.out.startswith("SUPPORTED")
    assert "1 rejected rows of mine.csv" in printed.out


def test_a_mapping_reads_the_columns_and_asks_for_the_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file, mapping = tmp_path / "mine.csv", tmp_path / "map.yaml"
    file.write_text("when,who,worth\n2017-01,CHN,1000\n")
    mapping.write_text(
        "name: mine\ntitle: mine\ncolumns: {period: when, reporter: who, value: worth}\n"
        'constants: {partner: PRK, flow: import, hs: "2701", currency: USD, ledger: customs}\n'
    )
    ask = [*COAL, "--stated", "$1,000", "--mapping", str(mapping)]
    assert outcome(ask) == 2
    assert "name the file with --flows" in capsys.readouterr().err
    assert outcome([*ask, "--flows", str(file)]) == 0
    assert capsys.readouterr().out.startswith("SUPPORTED")
