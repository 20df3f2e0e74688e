"""The catalogue: every subject can be asked as its example shows, and refuses what it cannot be."""

from __future__ import annotations

import shlex

import pytest

import yalu
from yalu.claims.facade import Claims
from yalu.claims.subjects import catalogue, find_subject
from yalu.documents.choices import ChoiceError


@pytest.fixture(scope="module")
def claims() -> Claims:
    return yalu.open_case("china-dprk").claims


def options(example: str) -> dict[str, str]:
    words = shlex.split(example)
    return {
        name.removeprefix("--").replace("-", "_"): value
        for name, value in zip(words[::2], words[1::2], strict=True)
    }


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_the_example_of_every_subject_gives_an_answer(claims: Claims, name: str) -> None:
    subject = find_subject(name)
    found = claims.test(name, subject.stated, **options(subject.example))
    if name != "trade.mirror_gap":  # the bundled case has one side's customs only
        assert found.verdict in {"supported", "supported_if", "contradicted"}, found.reason
        assert found.figure is not None
        assert found.figure.trail.rows


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_every_subject_and_its_parameters_are_told_to_who_asks(claims: Claims, name: str) -> None:
    printed = claims.subjects(name)[0]
    assert printed["example"].startswith(f"yalu claims test --about {name} ")
    assert [p["name"] for p in printed["parameters"]] == [p.name for p in find_subject(name).parameters]
    assert all(p["help"] for p in printed["parameters"])


@pytest.mark.parametrize(
    ("about", "given", "says"),
    [
        ("trade.growht", {"period": "2017"}, "trade.growth"),
        ("growth", {"period": "2017"}, "trade.growth"),
        ("trade.growth", {"perod": "2017"}, "did you mean 'period'"),
        ("trade.growth", {"period": "2017-Q5"}, "write 2017-01"),
        ("trade.growth", {}, "needs period"),
        ("trade.growth", {"period": "2017", "flow": "imprt"}, "did you mean 'import'"),
        ("trade.growth", {"period": "2017", "ledger": "costoms"}, "did you mean 'customs'"),
        ("trade.total", {"period": "2017", "unit": "wheelbarrows"}, "not a unit"),
        ("trade.total", {"period": "2017", "reporter": "Narnia"}, "Narnia"),
        ("visits.frequency", {"leader": "xi-jinpin"}, "did you mean 'xi-jinping'"),
        (
            "visits.frequency",
            {"leader": "xi-jinping", "rules": "beyond-paralel"},
            "did you mean 'beyond-parallel'",
        ),
        ("visits.frequency", {"leader": "xi-jinping", "weight": "heavy"}, "not a number"),
        ("visits.latency", {"event": "E999"}, "unknown event"),
        (
            "law.cap_used",
            {"measure": "unscr-2321-op26b-coal-2018"},
            "did you mean 'unscr-2321-op26b-coal-201",
        ),
    ],
)
def test_what_cannot_be_asked_names_what_can(
    claims: Claims, about: str, given: dict[str, str], says: str
) -> None:
    with pytest.raises(ChoiceError) as error:
        claims.test(about, "5", **given)
    assert says in str(error.value)


def test_all_faults_of_a_question_are_told_at_once(claims: Claims) -> None:
    with pytest.raises(ChoiceError) as error:
        claims.test("trade.growth", "5%", flow="imprt", ledger="costoms")
    assert all(word in str(error.value) for word in ("imprt", "costoms", "needs period"))


@pytest.mark.parametrize("about", ["visits.frequency", "visits.rank"])
def test_quick_readings_are_the_figures_with_trail(claims: Claims, about: str) -> None:
    subject = find_subject(about)
    assert subject.quick is not None
    for leader in ("xi-jinping", "hu-jintao", "kim-jong-il", "kim-il-sung"):
        for rules in ("beyond-parallel", "inclusive"):
            for eras in ("calendar", "party-head"):
                given = subject.complete({"leader": leader, "rules": rules, "eras": eras, "weight": "2"})
                whole, quick = subject.compute(claims.evidence, given), subject.quick(claims.evidence, given)
                assert (whole.value, whole.low, whole.high) == (quick.value, quick.low, quick.high)


def test_the_place_of_an_era_is_that_of_the_ranking(claims: Claims) -> None:
    subject = find_subject("visits.rank")
    for weight in (1.0, 2.0):
        order = claims.evidence.visits.ranking(
            "partner", rules="beyond-parallel", eras="calendar", weight=weight
        ).order
        for ranked in order:
            given = subject.complete(
                {
                    "leader": ranked.leader,
                    "rules": "beyond-parallel",
                    "eras": "calendar",
                    "weight": f"{weight:g}",
                }
            )
            assert subject.compute(claims.evidence, given).value == ranked.place


def test_the_words_may_name_the_unit(claims: Claims) -> None:
    given = {"period": "2017-01", "flow": "import", "hs": "2701", "ledger": "committee", "reporter": "ALL"}
    assert claims.test("trade.total", "1.44 million tonnes", **given).verdict == "supported"
    assert claims.test("trade.total", "$126.39 million", **given).verdict == "supported"
    with pytest.raises(ChoiceError, match="name a factor"):
        claims.test("trade.total", "3 million barrels", **given, unit="t")


def test_a_count_outside_what_was_observed_cannot_be_said(claims: Claims) -> None:
    found = claims.test("visits.count", "3", **{"from": "1800-01-01", "to": "1801-01-01"})
    assert found.verdict == "cannot_say"
    assert "lies outside what the case observed" in found.reason


def rank(claims: Claims, stated: str, **given: str) -> tuple[str, str]:
    found = claims.test("trade.rank", stated, flow="export", **given)
    return found.verdict, found.ours


def test_a_place_among_months_that_are_not_known_has_bounds_and_supports_nothing(claims: Claims) -> None:
    # Of 2019 five months have a sure amount: that of December is the largest of these.
    year = {"period": "2019-12", "from": "2019-01-01", "to": "2019-12-31"}
    assert rank(claims, "highest", **year) == ("cannot_say", "between 1 and 8")
    assert rank(claims, "lowest", **(year | {"order": "lowest"}))[0] == "contradicted"


def test_one_way_of_trade_is_no_more_than_both_where_only_both_are_known(claims: Claims) -> None:
    assert rank(claims, "fourth", period="2017", **{"from": "2005"}) == ("supported", "4")


def test_the_end_of_a_rank_named_as_a_year_has_that_year(claims: Claims) -> None:
    given = {"period": "2018", "order": "lowest", "to": "2018"}
    assert claims.test("trade.rank", "lowest", **given, **{"from": "2008"}).verdict == "supported"
    assert claims.test("trade.rank", "lowest", **given, **{"from": "2007"}).verdict == "contradicted"
