"""Claims about chains: counts, days, control, conditions, knowledge and makers, with who stands behind each."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from functools import lru_cache

import msgspec
import pytest

import yalu
from yalu.claims.evidence import Evidence
from yalu.claims.facade import Claims
from yalu.claims.records import FigureReading, JudgedClaim
from yalu.claims.statements.meanings import read_statement
from yalu.claims.subjects import catalogue
from yalu.claims.verdicts.comparison import hold
from yalu.claims.verdicts.judgement import ad_hoc_claim, judge, safely
from yalu.cli.main import outcome
from yalu.documents.choices import ChoiceError


@lru_cache(maxsize=1)
def claims() -> Claims:
    return yalu.open_case("china-dprk").claims


def ask(about: str, stated: str, **given: str) -> JudgedClaim:
    return claims().test(about, stated, **given)


def ask_without(gone: Iterable[str], about: str, stated: str, **given: str) -> JudgedClaim:
    """The same question to a case in which some rows were never recorded."""
    case, lost = claims().case, set(gone)
    kept = {
        name: tuple(row for row in getattr(case, name) if row.id not in lost)
        for name in ("deals", "nodes", "links", "knowledge")
    }
    return safely(Evidence(msgspec.structs.replace(case, **kept)), ad_hoc_claim(about, stated, given))


def rows(found: JudgedClaim) -> set[str]:
    assert found.figure is not None
    return {row.id for row in found.figure.trail.rows}


SENT = {"what": "units", "deal": "smtcl", "item": "mach_6axis", "to": "PRK"}


def test_at_least_two_machines_is_the_least_there_were() -> None:
    assert ask("chains.count", "at least 2", **SENT).verdict == "supported"
    assert ask("chains.count", "two", **SENT).verdict == "cannot_say"
    assert ask("chains.count", "one", **SENT).verdict == "contradicted"
    assert ask("chains.count", "five", **SENT).verdict == "cannot_say"


def test_what_the_record_counts_exactly_has_no_open_end() -> None:
    counted = {"what": "units", "deal": "holi"}
    assert ask("chains.count", "two", **counted).verdict == "supported"
    assert ask("chains.count", "three", **counted).verdict == "contradicted"


def test_what_was_sold_is_no_delivery() -> None:
    found = ask("chains.count", "at least 1", what="deliveries", deal="optronic")
    assert found.verdict == "cannot_say"
    assert "no deliveries are on record" in found.reason


def test_one_supplier_on_record_excludes_no_other() -> None:
    parts = {"what": "suppliers", "deal": "smtcl", "item": "cmp_cnc_control;cmp_cnc_software"}
    found = ask("chains.count", "at least 2", **parts)
    assert found.verdict == "cannot_say"
    assert "1 supplier on record" in found.reason
    assert ask("chains.count", "one", **parts).verdict == "supported"


def test_the_machine_maker_is_no_supplier_of_its_own_parts() -> None:
    assert ask("chains.count", "two", what="suppliers", deal="smtcl").verdict == "supported"
    assert rows(ask("chains.count", "one", what="suppliers", deal="smtcl", item="mach_6axis")) == {"SMTCL-09"}


def test_deals_and_middlemen_are_counted_as_the_chains_list_them() -> None:
    chains = yalu.open_case("china-dprk").chains
    for what, number in (("deals", len(chains.list())), ("middlemen", len(chains.recurring()))):
        found = ask("chains.count", str(number), what=what)
        assert found.verdict == "supported"
        assert found.figure is not None and found.figure.value == number


def test_every_number_and_day_says_who_stands_behind_it() -> None:
    assert ask("chains.count", "two", **SENT).ours.endswith(", as experts report")
    assert ask("chains.date", "2015", deal="smtcl", item="mach_6axis").ours == "2015, as experts report"
    assert ask("chains.condition", "broken", deal="smtcl", item="cmp_cnc_control").ours.endswith(
        ", as experts report"
    )


def test_a_delivery_in_another_year_is_contradicted() -> None:
    assert ask("chains.date", "2015", deal="smtcl", item="mach_6axis").verdict == "supported"
    assert ask("chains.date", "2014", deal="smtcl", item="mach_6axis").verdict == "contradicted"
    assert ask("chains.date", "March 2015", deal="smtcl", item="mach_6axis").verdict == "cannot_say"


def test_a_machine_is_not_its_controlled_part() -> None:
    machine = ask("chains.control", "controlled", node="mach_6axis")
    assert machine.verdict == "cannot_say"
    assert "six axes contouring at once would meet NSG Part 2 1.B.2" in machine.reason
    assert "mach_6axis" in rows(machine)
    part = ask("chains.control", "controlled", node="cmp_cnc_control")
    assert part.verdict == "supported"
    assert "according to ISIS" in part.ours
    assert "SMTCL-05" in rows(part)


@pytest.mark.parametrize(
    ("node", "stated", "verdict"),
    [
        ("cmp_ccd", "controlled", "contradicted"),
        ("cmp_ccd", "not controlled", "supported"),
        ("cmp_cnc_control", "not controlled", "contradicted"),
        ("cmp_bearing", "partly controlled", "supported"),
    ],
)
def test_control_is_of_the_very_item(node: str, stated: str, verdict: str) -> None:
    assert ask("chains.control", stated, node=node).verdict == verdict


def test_a_list_that_nobody_names_is_not_read_out_of_a_guess() -> None:
    assert ask("chains.control", "listed", node="cmp_cnc_control", lists="NSG;MTCR").verdict == "supported"
    unnamed = ask("chains.control", "listed", node="cmp_cnc_control", lists="Australia Group")
    assert unnamed.verdict == "cannot_say"
    assert "does not say" in unnamed.reason
    # “1.D” stands in the note on likely entries only, which is memory.
    assert ask("chains.control", "listed", node="cmp_cnc_control", lists="1.D").verdict == "cannot_say"


def test_a_broken_condition_names_link_and_weakest_evidence() -> None:
    found = ask("chains.condition", "kept", deal="smtcl", item="cmp_cnc_software")
    assert found.verdict == "contradicted"
    assert found.figure is not None
    printed = " ".join(found.figure.trail.steps)
    assert "broken at SMTCL-10" in printed
    assert "weakest evidence: expert report" in printed


def test_a_condition_without_the_delivery_is_laid_down_and_no_more() -> None:
    gone = ("SMTCL-10",)
    given = {"deal": "smtcl", "item": "cmp_cnc_control"}
    assert ask_without(gone, "chains.condition", "broken", **given).verdict == "cannot_say"
    assert ask_without(gone, "chains.condition", "kept", **given).verdict == "cannot_say"
    assert ask_without(gone, "chains.condition", "restricted", **given).verdict == "supported"


def test_should_have_known_is_told_with_rung_support_actor_and_day() -> None:
    found = ask("chains.knowledge", "should have known", deal="smtcl")
    assert found.verdict == "supported"
    assert found.ours == "should have known (K3, S1; Shenyang Machine Tools Company (SMTCL); as of 2015)"


def test_known_needs_the_fourth_rung() -> None:
    below = ask("chains.knowledge", "known", deal="smtcl")
    assert below.verdict == "cannot_say"
    assert "“known” needs K4" in below.reason
    assert "shown at S1" in below.reason
    for deal in ("mingzheng", "zte"):
        rung = yalu.open_case("china-dprk").chains.knowledge(deal)[0]
        assert rung.k >= 4
        assert ask("chains.knowledge", "known", deal=deal).verdict == "supported"
        assert ask("chains.knowledge", rung.verdict, deal=deal).verdict == "supported"
        assert ask("chains.knowledge", "not shown", deal=deal).verdict == "contradicted"


def test_a_rung_that_is_reached_excludes_the_rungs_below() -> None:
    assert ask("chains.knowledge", "not shown", deal="smtcl").verdict == "contradicted"
    assert ask("chains.knowledge", "destination only", deal="smtcl").verdict == "contradicted"


def test_without_the_condition_accepted_the_rung_falls() -> None:
    found = ask_without(("SMTCL-K3",), "chains.knowledge", "destination only", deal="smtcl")
    assert found.verdict == "supported"
    assert "K2" in found.ours


def test_no_fact_about_a_proposition_decides_nothing() -> None:
    found = ask("chains.knowledge", "known", deal="smtcl", proposition="listing")
    assert found.verdict == "cannot_say"
    assert "no fact on record" in found.reason


def test_two_firms_of_one_city_are_not_taken_for_one_another() -> None:
    found = ask("chains.maker", "military aircraft", company="co_smtcl")
    assert found.verdict == "contradicted"
    assert found.grid is not None
    fits = [row for row in found.grid.rows if row.stand == "supports"]
    assert [(row.role, row.choices["company"]) for row in fits] == [("other", "co_shenyang_aircraft")]
    assert ask("chains.maker", "military aircraft", company="co_shenyang_aircraft").verdict == "supported"
    assert ask("chains.maker", "machine tools", company="co_shenyang_aircraft").verdict == "contradicted"


def test_a_product_that_is_on_record_for_nobody_is_not_excluded() -> None:
    assert ask("chains.maker", "ploughs", company="co_smtcl").verdict == "cannot_say"
    assert ask("chains.maker", "machine tools", company="co_smtcl").verdict == "supported"


def test_without_the_other_firm_nobody_can_say_who_builds_aircraft() -> None:
    found = ask_without(("co_shenyang_aircraft",), "chains.maker", "military aircraft", company="co_smtcl")
    assert found.verdict == "cannot_say"


def test_an_end_user_nobody_named_has_no_use() -> None:
    assert ask("chains.end_user", "missile programme", deal="smtcl").verdict == "cannot_say"
    assert ask("chains.end_user", "North Korea", deal="smtcl").verdict == "supported"
    assert ask("chains.end_user", "missile programme", deal="tel").verdict == "supported"


@pytest.mark.parametrize(
    ("about", "given", "says"),
    [
        ("chains.count", {"deal": "smtlc"}, "smtcl"),
        ("chains.control", {"node": "mach_6axes"}, "mach_6axis"),
        ("chains.maker", {"company": "co_smtlc"}, "co_smtcl"),
        ("chains.knowledge", {"deal": "smtcl", "proposition": "intent"}, "proposition"),
        ("chains.count", {"what": "units", "to": "Narnia"}, "Narnia"),
        ("chains.count", {"what": "suppliers", "to": "PRK"}, "leave “to” out"),
        ("chains.count", {"what": "middlemen", "item": "mach_6axis"}, "leave “item” out"),
        ("chains.count", {"what": "units", "item": "mach_6axes"}, "mach_6axis"),
    ],
)
def test_what_cannot_be_asked_of_chains_names_what_can(about: str, given: dict[str, str], says: str) -> None:
    with pytest.raises(ChoiceError) as error:
        ask(about, "2", **given)
    assert says in str(error.value)


def test_words_beyond_the_facts_decide_nothing_and_excluded_ones_speak_against() -> None:
    reading = FigureReading(words=("seen",), excluded=("unseen",), beyond="more may be found")
    stands = {
        word: hold(read_statement(word, "words", ""), reading).stand for word in ("seen", "unseen", "heard")
    }
    assert stands == {"seen": "supports", "unseen": "against", "heard": "cannot_say"}


def test_a_part_that_agrees_where_the_machine_is_silent_is_named_in_the_verdict() -> None:
    claim = next(claim for claim in claims().all if claim.id == "sexton-listed-goods")
    found = judge(claims().evidence, claim)
    assert found.verdict == "supported_if"
    assert found.conditions == ("item is “CNC control units” or “CNC software licences”",)
    assert "cmp_cnc_control" in rows(found)


@pytest.mark.parametrize(
    "name", [n for n in catalogue() if n.partition(".")[0] in {"chains", "ledger", "responses"}]
)
def test_the_example_a_subject_prints_can_be_typed(capsys: pytest.CaptureFixture[str], name: str) -> None:
    example = claims().subjects(name)[0]["example"]
    assert outcome(shlex.split(example)[1:]) == 0, capsys.readouterr().err
    assert capsys.readouterr().out.startswith(("SUPPORTED", "CONTRADICTED"))
