"""Work of a build is shared with a second process, and nobody can tell from the answer who did it."""

import os
from datetime import date

import msgspec
import pytest

from yalu.case.package import find_case, read_case
from yalu.claims.facade import Claims
from yalu.policy.facade import PolicyDesk
from yalu.site.data.slow_answers import check, compared
from yalu.site.frame.second_process import SecondProcess, packed, unpacked
from yalu.vocabulary.coverage import Observed


def test_what_the_second_process_has_not_begun_is_done_here_and_what_it_has_is_waited_for():
    with SecondProcess() as second:
        first, last = second.ask(os.getpid), second.ask(os.getpid)
        assert last.result() in {os.getpid(), second._process.pid if second._process else 0}
        assert first.result() in {os.getpid(), second._process.pid if second._process else 0}


def test_an_error_of_the_second_process_is_raised_where_the_answer_is_wanted():
    with SecondProcess() as second:
        wrong, right = second.ask(int, "four"), second.ask(int, "4")
        with pytest.raises(ValueError, match="four"):
            wrong.result()
        assert right.result() == 4


def test_an_answer_is_written_the_same_whichever_process_found_it():
    seen = Observed(first=date(2017, 1, 1), last=date(2017, 12, 31))
    words = "".join(["da", "y"])  # equal to the default and not the same object, so that it is written
    said = Observed(first=date(2017, 1, 1), last=date(2017, 12, 31), grain=words)  # type: ignore[arg-type]
    for each in (seen, said):
        assert msgspec.json.encode(unpacked(packed(each))) == msgspec.json.encode(each)


def test_what_cannot_be_handed_over_is_done_here():
    with SecondProcess() as second:
        assert second.ask(lambda: 4).result() == 4


def test_work_nobody_asked_for_again_does_not_hold_the_end_of_a_build():
    with SecondProcess() as second:
        second.ask(int, "1")
    assert second._process is not None
    assert second._process.poll() is not None


def test_claims_checked_by_another_process_are_written_as_if_checked_here():
    asked = Claims(read_case(find_case("china-dprk")))
    assert msgspec.json.encode(unpacked(packed(check(unpacked(packed(asked)))))) == msgspec.json.encode(
        check(asked)
    )


def test_options_compared_by_another_process_are_written_as_if_compared_here(desk: PolicyDesk):
    one = desk.reckonable[0].id
    there = unpacked(packed(compared(packed((desk.case, desk.regime)), one)))
    assert msgspec.json.encode(there) == msgspec.json.encode(desk.compare([one]))


def test_what_an_errand_prints_is_no_answer_of_the_second_process():
    with SecondProcess() as second:
        said, first = second.ask(print, "a word of a library on the standard output"), second.ask(os.getpid)
        while second._line:  # nothing is taken back to be done here
            pass
        assert (said.result(), first.result()) == (None, second._process.pid if second._process else 0)
