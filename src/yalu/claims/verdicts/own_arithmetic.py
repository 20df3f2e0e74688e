"""Whether a sentence agrees with the numbers it gives itself: 120 after 100, "a rise of 20 percent".

Nothing of the data is asked, and every verdict says so: it is as good as the sentence's own numbers.
"""

from __future__ import annotations

from collections.abc import Iterator

from yalu.claims.catalogue import Measured
from yalu.claims.evidence import Evidence, Unanswerable
from yalu.claims.questions.expressions import Constant, Node, Operation, evaluate, measured
from yalu.claims.records import Claim, Comparison, FigureReading, JudgedClaim, ReadStatement
from yalu.claims.statements.meanings import read_statement
from yalu.claims.verdicts.comparison import hold
from yalu.claims.verdicts.grid import number, shown
from yalu.documents.choices import ChoiceError
from yalu.vocabulary.strength import Strength, Support

ITSELF = "the sentence itself"
_ONLY = "this checks the sentence's own arithmetic and nothing of the data"


def is_own_arithmetic(node: Node) -> bool:
    """Whether an expression joins written numbers and asks no subject."""
    if isinstance(node, Operation):
        return all(isinstance(side, Constant) or is_own_arithmetic(side) for side in (node.left, node.right))
    return False


def judge_arithmetic(evidence: Evidence, claim: Claim, node: Node) -> JudgedClaim:
    """The verdict on a statement about written numbers: supported when one way of saying the result agrees.

    A quotient may be said as what it is (1.2 times, 120 percent) or as growth over the divisor (20 percent).
    Raises ChoiceError for words that fit none, and for parameters, which numbers do not have.
    """
    if claim.given or claim.open:
        raise ChoiceError(
            f"{claim.about!r} holds numbers only, which take no parameters; leave out {', '.join([*claim.given, *claim.open])}"
        )
    try:
        result = evaluate(node, evidence, ())
    except Unanswerable as silence:
        raise ChoiceError(f"{claim.about!r}: {silence}") from None
    read = list(_read(claim.stated, node, result))
    statement, reading, held, said = next((r for r in read if r[2].stand == "supports"), read[0])
    agrees = held.stand == "supports"
    ours = " or ".join(dict.fromkeys(f"{shown(r)}{says}" for _, r, _, says in read))
    words = f"the sentence's own numbers give {shown(reading) + said if agrees else ours}"
    return JudgedClaim(
        verdict="supported" if agrees else "contradicted",
        reason=f"{words}{'' if agrees else f', stated is {claim.stated}'}; {_ONLY}",
        ours=shown(reading),
        stated=claim.stated,
        meaning=statement.reason,
        unit=reading.unit,
        difference=held.difference,
        side="" if agrees else held.side,
        known_by=evidence.case.known_by,
        data_version=evidence.case.data_version,
        strength=Strength((Support(kind="reading", id=claim.about, quality="own", by=ITSELF),)),
        as_reported_by=ITSELF,
    )


def _read(
    text: str, node: Node, result: FigureReading
) -> Iterator[tuple[ReadStatement, FigureReading, Comparison, str]]:
    """The words read in every way the result can be said, with how each stands to it."""
    faults: list[str] = []
    found = False
    for kind, reading, says in _ways(node, result):
        try:
            statement = read_statement(text, kind, reading.unit)
        except ChoiceError as error:
            faults.append(str(error))
            continue
        found = True
        yield statement, reading, hold(statement, reading), says
    if not found:
        raise ChoiceError(faults[0])


def _ways(node: Node, result: FigureReading) -> Iterator[tuple[Measured, FigureReading, str]]:
    if not isinstance(node, Operation) or node.sign != "/" or result.value is None:
        yield measured(node), result, ""
        return
    yield "ratio", result, f" ({number(result.value * 100)} %)"
    grown = (result.value - 1) * 100
    yield "change", FigureReading(value=grown, low=grown, high=grown, unit="percent"), " of growth"
