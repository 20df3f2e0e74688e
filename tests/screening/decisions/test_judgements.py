"""A reviewer's judgement counts for the whole cluster, until it expires or is taken back; nothing is lost."""

from datetime import date

import pytest

from tests.screening.small_index import BANK, BANK_US, KIM, PARTIES, loaded, party
from yalu.documents.choices import ChoiceError
from yalu.documents.hash_chained_log import BrokenLogError
from yalu.screening.decisions.records import ReviewerJudgement
from yalu.screening.decisions.reviewer_judgements import JudgementFile, Judgements, subject_of
from yalu.screening.decisions.same_party import SamePartyGroups
from yalu.screening.matching.records import Query
from yalu.screening.records import Identifier, PartyName
from yalu.screening.screener import Screening

AT = "2026-01-01T00:00:00Z"
DAY = date(2026, 2, 1)


def screening(judgements=None, parties=PARTIES):
    return Screening(loaded=loaded(parties), judgements=judgements)


@pytest.fixture
def file(tmp_path):
    return JudgementFile(tmp_path / "judgements.jsonl")


def add(file, name, party_id, judged, **rest):
    given = {
        "author": "reviewer",
        "reason": "looked at the passport",
        "clusters": SamePartyGroups(PARTIES),
        "at": AT,
    } | rest
    known = {key: given.pop(key) for key in ("births", "countries", "identifiers") if key in given}
    return file.add(Query(name, **known), party_id, judged, **({"ref": "X1"} | given))


def outcome(file, name, on=DAY, **rest):
    return screening(file.read()).screen(name, on=on, **({"ref": "X1"} | rest)).outcome


def test_different_sets_the_whole_cluster_aside(file):
    assert outcome(file, "Example Trade Bank") == "stop"
    add(file, "Example Trade Bank", BANK_US.id, "different")
    found = screening(file.read()).screen("Example Trade Bank", on=DAY, ref="X1")
    assert found.outcome == "clear"
    assert {w.party for w in found.weighed} == {BANK.id, BANK_US.id}
    assert all("reviewer judged it different" in " ".join(w.reasons) for w in found.weighed)


def test_the_same_words_in_other_case_and_spacing_are_the_same_subject():
    assert subject_of(Query("Example  BANK")) == subject_of(Query("example bank"))
    assert subject_of(Query("A", births=("1984",))) != subject_of(Query("A"))
    assert subject_of(Query("A", identifiers=(Identifier("imo", "IMO 8660313"),))) == subject_of(
        Query("A", identifiers=(Identifier("imo", "8660313"),))
    )


def test_two_customers_of_one_name_do_not_share_a_judgement(file):
    add(file, "KIM Example", KIM.id, "different", ref="X1")
    assert outcome(file, "KIM Example", ref="X1") == "clear"
    assert outcome(file, "KIM Example", ref="X2") == "stop"
    assert outcome(file, "KIM Example", ref="") == "stop"


def test_a_judgement_stays_with_the_customer_when_more_is_known_of_him(file):
    add(file, "KIM Example", KIM.id, "different")
    assert outcome(file, "kim  example", countries=["DEU"], births=["1984"]) == "clear"
    add(file, "KIM Example Trade", KIM.id, "unsure")  # another name is another question to the reviewer
    assert outcome(file, "KIM Example") == "clear"
    assert outcome(file, "KIM Example Trade") != "clear"


@pytest.mark.parametrize(
    "known",
    [{"births": ("1990",)}, {"countries": ("DEU",)}, {"identifiers": (Identifier("passport", "A1234567"),)}],
    ids=lambda known: next(iter(known)),
)
def test_without_a_customer_a_judgement_belongs_to_the_name_with_all_that_was_said(file, known):
    add(file, "KIM Example", KIM.id, "different", ref="", **known)
    asked = {key: list(values) for key, values in known.items()}
    assert outcome(file, "Kim Example", ref="", **asked) == "clear"
    assert outcome(file, "Kim Example", ref="") == "stop"
    assert outcome(file, "Kim Example", ref="", **asked, genders=["male"]) == "stop"


