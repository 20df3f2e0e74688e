"""A log notices every line that was changed, removed, reordered or repeated, and names it."""

import hashlib
import multiprocessing
import os
import resource
import stat
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yalu.documents import hash_chained_log
from yalu.documents.files.limits import LOG_LINE
from yalu.documents.hash_chained_log import (
    START,
    BrokenLogError,
    LogFault,
    append,
    check_writable,
    entries_of,
    read_chain,
    settle,
)
from yalu.documents.problems import DocumentError
from yalu.documents.records.canonical_json import canonical

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


def test_a_line_is_json_with_sorted_keys_and_the_hash_of_all_else_in_it(tmp_path):
    path = tmp_path / "a.jsonl"
    (first,) = append(path, [("decision", {"n": 1, "name": "김"})], at=AT)
    body = '{"n":1,"name":"김"}'
    hashed = hashlib.sha256(f'[1,"{AT}","decision",{body},"{"0" * 64}"]'.encode()).hexdigest()
    assert path.read_text() == (
        f'{{"at":"{AT}","body":{body},"hash":"{hashed}","kind":"decision","prev":"{"0" * 64}","seq":1}}\n'
    )
    assert first.hash == hashed
    (second,) = append(path, [("note", None)], at="2026-01-02")
    hashed = hashlib.sha256(f'[2,"2026-01-02","note",null,"{first.hash}"]'.encode()).hexdigest()
    assert (second.seq, second.prev, second.hash) == (2, first.hash, hashed)


def test_what_was_appended_is_given_as_a_reader_will_find_it(tmp_path):
    path = tmp_path / "deep" / "er" / "a.jsonl"
    made = append(path, [("decision", {"pair": (1, 2)}), ("note", "x")], at=AT)
    assert [(e.seq, e.at, e.kind, e.body) for e in made] == [
        (1, AT, "decision", {"pair": [1, 2]}), (2, AT, "note", "x"),
    ]  # fmt: skip
    assert read_chain(path) == (made, ())
    assert tuple(entries_of(path)) == made


def test_nothing_to_append_changes_nothing(tmp_path):
    path = log(tmp_path / "a.jsonl", 2)
    whole = path.read_bytes()
    assert append(path, [], at=AT) == ()
    assert path.read_bytes() == whole


def test_a_log_is_written_by_its_owner_and_read_by_all(tmp_path):
    held = os.umask(0)
    try:
        assert stat.S_IMODE(log(tmp_path / "a.jsonl").stat().st_mode) == 0o644
    finally:
        os.umask(held)


def without(*numbers):
    return lambda lines: [line for number, line in enumerate(lines, start=1) if number not in numbers]


def changed(number, old, new):
    return lambda lines: [
        line.replace(old, new) if n == number else line for n, line in enumerate(lines, start=1)
    ]


