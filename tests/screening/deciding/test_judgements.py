"""A reviewer's judgement counts for the whole cluster, until it expires or is taken back; nothing is lost."""

from datetime import date

import pytest

from tests.screening.small_index import BANK, BANK_US, KIM, PARTIES, loaded, party
from yalu.documents.hash_chained_log import ChainError
from yalu.screening.deciding.clusters import Clusters
from yalu.screening.deciding.judgements import JudgementFile, subject_of
from yalu.screening.facade import Screening
from yalu.screening.matching.records import Query
from yalu.screening.records import Identifier

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
        "clusters": Clusters(PARTIES),
        "at": AT,
    } | rest
    return file.add(Query(name), party_id, judged, **given)


def outcome(file, name, on=DAY, **rest):
    return screening(file.read()).screen(name, on=on, **rest).outcome


def test_different_sets_the_whole_cluster_aside(file):
    assert outcome(file, "Example Trade Bank") == "stop"
    add(file, "Example Trade Bank", BANK_US.id, "different")
    found = screening(file.read()).screen("Example Trade Bank", on=DAY)
    assert found.outcome == "clear"
    assert {w.party for w in found.weighed} == {BANK.id, BANK_US.id}
    assert all("reviewer judged it different" in " ".join(w.reasons) for w in found.weighed)


def test_the_same_words_in_other_case_and_spacing_are_the_same_subject():
    assert subject_of(Query("Example  BANK")) == subject_of(Query("example bank"))
    assert subject_of(Query("A", births=("1984",))) != subject_of(Query("A"))
    assert subject_of(Query("A", identifiers=(Identifier("imo", "IMO 8660313"),))) == subject_of(
        Query("A", identifiers=(Identifier("imo", "8660313"),))
    )


def test_a_judgement_is_not_carried_over_to_a_subject_that_says_more(file):
    add(file, "KIM Example", KIM.id, "different")
    assert outcome(file, "Kim Example") == "clear"
    assert outcome(file, "Kim Example", births=["1984"]) == "stop"


def test_same_stops_even_what_the_name_no_longer_finds(file):
    add(file, "Some Front", BANK.id, "same")
    found = screening(file.read()).screen("Some Front", on=DAY)
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
    found = screening(file.read()).screen("KIM Example", on=DAY)
    assert found.outcome == "stop"
    assert "expired on 2026-01-31" in " ".join(found.best.reasons)


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
    found = screening(file.read(), (renamed, heir)).screen("Example Trade Bank", on=DAY)
    assert found.outcome == "clear"  # ofac-sdn:77 was in the cluster then, and un:C9 is in it now


def test_a_changed_file_of_judgements_is_not_relied_on(file):
    add(file, "KIM Example", KIM.id, "different")
    file.path.write_bytes(file.path.read_bytes().replace(b"different", b"same"))
    with pytest.raises(ChainError, match="was changed"):
        file.read()


def test_clusters_join_by_reference_and_identifier_never_by_name():
    other = party(
        "SEA STAR II", "V9", list="uk", schema="Vessel", identifiers=(Identifier("imo", "IMO 8660313"),)
    )
    twin = party("KIM Example", "P9", list="uk")
    clusters = Clusters((*PARTIES, other, twin))
    assert clusters.of("un:V1") == ("uk:V9", "un:V1")
    assert clusters.of(KIM.id) == (KIM.id,)
    assert clusters.of("nobody:1") == ("nobody:1",)