@pytest.mark.parametrize("ref", ["", "  "])
def test_different_on_a_bare_name_is_refused_with_the_way_to_say_it(file, ref):
    with pytest.raises(ChoiceError, match="--ref with your number of the customer, or --birth"):
        add(file, "KIM Example", KIM.id, "different", ref=ref)
    assert not file.path.exists()
    add(
        file, "KIM Example", KIM.id, "same", ref=ref
    )  # what raises an outcome may be about everybody of the name


def old_judgement(judged, query, **rest):
    """A line as it was written before judgements named a customer."""
    return ReviewerJudgement(id="j1-old", subject=subject_of(query), name=query.name, party=KIM.id, parties=(KIM.id,),
                     judged=judged, author="reviewer", reason="a namesake", made=AT, **rest)  # fmt: skip


@pytest.mark.parametrize(
    "query", [Query("KIM Example"), Query("KIM Example", schema="Person", genders=("male",))]
)
def test_an_old_judgement_on_a_bare_name_is_told_and_not_applied(query):
    held = screening(Judgements([old_judgement("different", query)]))
    found = held.screen("KIM Example", on=DAY, schema=query.schema, genders=query.genders)
    assert found.outcome == "stop"
    assert "the judgement j1-old of reviewer is not applied: it was made on a name alone" in " ".join(
        found.best.reasons
    )
    assert found.best.judgements == ()


def test_an_old_judgement_with_data_counts_for_that_data_and_for_no_customer():
    held = screening(Judgements([old_judgement("different", Query("KIM Example", births=("1990",)))]))
    assert held.screen("KIM Example", on=DAY, births=["1990"]).outcome == "clear"
    of_customer = held.screen("KIM Example", on=DAY, births=["1990"], ref="X1")
    assert of_customer.outcome == "stop"
    assert "it names no customer; judge X1 with --ref" in " ".join(of_customer.best.reasons)


def test_what_raises_an_outcome_is_heard_for_every_customer_of_the_name():
    held = screening(Judgements([old_judgement("same", Query("Some Front"))]))
    assert held.screen("Some Front", on=DAY, ref="X1").outcome == "stop"


def test_same_stops_even_what_the_name_no_longer_finds(file):
    add(file, "Some Front", BANK.id, "same")
    found = screening(file.read()).screen("Some Front", on=DAY, ref="X1")
    assert found.outcome == "stop"
    assert found.best.party == BANK.id


def test_unsure_keeps_it_in_review_and_never_lowers_a_stop(file):
    add(file, "KIM Example", KIM.id, "unsure")
    assert outcome(file, "KIM Example") == "stop"
    add(file, "Example Whoever", KIM.id, "unsure")
    assert outcome(file, "Example Whoever") == "review"


def test_a_judgement_expires(file):
    add(file, "KIM Example", KIM.id, "different", expires="2026-01-31")
    assert outcome(file, "KIM Example", on=date(2026, 1, 31)) == "clear"
    found = screening(file.read()).screen("KIM Example", on=DAY, ref="X1")
    assert found.outcome == "stop"
    assert "expired on 2026-01-31" in " ".join(found.best.reasons)


def test_a_judgement_that_would_have_ended_before_it_was_made_is_refused_and_nothing_is_written(file):
    """Its author believes that it counts; the mistyped year would have made it a line nobody ever applies."""
    with pytest.raises(ChoiceError, match=r"2025-12-31 is past.*2026-01-01"):
        add(file, "KIM Example", KIM.id, "same", expires="2025-12-31")
    assert file.read().made == ()
    add(file, "KIM Example", KIM.id, "same", expires="2026-01-01")
    assert outcome(file, "KIM Example", on=date(2026, 1, 1)) == "stop"