def instead(*texts):
    return lambda lines: [texts[n] if n < len(texts) and texts[n] else line for n, line in enumerate(lines)]


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        (changed(3, b'"n":2', b'"n":7'),
         [(3, "line 3 (entry 3) was changed: its hash does not fit its content")]),
        (changed(3, b'"seq":3', b'"seq": 3'),
         [(3, "line 3 (entry 3) was changed: its hash does not fit its content")]),
        (lambda lines: [*lines[:2], lines[2] + b" ", *lines[3:]],
         [(3, "line 3 (entry 3) was changed: its hash does not fit its content")]),
        (changed(3, AT.encode(), b"2025"),
         [(3, "line 3 (entry 3) was changed: its hash does not fit its content")]),
        (changed(3, b'"kind":"decision"', b'"kind":"note"'),
         [(3, "line 3 (entry 3) was changed: its hash does not fit its content")]),
        (without(3), [(3, "before line 3, entry 3 was removed or moved")]),
        (without(2, 3), [(2, "before line 2, entries 2 to 3 were removed or moved")]),
        (without(2, 3, 4), [(2, "before line 2, entries 2 to 4 were removed or moved")]),
        (without(1), [(1, "before line 1, entry 1 was removed or moved")]),
        (without(1, 4), [(1, "before line 1, entry 1 was removed or moved"),
                         (3, "before line 3, entry 4 was removed or moved")]),
        (lambda lines: [lines[0], lines[2], lines[1], *lines[3:]],
         [(2, "before line 2, entry 2 was removed or moved"),
          (3, "line 3 is entry 2, which belongs further up: lines were reordered or repeated"),
          (4, "before line 4, entry 3 was removed or moved")]),
        (lambda lines: [*lines[:3], lines[2], *lines[3:]],
         [(4, "line 4 is entry 3, which belongs further up: lines were reordered or repeated")]),
        (instead(b"", b"", b"not json"), [(3, "line 3 is no entry of a log: it was changed or is torn")]),
        (instead(b"not json"), [(1, "line 1 is no entry of a log: it was changed or is torn")]),
        (instead(b"", b"[]", b"{}"), [(2, "line 2 is no entry of a log: it was changed or is torn"),
                                      (3, "line 3 is no entry of a log: it was changed or is torn")]),
        (instead(b"", b"\xff", b"[" * 100_000), [(2, "line 2 is no entry of a log: it was changed or is torn"),
                                                 (3, "line 3 is no entry of a log: it was changed or is torn")]),
        (lambda lines: [*lines[:2], b"", b"  ", *lines[2:]], []),
        (lambda lines: [*lines[:2], b"", b"  ", *lines[3:]], [(5, "before line 5, entry 3 was removed or moved")]),
    ],
    ids=["body", "spacing", "blank at the end", "time", "kind", "removed", "two removed", "three removed", "first removed",
         "one here, one there", "reordered", "repeated", "garbage", "garbage first", "garbage twice", "no text",
         "blank lines", "blank lines and one removed"],
)  # fmt: skip
def test_what_was_done_to_a_line_is_told_and_nothing_else(tmp_path, change, faults):
    path = log(tmp_path / "a.jsonl")
    path.write_bytes(b"\n".join(change(path.read_bytes().splitlines())) + b"\n")
    assert [(f.line, f.says, f.torn) for f in read_chain(path)[1]] == [(*fault, False) for fault in faults]


def test_what_can_be_read_is_read_beside_the_faults(tmp_path):
    path = log(tmp_path / "a.jsonl")
    path.write_bytes(b"\n".join(instead(b"", b"not json")(path.read_bytes().splitlines())) + b"\n")
    entries, faults = read_chain(path)
    assert [e.seq for e in entries] == [1, 3, 4, 5]
    assert [e.seq for e in entries_of(path)] == [1, 3, 4, 5]
    assert len(faults) == 1


def test_a_line_forged_with_its_own_hash_does_not_follow(tmp_path):
    path, other = log(tmp_path / "a.jsonl"), log(tmp_path / "b.jsonl", 2)
    append(other, [("decision", {"n": "forged"})], at=AT)
    lines, forged = path.read_bytes().splitlines(), other.read_bytes().splitlines()
    path.write_bytes(b"\n".join([*lines[:2], forged[2], *lines[3:]]) + b"\n")
    _, faults = read_chain(path)
    assert faults == (
        LogFault(4, "line 4 (entry 4) does not follow the line before it: one of the two was replaced"),
    )


def test_a_cut_end_is_noticed_with_the_hash_of_the_last_line(tmp_path):
    path = log(tmp_path / "a.jsonl")
    head = read_chain(path)[0][-1].hash
    assert read_chain(path, head=head)[1] == ()
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:3]))
    assert read_chain(path)[1] == ()
    says = f"the last line is not {head[:12]}…: lines are missing at the end, or another file is meant"
    assert read_chain(path, head=head)[1] == (LogFault(3, says),)
    path.write_bytes(b"")
    assert read_chain(path, head=head) == ((), (LogFault(0, says),))


def test_lines_behind_the_noted_end_are_told(tmp_path):
    path = log(tmp_path / "a.jsonl")
    head = read_chain(path)[0][1].hash
    says = f"the last line is not {head[:12]}…: lines were added after entry 2"
    assert read_chain(path, head=head)[1] == (LogFault(5, says),)


TORN = b'{"seq":4,"at"'


