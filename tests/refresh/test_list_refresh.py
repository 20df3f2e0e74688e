"""Lists fetched and what that changes: entries in and out, and the parties of the case that screen otherwise."""

import pytest
from msgspec.structs import replace

from tests.screening.lists import samples
from yalu.case.package import read_case
from yalu.refresh.list_refresh import outcomes_changed, refresh_lists
from yalu.screening.lists.snapshots.bundled import bundled_parties
from yalu.screening.lists.snapshots.differences import difference
from yalu.screening.lists.snapshots.store import current_snapshot

from .publishers import publishing

CASE = read_case("china-dprk")


@pytest.fixture
def un():
    held = {"body": samples.UN.encode()}
    with publishing(lambda _path, _query: held["body"]) as publisher:
        publisher.held = held
        yield publisher


def refreshed(un, tmp_path, **options):
    (found,) = refresh_lists(
        ["un"], CASE, home=tmp_path, addresses={"un": un.address}, wait=lambda _: None, **options
    )
    return found


def test_a_first_fetch_is_told_against_the_bundled_facts(un, tmp_path):
    found = refreshed(un, tmp_path)
    bundled = {party.id for party in bundled_parties() if party.list == "un"}
    kept = {party.id for party in current_snapshot("un", tmp_path).parties()}
    assert found.updated.outcome == "stored"
    assert found.against == "the bundled facts"
    assert (found.added, found.removed) == (len(kept - bundled), len(bundled - kept))
    assert found.changed + found.same == len(kept & bundled)


def test_an_unchanged_list_changes_nothing_and_is_asked_for_by_its_etag(un, tmp_path):
    refreshed(un, tmp_path)
    found = refreshed(un, tmp_path)
    assert (found.updated.outcome, found.added, found.removed, found.screening) == ("unchanged", 0, 0, ())
    assert "If-None-Match" in un.asked[-1][2]


def test_a_list_that_shrinks_is_refused_and_accepted_by_name(un, tmp_path):
    refreshed(un, tmp_path)
    whole = un.held["body"].decode()
    begin, end = whole.index("<INDIVIDUAL>"), whole.index("</INDIVIDUAL>") + len("</INDIVIDUAL>")
    un.held["body"] = (whole[:begin] + whole[end:]).encode()
    assert refreshed(un, tmp_path).updated.outcome == "refused"
    taken = refreshed(un, tmp_path, accept=["un"], accepted_by="me")
    assert (taken.updated.outcome, taken.added, taken.removed) == ("stored", 0, 1)


def test_a_party_of_the_case_that_leaves_a_list_screens_otherwise_and_others_do_not():
    node = next(
        n for n in CASE.nodes if n.kind == "person" and any(e.startswith("ofac-sdn:") for e in n.listed_as)
    )
    entry = next(e for e in node.listed_as if e.startswith("ofac-sdn:"))
    party = next(p for p in bundled_parties() if p.id == entry)
    other = next(p for p in bundled_parties() if p.list == "ofac-sdn" and p.id != entry)
    old, new = (party, other), (other,)
    found = outcomes_changed(CASE, old, new, difference(old, new))
    printed = {one.what: (one.before, one.after) for one in found}
    before, after = printed[f"{node.name} ({node.id})"]
    assert before in {"stop", "review"}
    assert after == "not on it"
    assert not [one for one in found if one.before == one.after]


def test_an_entry_of_which_only_a_remark_changes_turns_no_outcome():
    old = tuple(party for party in bundled_parties() if party.list == "un")[:3]
    new = tuple(replace(party, remarks="read again") for party in old)
    assert len(difference(old, new).of("changed")) == 3
    assert outcomes_changed(CASE, old, new, difference(old, new)) == ()


@pytest.mark.parametrize(
    "fault",
    [{"cut": 10}, {"answers": [(404, {})]}, {"digest": "sha-256=:" + "A" * 43 + "=:"}, {"moved": "http://example.org/un.xml"}],
)  # fmt: skip
def test_a_list_that_cannot_be_had_leaves_what_answered(un, tmp_path, fault):
    for name, value in fault.items():
        setattr(un, name, value)
    found = refreshed(un, tmp_path)
    assert (found.updated.outcome, found.added, found.entries) == ("failed", 0, None)
    assert current_snapshot("un", tmp_path) is None


def test_a_list_is_asked_again_when_the_server_says(un, tmp_path):
    waits = []
    un.answers = [(429, {"Retry-After": "5"}), (503, {})]
    (found,) = refresh_lists(["un"], CASE, home=tmp_path, addresses={"un": un.address}, wait=waits.append)
    assert found.updated.outcome == "stored"
    assert waits == [5.0, 2.0]


def test_a_list_may_move_to_another_host_for_it_needs_no_key(un, tmp_path):
    with publishing(lambda _path, _query: samples.UN.encode()) as elsewhere:
        un.moved = elsewhere.address
        assert refreshed(un, tmp_path).updated.outcome == "stored"
        assert len(elsewhere.asked) == 1
