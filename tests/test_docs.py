"""The docs say what the code does: generated pages are current, and everything public is mentioned."""

import importlib.util
import re
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from yalu.case import records
from yalu.case.package import find_case, read_case
from yalu.case.tables import table_schemas
from yalu.cli.main import outcome
from yalu.visits.agreement import PublishedAgreement
from yalu.visits.grid import GridMark
from yalu.vocabulary.results import VerdictKind

ROOT = Path(__file__).parents[1]
DOCS = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs").rglob("*.md")}
README = (ROOT / "README.md").read_text(encoding="utf-8")


@cache
def generated() -> dict[str, str]:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.pages()


@pytest.mark.parametrize("name", ["cli.md", "results.schema.json", "measure.schema.json", "../house.svg"])
def test_the_generated_reference_is_current(name):
    written = (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")
    assert written == generated()[name], "run: python docs/generate.py"


@pytest.mark.parametrize("table", sorted(table_schemas()))
def test_every_table_and_column_of_a_case_is_in_the_format_page(table):
    page = DOCS["case-format.md"]
    assert f"### {table}" in page
    section = page.split(f"### {table}")[1].split("\n### ")[0].split("\n## ")[0]
    missing = [c.name for c in table_schemas()[table].fields if f"`{c.name}" not in section]
    assert missing == []


@pytest.mark.parametrize(
    "values",
    [
        records.PartyBody,
        records.Rank,
        records.Occasion,
        records.Secrecy,
        tuple(records.ANSWER_CELLS),
        records.VisitDirection,
        records.FlowDirection,
        records.Ledger,
        records.StatedEvidence,
    ],
    ids=["party body", "rank", "occasion", "secrecy", "answer", "direction", "flow", "ledger", "evidence"],
)
def test_every_value_a_fact_can_take_is_documented(values):
    assert [v for v in get_args(values) or values if f"`{v}`" not in DOCS["case-format.md"]] == []


@pytest.mark.parametrize(
    "words", [GridMark, PublishedAgreement, VerdictKind], ids=["marks", "standings", "verdicts"]
)
def test_every_word_a_result_can_say_is_in_the_schema_or_the_method(words):
    text = (
        DOCS["method.md"]
        + (ROOT / "docs" / "reference" / "results.schema.json").read_text()
        + DOCS["house.md"]
    )
    assert [w for w in get_args(words) if w not in text and words is not VerdictKind] == []


@pytest.mark.parametrize("key", records.Codebook.__struct_fields__ + records.Rule.__struct_fields__)
def test_every_key_of_a_codebook_is_in_the_format_page(key):
    assert key in DOCS["case-format.md"]


def test_every_option_of_a_rule_and_scheme_is_in_the_format_page():
    keys = {
        *records.RuleOption.__struct_fields__,
        *records.RuleSet.__struct_fields__,
        *records.EraScheme.__struct_fields__,
    }
    assert sorted(k for k in keys if k not in DOCS["case-format.md"]) == []


def test_every_locked_run_time_dependency_we_ask_for_has_its_line():
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    wanted = re.findall(
        r'^  "([a-z0-9-]+)[><=]', project.split("dependencies = [")[1].split("]")[0], re.MULTILINE
    )
    assert [name for name in wanted if f"| {name} |" not in DOCS["dependencies.md"]] == []


def test_links_between_our_own_pages_lead_somewhere():
    broken = []
    for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            if not (path.parent / target).exists():
                broken.append(f"{path.name} -> {target}")
    assert broken == []


def test_every_command_the_readme_shows_runs(capsys):
    shown = re.findall(
        r"`yalu ((?:visits|explain|search|law|trade|claims|screen|chains|goods|enforcement|policy)[^`…]*)`",
        README,
    )
    commands = [
        command
        for command in shown
        if not {"FLOWS", "FILE", "BOOK", "ARTICLE"} & set(re.findall("[A-Z]{4,}", command))
        and "claims.yaml" not in command  # what the command before it left
    ]
    assert len(commands) >= 16
    for command in commands:
        assert outcome(command.split()) == 0, command
        printed = capsys.readouterr().err.splitlines()
        assert [line for line in printed if not line.startswith("note: ")] == [], command


def test_the_table_the_readme_shows_is_what_the_command_prints(capsys):
    command, shown = re.findall(r"```console\n\$ yalu ([^\n]+)\n(.*?)```", README, re.DOTALL)[0]
    assert outcome(command.split()) == 0
    printed = capsys.readouterr().out
    for line in shown.splitlines():
        assert line.removesuffix("…").strip() in printed, line


def test_the_counts_in_the_changelog_are_the_counts_in_the_data():
    case = read_case(find_case("china-dprk"))
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    for number, what in [
        (len(case.visits), "visits since 1953"),
        (len(case.events), "events"),
        (len(case.published), "published figures"),
        (len(case.contradictions), "contradictions"),
        (len(case.leads), "leads"),
        (len(case.flows), "flows"),
        (len(case.shares), "shares"),
    ]:
        assert re.search(rf"\b{number} {what}", re.sub(r"\s+", " ", changes)), f"{number} {what}"


def test_the_readme_tells_how_many_visits_rest_on_memory():
    case = read_case(find_case("china-dprk"))
    assert f"{sum(bool(v.remembered) for v in case.visits)} visits rest on memory" in README