def test_a_half_written_line_is_told_and_what_stands_before_it_too(tmp_path):
    path = log(tmp_path / "a.jsonl", 3)
    path.write_bytes(path.read_bytes() + TORN)
    entries, faults = read_chain(path)
    assert [e.seq for e in entries] == [1, 2, 3]
    assert faults == (LogFault(4, "line 4 was cut off; the entries before it stand", torn=True),)
    path.write_bytes(TORN)
    assert read_chain(path) == (
        (),
        (LogFault(1, "line 1 was cut off; no entry stands before it", torn=True),),
    )


def test_entries_that_are_at_fault_do_not_stand_before_a_torn_line(tmp_path):
    path = log(tmp_path / "a.jsonl", 3)
    path.write_bytes(changed(2, b'"n":1', b'"n":7')(path.read_bytes().splitlines(keepends=True))[1] + TORN)
    assert read_chain(path)[1][-1] == LogFault(2, "line 2 was cut off; no entry stands before it", torn=True)


def test_a_half_written_line_is_set_aside_and_the_log_goes_on(tmp_path):
    path = log(tmp_path / "a.jsonl", 3)
    whole = path.read_bytes()
    path.write_bytes(whole + TORN)
    assert settle(path) == TORN
    assert path.read_bytes() == whole
    assert settle(path) == b"", "once"
    assert path.read_bytes() == whole
    (made,) = append(path, [("decision", 4)], at=AT)
    assert made.seq == 4
    assert read_chain(path)[1] == ()
    assert (tmp_path / "a.jsonl.torn").read_bytes() == TORN + b"\n"


def test_every_half_written_line_is_kept_beside_the_log(tmp_path):
    path = log(tmp_path / "a.jsonl", 1)
    for torn in (TORN, b"{", b"half"):
        with path.open("ab") as stream:
            stream.write(torn)
        assert settle(path) == torn
    assert (tmp_path / "a.jsonl.torn").read_bytes() == TORN + b"\n{\nhalf\n"
    assert read_chain(path)[1] == ()


def test_appending_sets_a_half_written_line_aside_too(tmp_path):
    path = log(tmp_path / "a.jsonl", 3)
    path.write_bytes(path.read_bytes() + TORN)
    (made,) = append(path, [("decision", 4)], at=AT)
    assert (made.seq, read_chain(path)[1]) == (4, ())
    assert (tmp_path / "a.jsonl.torn").read_bytes() == TORN + b"\n"


