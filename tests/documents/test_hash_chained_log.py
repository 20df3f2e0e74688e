"""A log notices every line that was changed, removed, reordered or repeated, and names it."""

import multiprocessing
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yalu.documents.hash_chained_log import START, ChainError, append, read_chain, settle

AT = "2026-01-01T00:00:00Z"


def log(path, count=5):
    append(path, [("decision", {"n": n, "name": "김"}) for n in range(count)], at=AT)
    return path


def test_a_whole_log_has_no_fault_and_begins_at_zero(tmp_path):
    entries, faults = read_chain(log(tmp_path / "a.jsonl"))
    assert faults == ()
    assert [e.seq for e in entries] == [1, 2, 3, 4, 5]
    assert entries[0].prev == START
    assert all(after.prev == before.hash for before, after in pairwise(entries))


def test_appending_goes_on_from_the_last_line(tmp_path):
    path = log(tmp_path / "a.jsonl", 2)
    log(path, 2)
    entries, faults = read_chain(path)
    assert (len(entries), faults) == (4, ())


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda lines: [*lines[:2], lines[2].replace(b'"n":2', b'"n":7'), *lines[3:]], "line 3 (entry 3) was changed"),
        (lambda lines: [*lines[:2], *lines[3:]], "before line 3, entry 3 was removed"),
        (lambda lines: [*lines[:1], *lines[3:]], "entries 2 to 3 were removed"),
        (lambda lines: [lines[0], lines[2], lines[1], *lines[3:]], "reordered"),
        (lambda lines: [*lines[:3], lines[2], *lines[3:]], "reordered or repeated"),
        (lambda lines: lines[1:], "entry 1 was removed"),
        (lambda lines: [*lines[:2], b"not json", *lines[3:]], "line 3 is no entry"),
        (lambda lines: [*lines[:2], lines[2].replace(b'"seq":3', b'"seq": 3'), *lines[3:]], "line 3 (entry 3) was changed"),
    ],
    ids=["changed", "removed", "two removed", "reordered", "repeated", "first removed", "garbage", "spacing"],
)  # fmt: skip
def test_what_was_done_to_a_line_is_told(tmp_path, change, words):
    path = log(tmp_path / "a.jsonl")
    path.write_bytes(b"\n".join(change(path.read_bytes().splitlines())) + b"\n")
    _, faults = read_chain(path)
    assert any(words in fault.says for fault in faults), faults


def test_a_line_forged_with_its_own_hash_does_not_follow(tmp_path):
    path, other = log(tmp_path / "a.jsonl"), log(tmp_path / "b.jsonl", 2)
    append(other, [("decision", {"n": "forged"})], at=AT)
    lines, forged = path.read_bytes().splitlines(), other.read_bytes().splitlines()
    path.write_bytes(b"\n".join([*lines[:2], forged[2], *lines[3:]]) + b"\n")
    _, faults = read_chain(path)
    assert any("line 4" in f.says and "does not follow" in f.says for f in faults)


def test_a_cut_end_is_noticed_with_the_hash_of_the_last_line(tmp_path):
    path = log(tmp_path / "a.jsonl")
    head = read_chain(path)[0][-1].hash
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:3]))
    assert read_chain(path)[1] == ()
    assert "missing at the end" in read_chain(path, head=head)[1][0].says


def test_a_half_written_line_is_set_aside_and_the_log_goes_on(tmp_path):
    path = log(tmp_path / "a.jsonl", 3)
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"seq":4,"at"')
    assert settle(path) == b'{"seq":4,"at"'
    assert path.read_bytes() == whole
    log(path, 1)
    assert read_chain(path)[1] == ()
    assert (tmp_path / "a.jsonl.torn").read_bytes() == b'{"seq":4,"at"\n'


def test_another_file_is_never_appended_to(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("Dear all\n")
    with pytest.raises(ChainError, match="no entry of a log"):
        log(path)
    assert path.read_text() == "Dear all\n"


def many(path, name):
    for n in range(10):
        append(Path(path), [("decision", {"by": name, "n": n})], at=AT)


def test_several_writers_take_turns(tmp_path):
    path = tmp_path / "a.jsonl"
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=many, args=(str(path), name)) for name in ("a", "b")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    entries, faults = read_chain(path)
    assert faults == ()
    assert len(entries) == 20


@settings(max_examples=40, deadline=None)
@given(
    body=st.dictionaries(st.text(), st.text() | st.integers(-(2**50), 2**50) | st.booleans()),
    at=st.integers(1, 200),
    bit=st.integers(0, 6),
)
def test_one_bit_anywhere_is_noticed(tmp_path_factory, body, at, bit):
    path = tmp_path_factory.mktemp("chain") / "a.jsonl"
    append(path, [("decision", body), ("decision", {"n": 1}), ("decision", {"n": 2})], at=AT)
    raw = bytearray(path.read_bytes())
    place = at * len(raw) // 201
    raw[place] ^= 1 << bit
    path.write_bytes(bytes(raw))
    assert read_chain(path)[1] != ()
