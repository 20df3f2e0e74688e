"""A log is decided again and compared byte for byte; what differs is named."""

from datetime import date

import msgspec
import pytest

from tests.screening.small_index import KIM, PARTIES, covering, loaded, party
from yalu.documents.hash_chained_log import read_chain
from yalu.documents.problems import DocumentError
from yalu.screening.decisions.decision_log import DecisionLine, DecisionLog, ground_line, replay
from yalu.screening.decisions.records import ReviewerJudgement
from yalu.screening.decisions.reviewer_judgements import Judgements, subject_of
from yalu.screening.decisions.screening_policy import policy_of
from yalu.screening.query_input import ask
from yalu.screening.screener import Screening

DAY = date(2026, 2, 1)
MARKS = ("un@2026#0",)


def screening(parties=PARTIES, marks=MARKS, judgements=None, policy=None):
    held = loaded(parties, marks, covering())
    return Screening(loaded=held, judgements=judgements, policy=policy)


def written(path, held):
    log = DecisionLog(path, ground_line(held, DAY))
    for name in ("KIM Example", "Example Trade Bank", "Nobody At All", "x" * 3000):
        asked = ask(name)
        answer = held.decide(asked, on=DAY)
        log.record(
            [
                DecisionLine(
                    ground=0, answer=answer, judgements=held.judgements_on(asked.query), notes=asked.notes
                )
            ],
            at="2026-02-01T00:00:00Z",
        )
    return path


def test_the_same_lists_give_the_same_bytes(tmp_path):
    path = written(tmp_path / "log.jsonl", screening())
    found = replay(path, lambda ground: screening(policy=policy_of(ground.policy_text)))
    assert found.holds
    assert (found.decisions, found.same) == (4, 4)
    assert written(tmp_path / "again.jsonl", screening()).read_bytes() == path.read_bytes()


def test_judgements_of_then_are_heard_again_whatever_is_on_file_now(tmp_path):
    judged = ReviewerJudgement(id="j1", subject="", name="", party=KIM.id, parties=(KIM.id,), judged="different", author="a",
                       reason="r", made="2026-01-01")  # fmt: skip
    held = screening()
    subject = held.judgements_on(ask("KIM Example").query)
    assert subject == ()

    judged = msgspec.structs.replace(judged, subject=subject_of(ask("KIM Example").query))
    path = written(tmp_path / "log.jsonl", screening(judgements=Judgements([judged])))
    assert replay(path, lambda _: screening()).holds


def test_another_engine_answer_is_named_with_its_fields(tmp_path):
    path = written(tmp_path / "log.jsonl", screening())
    fewer = tuple(p for p in PARTIES if p is not KIM)
    found = replay(path, lambda _: screening(fewer))
    assert not found.holds
    first = found.differs[0]
    assert first.name == "KIM Example"
    assert first.was.startswith("stop")
    assert "outcome" in first.fields


def test_other_lists_are_not_compared_but_told(tmp_path):
    path = written(tmp_path / "log.jsonl", screening())
    found = replay(path, lambda _: screening(marks=("un@2027#1",)))
    assert not found.holds
    assert "the lists then were un@2026#0; those kept now are un@2027#1" in found.not_replayed[0]


def test_what_the_lists_covered_stands_in_the_log_and_is_compared(tmp_path):
    path = written(tmp_path / "log.jsonl", screening())
    ground = read_chain(path)[0][0].body
    assert [(source["name"], source["whole"]) for source in ground["coverage"]["asked"]] == [
        ("ofac-sdn", True),
        ("un", True),
    ]
    part = Screening(loaded=loaded(PARTIES, MARKS, covering(whole=False)))
    found = replay(path, lambda _: part)
    assert not found.holds
    assert "what was asked then was ofac-sdn (1 entry, of 2026-01-31)" in found.not_replayed[0]
    assert "now it is ofac-sdn (in part" in found.not_replayed[0]


def test_warnings_of_then_are_in_the_ground_and_give_the_same_bytes(tmp_path):
    held = Screening(loaded=loaded(warnings=("an update of un was refused",)))
    path = written(tmp_path / "log.jsonl", held)

    def then(ground):
        return Screening(loaded=loaded(warnings=ground.warnings))

    assert replay(path, then).holds
    assert replay(path, lambda _: screening()).differs[0].fields == ("id", "warnings")


def test_an_empty_log_does_not_hold(tmp_path):
    path = tmp_path / "log.jsonl"
    path.write_bytes(b"")
    found = replay(path, lambda _: screening())
    assert not found.holds
    assert (found.faults[0].line, "the log is empty" in found.faults[0].says) == (0, True)


def test_a_customer_stands_in_the_decision_and_is_asked_again(tmp_path):
    held, path = screening(), tmp_path / "log.jsonl"
    asked = ask("KIM Example", ref="X1")
    answer = held.decide(asked, on=DAY)
    assert answer.ref == "X1"
    DecisionLog(path, ground_line(held, DAY)).record([DecisionLine(ground=0, answer=answer)])
    assert replay(path, lambda _: screening()).holds


def test_a_removed_line_is_named(tmp_path):
    path = written(tmp_path / "log.jsonl", screening())
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:2], *lines[3:]]))
    found = replay(path, lambda _: screening())
    assert "entry 3 was removed" in found.faults[0].says


def test_the_ground_is_written_once_and_again_when_it_changes(tmp_path):
    path = written(tmp_path / "log.jsonl", screening())
    written(path, screening())
    written(path, screening((*PARTIES, party("New One", "P2")), ("un@2027#1",)))
    kinds = [e.kind for e in read_chain(path)[0]]
    assert kinds.count("ground") == 2
    assert kinds.count("decision") == 12


def test_a_log_that_is_not_there_is_told_by_name(tmp_path):
    with pytest.raises(DocumentError, match=r"there is no file “.*none\.jsonl”"):
        replay(tmp_path / "none.jsonl", lambda _: screening())


def test_an_emptied_log_does_not_hold(tmp_path):
    (tmp_path / "log.jsonl").write_bytes(b"")
    found = replay(tmp_path / "log.jsonl", lambda _: screening())
    assert not found.holds
    assert found.faults[0].says.startswith("the log is empty")