def test_a_file_of_nothing_but_half_a_line_begins_anew(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(TORN)
    assert settle(path) == TORN
    assert path.read_bytes() == b""
    path.write_bytes(TORN)
    (made,) = append(path, [("decision", 1)], at=AT)
    assert (made.seq, made.prev) == (1, START)
    assert read_chain(path) == ((made,), ())


@pytest.mark.parametrize("count", [1, 3])
def test_a_last_line_that_is_whole_but_for_its_end_is_kept_and_ended(tmp_path, count):
    path = log(tmp_path / "a.jsonl", count)
    whole = path.read_bytes()
    path.write_bytes(whole[:-1])
    assert read_chain(path)[1] == ()
    assert settle(path) == b""
    assert path.read_bytes() == whole
    path.write_bytes(whole[:-1])
    (made,) = append(path, [("decision", 4)], at=AT)
    assert (made.seq, read_chain(path)[1]) == (count + 1, ())
    assert not (tmp_path / "a.jsonl.torn").exists()


@pytest.mark.parametrize("size", [30_000, 65_000, 70_000, 400_000])
def test_long_lines_are_followed_by_the_next_and_set_aside_when_torn(tmp_path, size):
    path = tmp_path / "a.jsonl"
    for n in range(3):
        (made,) = append(path, [("decision", "x" * (size + n))], at=AT)
        assert made.seq == n + 1
    whole = path.read_bytes()
    torn = b'{"body":"' + b"y" * size
    path.write_bytes(whole + torn)
    assert settle(path) == torn
    assert path.read_bytes() == whole
    assert read_chain(path)[1] == ()


def test_an_empty_log_and_one_that_is_not_there_have_nothing_to_settle(tmp_path):
    path = tmp_path / "a.jsonl"
    assert settle(path) == b""
    assert list(tmp_path.iterdir()) == []
    path.touch()
    assert settle(path) == b""
    assert read_chain(path) == ((), ())
    assert append(path, [("decision", 1)], at=AT)[0].prev == START


@pytest.mark.parametrize(
    "text", ["Dear all\n", "Dear all\n\n", "\n", "Dear all\nSincerely,\n", "[]\nhalf a line"]
)
def test_another_file_is_never_appended_to(tmp_path, text):
    path = tmp_path / "letter.txt"
    path.write_text(text)
    for change in (log, settle):
        with pytest.raises(BrokenLogError) as error:
            change(path)
        (problem,) = error.value.problems
        assert (problem.file, problem.message) == (str(path), "the last line is no entry of a log")
        assert problem.rule == (
            "every line of the file follows from the one before, and one program writes at a time"
        )
        assert problem.next_step == "give another file, or check this one with “yalu screen replay”"
        assert path.read_text() == text


def test_a_link_or_a_device_is_no_log(tmp_path):
    path = log(tmp_path / "a.jsonl")
    whole = path.read_bytes()
    (tmp_path / "link.jsonl").symlink_to(path)
    os.mkfifo(tmp_path / "pipe.jsonl")
    (tmp_path / "folder.jsonl").mkdir()
    (tmp_path / "nowhere.jsonl").symlink_to(tmp_path / "new.jsonl")
    for name in ("link", "pipe", "folder", "nowhere"):
        goal = tmp_path / f"{name}.jsonl"
        for change in (log, settle, check_writable):
            with pytest.raises(DocumentError) as error:
                change(goal)
            (problem,) = error.value.problems
            assert problem.file == str(goal)
            assert problem.message == f"“{name}.jsonl” is a link, lies behind one, or is no ordinary file"
            assert problem.rule == "a log is an ordinary file where its name says"
            assert problem.next_step == "name another file, or remove the link"
    assert path.read_bytes() == whole
    assert not (tmp_path / "new.jsonl").exists()


def test_a_log_does_not_lead_out_of_its_folder_by_a_link(tmp_path):
    (tmp_path / "outside").mkdir()
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "linked").symlink_to(tmp_path / "outside")
    with pytest.raises(DocumentError, match="is a link, lies behind one"):
        append(inside / "linked" / "a.jsonl", [("decision", 1)], at=AT, inside=inside)
    assert list((tmp_path / "outside").iterdir()) == []
    append(inside / "linked" / "a.jsonl", [("decision", 1)], at=AT)
    append(inside / "a.jsonl", [("decision", 1)], at=AT, inside=inside)
    assert len(read_chain(inside / "a.jsonl", inside=inside)[0]) == 1
    with pytest.raises(DocumentError, match="is a link, or lies behind one"):
        read_chain(inside / "linked" / "a.jsonl", inside=inside)


def test_a_log_that_is_not_there_is_told_by_its_path(tmp_path):
    path = tmp_path / "none.jsonl"
    for read in (read_chain, lambda path: list(entries_of(path))):
        with pytest.raises(DocumentError) as error:
            read(path)
        (problem,) = error.value.problems
        assert problem.message == f"there is no file “{path}”"
        assert problem.rule == "a log is an ordinary file that can be read"