def test_the_last_judgement_counts(file):
    add(file, "KIM Example", KIM.id, "different")
    add(file, "KIM Example", KIM.id, "same")
    assert outcome(file, "KIM Example") == "stop"


def test_taking_back_keeps_both_on_file(file):
    made = add(file, "KIM Example", KIM.id, "different")
    file.undo(made.id, author="head", reason="wrong passport", at=AT)
    assert outcome(file, "KIM Example") == "stop"
    assert [j.undoes for j in file.read().made] == ["", made.id]
    with pytest.raises(KeyError):
        file.undo("j99", author="head", reason="x", at=AT)


def test_previous_entries_of_a_party_are_remembered(file):
    """The list gave the party a new entry id: the old id in its references keeps the judgement."""
    add(file, "Example Trade Bank", BANK.id, "different")
    renamed = party("EXAMPLE TRADE BANK", "C9", schema="Company")
    heir = party("EXAMPLE TRADE BANK CO", "77", list="ofac-sdn", schema="Company", references=("un:C9",))
    found = screening(file.read(), (renamed, heir)).screen("Example Trade Bank", on=DAY, ref="X1")
    assert found.outcome == "clear"  # ofac-sdn:77 was in the cluster then, and un:C9 is in it now


def test_a_changed_file_of_judgements_is_not_relied_on(file):
    add(file, "KIM Example", KIM.id, "different")
    file.path.write_bytes(file.path.read_bytes().replace(b"different", b"same"))
    with pytest.raises(BrokenLogError, match="was changed"):
        file.read()


def test_clusters_join_by_reference_and_identifier_never_by_name():
    other = party(
        "SEA STAR II", "V9", list="uk", schema="Vessel", identifiers=(Identifier("imo", "IMO 8660313"),)
    )
    twin = party("KIM Example", "P9", list="uk")
    clusters = SamePartyGroups((*PARTIES, other, twin))
    assert clusters.of("un:V1") == ("uk:V9", "un:V1")
    assert clusters.of(KIM.id) == (KIM.id,)
    assert clusters.of("nobody:1") == ("nobody:1",)


def test_a_judgement_cut_off_by_a_full_disk_hides_none_before_it_and_stops_nobody(file):
    add(file, "Example Trade Bank", BANK_US.id, "different")
    kept = add(file, "KIM Example", KIM.id, "different")
    whole = file.path.read_bytes()
    file.path.write_bytes(whole + whole.splitlines()[1][:40])
    held = file.read()
    assert held.notes == ("judgements.jsonl: line 3 was cut off; the entries before it stand",)
    assert held.made[-1] == kept
    assert outcome(file, "Example Trade Bank") == "clear"
    assert add(file, "KIM Example", KIM.id, "same").id.startswith("j3-")
    assert file.read().notes == ()
    assert len(file.read().made) == 3


def test_a_cleared_pair_comes_back_when_the_entry_changes(file):
    def held(**facts):
        return party("KIM Example", "P1", **facts)

    def told(*parties):
        return screening(file.read(), parties).screen("KIM Example", on=DAY, ref="X1")

    first = held(countries=("PRK",))
    add(file, "KIM Example", "un:P1", "different", clusters=SamePartyGroups([first]))
    assert told(first).outcome == "clear"
    assert (
        told(held(countries=("PRK",), remarks="reviewed in 2026", programmes=("OTHER",))).outcome == "clear"
    )
    for changed in (
        held(countries=("PRK", "CHN")),
        held(countries=("PRK",), more=(PartyName("Another Name"),)),
        held(countries=("PRK",), identifiers=(Identifier("passport", "A1234567"),)),
        held(countries=("PRK",), genders=("male",)),
    ):
        found = told(changed)
        assert found.outcome == "stop"
        assert "than when it was judged; judge it again" in " ".join(found.weighed[0].reasons)
