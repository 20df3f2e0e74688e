"""Pages over cases with few rows or none: no headline says more than they hold, and no page fails to be built."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest
from tests.site.conftest import Built

from yalu.case.package import find_case, read_case
from yalu.case.records import Case
from yalu.law.text.regimes import open_regime
from yalu.site.build import build_site
from yalu.site.data.trade_data import observe_trade
from yalu.site.data.visit_data import observe
from yalu.site.frame.figure_page import Site
from yalu.site.pages.chains.page import ChainsRoom
from yalu.site.pages.chains.wording import headline
from yalu.site.pages.enforcement.page import EnforcementRoom, open_room
from yalu.site.pages.front.answer import answer
from yalu.site.pages.law.caps import early
from yalu.site.pages.visits.frequency import averages

SITE = Site(title="t", code_version="0", data_version="d", known_by="k")


@pytest.fixture(scope="module")
def russia() -> Case:
    return read_case(find_case("russia-dprk"))


@pytest.fixture(scope="module")
def china() -> Case:
    return read_case(find_case("china-dprk"))


def enforcement(case: Case, **tables: object) -> EnforcementRoom:
    found = open_room(msgspec.structs.replace(case, **tables), SITE, None)
    assert isinstance(found, EnforcementRoom)
    return found


def test_a_case_whose_answers_are_of_other_kinds_than_protest_is_built(russia: Case) -> None:
    own = [row for row in russia.responses if row.state == russia.partner and row.responder_kind == "state"]
    one = msgspec.structs.replace(own[0], kind="denial", trigger="unilateral_action")
    (page,) = (p for p in enforcement(russia, responses=(one,)).figures() if p.slug == "answers-pattern")
    assert page.title.startswith("1 of 1 answer of Russia to acts of one state was denial; ")
    firm = msgspec.structs.replace(one, responder_kind="company")
    assert not [p for p in enforcement(russia, responses=(firm,)).figures() if p.slug == "answers-pattern"]


def test_a_small_penalty_is_not_zero_million_and_nothing_suspended_is_not_said(china: Case) -> None:
    first = next(a for a in china.amounts if a.measure == "penalty" and a.currency == "USD" and not a.part_of)
    small = msgspec.structs.replace(
        first, gross=type(first.gross)(1000), suspended=None, activated=None, credited=None, refunded=None,
        announced=None, stated="", replaced_by="", credited_to="",
    )  # fmt: skip
    (page,) = (p for p in enforcement(china, amounts=(small,)).figures() if p.slug == "ledger-money")
    assert page.title.startswith("USD 1,000 imposed in 1 settlement")
    assert "suspended" not in page.title


def test_a_partner_that_was_never_seen_to_act_is_said_without_a_share_of_one(china: Case) -> None:
    firm = next(n for n in china.named if n.state == china.partner and n.status == "listed")
    room = enforcement(china, named=(firm,))
    assert room.headline.startswith(
        "China is not seen to have acted itself on the one party of its own that acts name"
    )


def test_a_case_without_allegations_does_not_say_that_none_passes_a_ban(russia: Case) -> None:
    case = msgspec.structs.replace(russia, flows=tuple(r for r in russia.flows if r.ledger != "alleged"))
    found = answer(case, None, observe_trade(case), ())
    (part,) = (part for part in found.parts if part.heading == "Alleged")
    assert part.says.startswith("No allegation is on record by 21 November 2026")
    assert "no breach" not in found.verdict
    assert "By what others allege: nothing on record by 21 November 2026." in found.verdict


def test_a_case_of_reports_to_the_committee_alone_is_built(russia: Case) -> None:
    case = msgspec.structs.replace(
        russia, flows=tuple(r for r in russia.flows if r.ledger == "committee"), shares=()
    )
    traded = observe_trade(case)
    assert traded is not None
    assert traded.shares == ()


def test_trade_under_no_law_is_not_said_to_be_no_trade(russia: Case) -> None:
    found = answer(msgspec.structs.replace(russia, target="XAA"), None, None, ())
    assert found.verdict == "The record cannot say: it holds no law on North Korea to hold its trade against."


def test_a_national_ban_of_another_state_cuts_no_cap_of_the_partner_short(russia: Case, china: Case) -> None:
    assert observe_trade(china).early_day == date(2017, 2, 28)  # type: ignore[union-attr]
    assert observe_trade(russia).early_day is None  # type: ignore[union-attr]


def test_a_cap_of_which_the_verdict_is_open_is_not_called_reached(china: Case) -> None:
    few = tuple(r for r in china.flows if r.hs != "2701" or str(r.period) == "2017-01")
    case = msgspec.structs.replace(china, flows=few)
    traded = observe_trade(case)
    assert traded is not None
    page = early(case, traded)
    assert page is not None
    assert page.title.endswith("whether the cap was reached cannot be said as the text stands")


def test_a_case_whose_visits_are_still_to_come_has_no_averages(small_case: Case) -> None:
    case = msgspec.structs.replace(small_case, visits=())
    observed = observe(case)
    assert observed is None or averages(case, observed) is None


def test_one_chain_is_one_chain_and_national_law_names_its_state(china: Case, other_partner: Built) -> None:
    rows = ChainsRoom(china, SITE).rows[:1]
    assert headline(rows).startswith("Of 1 documented chain, ")
    page = other_partner.text("law-national.html")
    assert "National law: China" in page
    assert "National law: CHN" not in page


def test_a_register_without_persons_does_not_speak_of_every_person_named(other_partner: Built) -> None:
    page = other_partner.text("register.html")
    assert "<h1>No person is named in an official act on record here</h1>" in page
    assert "<table" not in page


def test_a_page_under_a_regime_of_ones_own_prints_commands_that_ask_it(
    small_case: Case, tmp_path: Path
) -> None:
    case = msgspec.structs.replace(small_case, target="PRK")
    regime = msgspec.structs.replace(open_regime("un-dprk"), name="my own-regime")
    build_site(case, tmp_path / "site", regime=regime)
    asked = f" --case {Path(case.path).name} --regime 'my own-regime'</code>"
    page = (tmp_path / "site/measures/unscr-2371-op8-coal.html").read_text(encoding="utf-8")
    assert f"yalu law show unscr-2371-op8-coal{asked}" in page.replace("&#39;", "'")
    front = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert "data-under=\" --regime 'my own-regime'\"" in front.replace("&#39;", "'")