@pytest.fixture
def disk_of():
    """A disk that takes so many bytes of a file and no more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda most: resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_what_a_full_disk_does_not_take_whole_is_taken_out_again_and_the_file_named(tmp_path, disk_of):
    path = log(tmp_path / "a.jsonl", 2)
    whole = path.read_bytes()
    disk_of(len(whole) + 100)
    with pytest.raises(OSError, match=r"a\.jsonl") as error:
        log(path, 3)
    disk_of(resource.RLIM_INFINITY)
    assert error.value.filename == str(path)
    assert path.read_bytes() == whole
    assert [found.name for found in tmp_path.iterdir()] == ["a.jsonl"]
    log(path, 1)
    assert read_chain(path)[1] == ()


def test_a_log_that_cannot_be_settled_is_named(tmp_path, disk_of):
    path = log(tmp_path / "a.jsonl", 2)
    path.write_bytes(path.read_bytes() + TORN)
    disk_of(5)
    with pytest.raises(OSError, match="File too large") as error:
        settle(path)
    disk_of(resource.RLIM_INFINITY)
    assert error.value.filename == str(path)
    assert path.read_bytes().endswith(TORN)


def test_what_a_log_says_is_on_the_disk_when_appending_is_done(tmp_path, monkeypatch):
    path = tmp_path / "a.jsonl"
    path.write_bytes(TORN)
    waited = []
    monkeypatch.setattr(os, "fsync", lambda handle: waited.append(os.fstat(handle).st_ino))
    log(path)
    assert waited == [(tmp_path / "a.jsonl.torn").stat().st_ino, path.stat().st_ino]


def test_another_writer_is_waited_for_and_then_told(tmp_path, monkeypatch):
    monkeypatch.setattr(hash_chained_log, "WAIT_SECONDS", 0)
    path = log(tmp_path / "a.jsonl", 2)
    with hash_chained_log.locked(path, wait=0):
        for change in (log, settle):
            with pytest.raises(DocumentError, match="another program is writing it"):
                change(path)
        assert len(read_chain(path)[0]) == 2, "reading waits for nobody"


def test_a_line_at_the_limit_is_read_and_a_longer_one_is_none(tmp_path, monkeypatch):
    path = log(tmp_path / "a.jsonl", 2)
    append(path, [("decision", "x" * 500)], at=AT)
    longest = max(map(len, path.read_bytes().splitlines()))
    log(path, 1)
    monkeypatch.setattr(hash_chained_log, "LOG_LINE", longest)
    assert read_chain(path)[1] == ()
    for shorter in (1, 2, 250):
        monkeypatch.setattr(hash_chained_log, "LOG_LINE", longest - shorter)
        entries, faults = read_chain(path)
        assert faults == (LogFault(3, "line 3 is no entry of a log: it was changed or is torn"),)
        assert [e.seq for e in entries] == [1, 2, 4]


def test_a_line_without_end_that_is_too_long_is_no_entry(tmp_path, monkeypatch):
    monkeypatch.setattr(hash_chained_log, "LOG_LINE", 1000)
    path = log(tmp_path / "a.jsonl", 1)
    path.write_bytes(path.read_bytes() + b"x" * 1001)
    assert read_chain(path)[1] == (LogFault(2, "line 2 is no entry of a log: it was changed or is torn"),)
    path.write_bytes(path.read_bytes()[:-1])
    assert read_chain(path)[1][0].torn


def test_no_line_is_written_that_cannot_be_read_again(tmp_path, monkeypatch):
    path = log(tmp_path / "a.jsonl", 2)
    whole = path.read_bytes()
    assert LOG_LINE == 16 * 1024 * 1024
    size = len(canonical(append(tmp_path / "b.jsonl", [("decision", "x" * 3000)], at=AT)[0]))
    monkeypatch.setattr(hash_chained_log, "LOG_LINE", size - 1)
    with pytest.raises(DocumentError) as error:
        append(path, [("decision", 1), ("decision", "x" * 3000)], at=AT)
    (problem,) = error.value.problems
    assert (problem.file, problem.message) == (str(path), f"an entry has {size:,} bytes")
    assert problem.rule == f"a line of a log has at most {size - 1:,} bytes"
    assert problem.next_step == "split what it says into several entries"
    assert path.read_bytes() == whole
    monkeypatch.setattr(hash_chained_log, "LOG_LINE", size)
    append(path, [("decision", "x" * 3000)], at=AT)
    assert read_chain(path)[1] == ()


@pytest.mark.parametrize("end", [b"", b"\n"])
def test_a_large_file_of_another_kind_is_left_as_it_is(tmp_path, monkeypatch, end):
    monkeypatch.setattr(hash_chained_log, "LOG_LINE", 50_000)
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"x" * 400_000 + end)
    for change in (log, settle):
        with pytest.raises(BrokenLogError, match="no entry"):
            change(path)
    assert path.read_bytes() == b"x" * 400_000 + end
    assert [found.name for found in tmp_path.iterdir()] == ["a.jsonl"]


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
