"""A name of a list means a list, in any case; one that means none is refused with the nearest."""

import pytest

from yalu.documents.choices import ChoiceError
from yalu.screening import index_store
from yalu.screening.index_store import coverage_of
from yalu.screening.lists.snapshots.list_names import Scope, scope_of
from yalu.screening.lists.snapshots.store import write
from yalu.screening.records import Party, PartyName, SnapshotInfo
from yalu.screening.screener import Screening
from yalu.vocabulary.coverage import Asked


def here(*names):
    return [Asked(name=name, kind="list", whole=True, entries=3) for name in names]


@pytest.mark.parametrize(
    ("asked", "lists"),
    [
        (["un"], ("un",)),
        (["UN", "Uk"], ("uk", "un")),
        (["OFAC"], ("ofac-nonsdn", "ofac-sdn")),
        (["ofac sdn"], ("ofac-sdn",)),
        (["Ofac_SDN"], ("ofac-sdn",)),
        (["us"], ("us-denied", "us-entity", "us-meu", "us-nonproliferation", "us-unverified")),
    ],
)
def test_names_mean_lists_in_any_case_and_by_family(tmp_path, asked, lists):
    assert scope_of(asked, tmp_path).lists == lists


def test_which_list_a_name_was_taken_for_is_told(tmp_path):
    assert scope_of(["OFAC", "un"], tmp_path).notes == ("OFAC means ofac-nonsdn, ofac-sdn",)


@pytest.mark.parametrize("name", ["foo", "", "ofac-", "ofacsdn x", "u", "*"])
def test_a_name_that_means_no_list_is_refused(tmp_path, name):
    with pytest.raises(ChoiceError, match="unknown list"):
        scope_of([name], tmp_path)
    with pytest.raises(ChoiceError, match="known: all, eu, ofac"):
        Screening(lists=["un", name], home=tmp_path)


def test_the_nearest_name_is_given(tmp_path):
    with pytest.raises(ChoiceError, match="did you mean 'ofac-sdn'"):
        scope_of(["ofac-sdnn"], tmp_path)


def test_a_list_of_ones_own_is_known_once_it_is_stored(tmp_path):
    with pytest.raises(ChoiceError):
        scope_of(["mine"], tmp_path)
    one = Party(id="mine:1", list="mine", entry="1", schema="Person", names=(PartyName("A B"),))
    write(SnapshotInfo(list="mine", date="2026-01-01", sha256="a" * 64, parties=1), (one,), tmp_path)
    assert scope_of(["Mine"], tmp_path).lists == ("mine",)


def test_everything_published_is_asked_by_default_and_what_is_not_here_is_named(tmp_path):
    covered = coverage_of(here("un", "eu"), scope_of([], tmp_path))
    assert [source.name for source in covered.asked] == ["eu", "un"]
    assert "ofac-sdn" in covered.not_asked
    assert not covered.whole


def test_a_list_named_by_itself_that_is_not_here_is_asked_and_empty():
    covered = coverage_of(here("un"), Scope(named=("eu", "un")))
    assert {source.name: source.entries for source in covered.asked} == {"eu": 0, "un": 3}
    assert covered.not_asked == ()


def test_of_a_family_the_missing_ones_are_named_and_a_missing_family_is_empty():
    scope = Scope(family=("ofac-nonsdn", "ofac-sdn", "us-denied", "us-entity"))
    covered = coverage_of(here("ofac-sdn"), scope)
    assert covered.not_asked == ("ofac-nonsdn",)
    assert [source.name for source in covered.asked if source.entries == 0] == ["us-denied", "us-entity"]


def test_an_index_that_other_code_made_of_the_same_lists_is_not_used(tmp_path, monkeypatch):
    module = tmp_path / "names" / "readings.py"
    module.parent.mkdir()
    keys = []
    for text in ("reads = 1", "reads = 2", "reads = 1"):
        module.write_text(text)
        monkeypatch.setattr(index_store, "_CODE", (tmp_path,))
        index_store._rests_on.cache_clear()
        keys.append(index_store.index_key(("un@1",)))
    index_store._rests_on.cache_clear()
    assert keys[0] != keys[1]
    assert keys[0] == keys[2]
