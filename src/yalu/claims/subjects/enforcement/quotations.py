"""Quotations: whether words that an article puts in somebody's mouth are those on record."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yalu.case.action_records import Response
from yalu.claims.catalogue import Parameter, Parameters, Subject
from yalu.claims.evidence import Evidence, Unanswerable
from yalu.claims.records import Reading
from yalu.claims.subjects.readings import figure_of, look_up
from yalu.enforcement.acts import response_row
from yalu.vocabulary.results import rows_strength

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


def _found(evidence: Evidence, given: Parameters) -> list[Response]:
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


def _quote(evidence: Evidence, given: Parameters) -> Reading:
    """Words on record support a quotation; a record keeps an excerpt, so words it lacks decide nothing."""
    found = [row for row in _found(evidence, given) if row.quote]
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
    return Reading(words=words, beyond=beyond, shown=shown, figure=figure)


SUBJECTS = (
    Subject(
        "responses.quote",
        "Whether quoted words are those on record",
        "words",
        parameters=(
            Parameter("response", "one statement by its id"),
            Parameter("speaker", "or a part of the speaker's name"),
            Parameter("state", "the state of the speaker, by ISO code", kind="country"),
            Parameter("matter", "the affair, such as zte"),
            Parameter("on", "the day of the statement"),
        ),
        compute=_quote,
        example="--response RSP01",
        stated="deeply regret the ruling",
    ),
)
