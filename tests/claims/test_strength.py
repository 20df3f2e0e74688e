"""A verdict on a claim is no stronger than the rows under its figure, the claim's own publication set apart."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

import yalu
from yalu.case.records import Case, Flow, Source, SourceRef
from yalu.claims.evidence import Evidence
from yalu.claims.files.claim_review import claim_review
from yalu.claims.records import Claim, JudgedClaim
from yalu.claims.verdicts.judgement import ad_hoc_claim, judge
from yalu.claims.verdicts.verdict_text import judged_lines
from yalu.documents.choices import ChoiceError
from yalu.vocabulary.dates import parse_date
from yalu.vocabulary.strength import Strength, StrengthError, Support


@pytest.fixture(scope="module")
def case() -> Case:
    return yalu.open_case("china-dprk").case


def source(name: str, publisher: str, day: str) -> Source:
    return Source(id=name, title=name, publisher=publisher, published=parse_date(day), reliability="B")


OWN = source("daily-2019", "The Daily", "2019-05-01")
SAME_DAY = source("daily-online-2019", "The Daily", "2019-05-01")
OTHER = source("gazette-2019", "The Gazette", "2019-05-02")


def asked(case: Case, *refs: SourceRef, ledger: str = "customs", stated: str = "5,000 tonnes") -> JudgedClaim:
    """The verdict on tonnes of 2019 of which one row tells, by a claim read in The Daily."""
    row: dict[str, Any] = {"quantity": 5000, "unit": "t", "ledger": ledger, "sources": refs}
    flow = Flow(id="one", period="2019", reporter="CHN", partner="PRK", flow="import", hs="8888", **row)
    known = {s.id: s for s in (OWN, SAME_DAY, OTHER)}
    small = msgspec.structs.replace(case, flows=(flow,), sources={**case.sources, **known})
    given = {"period": "2019", "flow": "import", "hs": "8888", "unit": "t", "ledger": ledger}
    claim = msgspec.structs.replace(ad_hoc_claim("trade.total", stated, given), where=OWN.id)
    return judge(Evidence(small), claim)


def test_a_row_of_a_sound_source_supports(case: Case) -> None:
    found = asked(case, SourceRef(OTHER.id, 2))
    assert (found.verdict, found.certain, found.as_reported_by) == ("supported", True, "")


@pytest.mark.parametrize("stated", ["5,000 tonnes", "7,000 tonnes"])
def test_a_row_graded_improbable_neither_supports_nor_contradicts(case: Case, stated: str) -> None:
    found = asked(case, SourceRef(OTHER.id, 5), stated=stated)
    assert found.verdict == "cannot_say"
    assert "the only row is the report of The Gazette (row one), graded improbable (B5)" in found.reason
    assert found.slips == ()


@pytest.mark.parametrize("own", [OWN.id, SAME_DAY.id])
def test_what_only_the_claims_own_publication_says_is_supported_as_its_report(case: Case, own: str) -> None:
    found = asked(case, SourceRef(own, 2))
    assert (found.verdict, found.certain) == ("supported", False)
    assert found.shown == "supported, as reported by The Daily"
    assert judged_lines(found)[0].startswith("SUPPORTED, AS REPORTED BY The Daily:")


def test_another_source_beside_the_claims_own_carries_the_verdict_by_itself(case: Case) -> None:
    assert asked(case, SourceRef(OWN.id, 1), SourceRef(OTHER.id, 2)).certain
    doubted = asked(case, SourceRef(OWN.id, 1), SourceRef(OTHER.id, 5))
    assert (doubted.verdict, doubted.certain) == ("cannot_say", False)


def test_what_is_alleged_supports_as_whoever_alleges_it_reports(case: Case) -> None:
    found = asked(case, SourceRef(OTHER.id, 2), ledger="alleged")
    assert (found.verdict, found.as_reported_by) == ("supported", "The Gazette")


def test_a_claim_review_says_whose_report_the_rating_is(case: Case) -> None:
    from yalu.claims.records import Checked

    found = asked(case, SourceRef(OTHER.id, 2), ledger="alleged")
    claim: Claim = ad_hoc_claim("trade.total", "5,000 tonnes", {})
    review = claim_review(Checked(id="claim/x", claim=claim, today=found), case, url="https://x/", published="2026-01-01")  # fmt: skip
    assert review is not None
    assert review["reviewRating"]["alternateName"] == "Supported by the data, as reported by The Gazette"


def test_certainty_of_a_verdict_is_derived_and_cannot_be_set() -> None:
    plain = {"reason": "r", "ours": "1", "stated": "1"}
    weak = Strength((Support(kind="row", id="a", quality="doubted"),))
    for verdict in ("supported", "supported_if", "contradicted"):
        with pytest.raises(StrengthError):
            JudgedClaim(verdict=verdict, strength=weak, **plain)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        JudgedClaim(verdict="cannot_say", certain=True, **plain)  # type: ignore[call-arg, arg-type]
    assert not JudgedClaim(verdict="cannot_say", strength=weak, **plain).certain  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked_of", "stated", "named"),
    [
        ({"flow": "export", "period": "2024-08"}, "$147.7 million", "graded doubtful (B4)"),
        ({"flow": "export", "hs": "2710", "period": "2014"}, "$1.54 million", "graded improbable (B5)"),
    ],
)
def test_a_number_the_case_itself_calls_impossible_is_not_supported_by_itself(
    asked_of: dict[str, str], stated: str, named: str
) -> None:
    found = yalu.open_case("china-dprk").claims.test("trade.total", stated, **asked_of)
    assert found.verdict == "cannot_say"
    assert "but the only row is the report of" in found.reason
    assert named in found.reason


def test_sound_rows_that_leave_no_room_for_a_doubted_figure_contradict_it() -> None:
    asked_of = {"flow": "import", "hs": "2701", "period": "2016-03/2016-10", "unit": "t"}
    found = yalu.open_case("china-dprk").claims.test("trade.total", "24.8 million tonnes", **asked_of)
    assert found.verdict == "contradicted"
    assert found.certain
    assert found.ours == "between 11,493,000 and 18,650,000 t"


def test_a_doubted_part_of_a_sum_bounds_nothing() -> None:
    found = yalu.open_case("china-dprk").claims.test("trade.total", "$2.79 billion", period="2019")
    assert found.verdict == "cannot_say"
    assert "understates" not in found.reason
    assert found.figure is not None
    assert "F-totals-customs-2019-export" not in {row.id for row in found.figure.trail.rows}
    assert "F-totals-customs-2019-export" in {row.id for row in found.figure.trail.left_out}


@pytest.mark.parametrize(
    ("stated", "verdict"), [("24.8 million tonnes", "supported"), ("25.8 million tonnes", "contradicted")]
)
def test_what_a_report_says_is_asked_apart_from_what_is_so(stated: str, verdict: str) -> None:
    asked_of = {"flow": "import", "hs": "2701", "period": "2016-03/2016-10", "unit": "t"}
    claims = yalu.open_case("china-dprk").claims
    found = claims.test("trade.total", stated, as_reported="afp-2016-12-10", **asked_of)
    assert (found.verdict, found.certain) == (verdict, False)
    assert found.as_reported_by == "Jasarat"


def test_a_sound_row_of_the_report_is_said_as_its_report_too() -> None:
    asked_of = {"period": "2018", "flow": "import"}
    claims = yalu.open_case("china-dprk").claims
    found = claims.test("trade.total", "$213.15 million", as_reported="reuters-2019-01-23", **asked_of)
    assert found.verdict == "supported"
    assert found.as_reported_by
    assert not found.certain


def test_a_report_denies_nothing_that_it_leaves_out() -> None:
    claims = yalu.open_case("china-dprk").claims
    asked_of = {"flow": "import", "hs": "2701", "period": "2016", "unit": "t"}
    found = claims.test("trade.total", "5 million tonnes", as_reported="afp-2016-12-10", **asked_of)
    assert found.verdict == "cannot_say"


def test_an_unknown_report_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(ChoiceError, match="afp-2016-12-10"):
        yalu.open_case("china-dprk").claims.test(
            "trade.total", "1 t", as_reported="afp-2016-12-1", period="2016"
        )


def test_days_without_a_visit_rest_on_the_whole_table_until_a_visit_ends_them() -> None:
    claims = yalu.open_case("china-dprk").claims
    open_ended = claims.test("visits.gap", "59 days", from_="2017-01-01", to="2017-03-01")
    ended = claims.test("visits.gap", "151 days", from_="2016-01-01", to="2017-03-01")
    assert open_ended.figure is not None
    assert ended.figure is not None
    (whole,) = open_ended.figure.trail.strength.supports
    assert (whole.id.partition(",")[0], whole.quality) == ("of table visits", "read_in_part")
    assert [one.id for one in ended.figure.trail.strength.supports] == ["V136"]
