"""Responses: kinds of answer and how soon they came, and whether quoted words are those on record."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from yalu.case.action_records import Response
from yalu.claims.catalogue import Parameter, Parameters, Subject, choice
from yalu.claims.evidence import Evidence, Unanswerable
from yalu.claims.records import FigureReading
from yalu.claims.subjects.counted_rows import answers_sought
from yalu.claims.subjects.enforcement.acts import MATTER, asked_of, none_declared
from yalu.claims.subjects.readings import exact, figure_of, look_up, reading_of
from yalu.enforcement import responses as answers
from yalu.enforcement.acts import response_row
from yalu.enforcement.responses import Which
from yalu.vocabulary.results import rows_strength


def _which(given: Parameters) -> Which:
    return Which(**{name: given[name] for name in Which.__struct_fields__ if given.get(name)})


def answer_nouns(evidence: Evidence, given: Parameters) -> tuple[str, ...]:
    """The words that name answers; of answers of one kind also the word of the kind."""
    words = ("answer", "response", "reply", "statement", "time", "occasion", "instance")
    return (*words, *_of_kind(given["kind"]))


def _of_kind(kind: str) -> tuple[str, ...]:
    """``claim_of_ignorance`` is a claim, ``protest_unilateral_sanctions`` a protest and no sanction.

    ``hold_or_veto`` is either, and ``no_comment`` a comment.
    """
    named = kind.removeprefix("no_").split("_or_") if kind else []
    return tuple(one.partition("_")[0] for one in named)


def _answers(evidence: Evidence, given: Parameters) -> FigureReading:
    figure = asked_of(lambda: answers.count(evidence.case, _which(given)))
    if not figure.value:
        zero = none_declared(evidence, figure, "responses", answers_sought(given))
        if zero is not None:
            return exact(zero, 0.0, unit="answers")
        raise Unanswerable(
            "the log has no such answer, and answers that were found cannot show that there was none"
        )
    # Where the log is not declared complete there may be more answers than were found, never fewer.
    return reading_of(figure, low=figure.value, high=None, unit="answers")


def _latency(evidence: Evidence, given: Parameters) -> FigureReading:
    figure = asked_of(lambda: answers.latency(evidence.case, _which(given)))
    if figure.low is None:
        raise Unanswerable("no answer in the log has both dates under these choices")
    return reading_of(figure, unit="day")


def _most(evidence: Evidence, given: Parameters) -> FigureReading:
    rows = asked_of(lambda: answers.rows(evidence.case, _which(given)))
    if not rows:
        raise Unanswerable("the log has no such answer")
    tally = Counter(row.kind for row in rows)
    most = max(tally.values())
    kinds = sorted(kind.replace("_", " ") for kind, number in tally.items() if number == most)
    shown = ", ".join(kinds)
    counted = sorted(tally.items(), key=lambda item: (-item[1], item[0]))
    figure = figure_of(
        evidence,
        f"responses-most/{_which(given).key}",
        ", ".join(filter(None, ("The most frequent answer", _which(given).in_words(evidence.case)))),
        "the kind of answer of which the log has most",
        "responses",
        steps=tuple(f"{kind.replace('_', ' ')} {number}" for kind, number in counted),
        rows=tuple(response_row(evidence.case, row, row.kind) for row in rows),
        notes=(answers.WARNING,),
        display=shown,
    )
    return FigureReading(words=tuple(kinds), shown=shown, figure=figure)


_WHICH = (
    MATTER,
    Parameter("kind", "denial, claim_of_ignorance, protest_unilateral_sanctions …"),
    choice("responder", "a state or a company", ("", "state", "company")),
    Parameter("state", "the responder's state, by ISO code", kind="country"),
    Parameter("trigger", "unilateral_action, press_or_ngo_report …"),
)


_FEWEST = 2  # one word alone is said by everybody, and is no quotation of anybody


def _plain(text: str) -> list[str]:
    """Words as statements are held word for word: small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9-]+", " ", text.lower()).split()


def _phrases(quote: str) -> Iterator[str]:
    """Every run of words of a quote."""
    words = _plain(quote)
    for first in range(len(words)):
        for last in range(first + min(_FEWEST, len(words)), len(words) + 1):
            yield " ".join(words[first:last])


def _statements(evidence: Evidence, given: Parameters) -> list[Response]:
    rows = evidence.case.responses
    if given["response"]:
        return [look_up({row.id: row for row in rows}, "response", given["response"])]
    who = given["speaker"].lower()
    found = [
        row
        for row in rows
        if who in row.responder.lower()
        and given["matter"] in {"", row.matter}
        and given["state"] in {"", row.state}
        and (not given["on"] or given["on"] == str(row.date))
    ]
    if not found:
        raise Unanswerable("no statement of that speaker, state, matter and day is on record")
    return found


def _quote(evidence: Evidence, given: Parameters) -> FigureReading:
    """Words on record support a quotation; a record keeps an excerpt, so words it lacks decide nothing."""
    found = [row for row in _statements(evidence, given) if row.quote]
    literal = [row for row in found if row.wording == "verbatim"]
    if not literal:
        said = "as a paraphrase only" if found else "without its words"
        raise Unanswerable(f"the statement is on record {said}, so no quotation can be compared with it")
    shown = "; ".join(f"“{row.quote}” ({row.responder}, {row.date})" for row in literal[:3])
    shown += f" and {len(literal) - 3} more" if len(literal) > 3 else ""
    rows = tuple(response_row(evidence.case, row, why=f"“{row.quote}”") for row in literal)
    figure = figure_of(
        evidence,
        "responses-quote/" + "+".join(row.id for row in literal[:8]),
        "What was said, in the words on record",
        "words of the log of answers recorded as spoken, at most 25 of each statement",
        "responses",
        rows=rows,
        strength=rows_strength(rows),
        display=shown,
    )
    words = tuple(dict.fromkeys(phrase for row in literal for phrase in _phrases(row.quote)))
    beyond = f"the record has {shown}; it keeps an excerpt, and other words may have been said"
    return FigureReading(words=words, beyond=beyond, shown=shown, figure=figure)


SUBJECTS = (
    Subject(
        "responses.count", "How many answers of a kind were found", "count", unit="answers", parameters=_WHICH,
        compute=_answers, sought=lambda evidence, given, named: answers_sought(given), nouns=answer_nouns,
        example="--kind claim_of_ignorance --responder company", stated="at least 7",
    ),
    Subject(
        "responses.latency", "Days from an allegation to the answer, the median", "time", unit="day",
        parameters=_WHICH, compute=_latency, sought=lambda evidence, given, named: answers_sought(given),
        example="--responder state", stated="one day",
    ),
    Subject(
        "responses.most", "The most frequent kind of answer", "words", parameters=_WHICH, compute=_most,
        sought=lambda evidence, given, named: answers_sought(given),
        example="--responder state --trigger unilateral_action", stated="protest unilateral sanctions",
    ),
    Subject(
        "responses.quote", "Whether quoted words are those on record", "words",
        parameters=(
            Parameter("response", "one statement by its id"),
            Parameter("speaker", "or a part of the speaker's name"),
            Parameter("state", "the state of the speaker, by ISO code", kind="country"),
            Parameter("matter", "the affair, such as zte"), Parameter("on", "the day of the statement"),
        ),
        compute=_quote, example="--response RSP01", stated="deeply regret the ruling",
    ),
)  # fmt: skip
