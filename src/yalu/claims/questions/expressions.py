"""Arithmetic over subjects: ``trade.total[hs=2701] / trade.total``, with ``+ - * /`` and brackets.

A small parser of our own: nothing typed is ever run. An expression is flat text of at most a few
hundred characters, and nests at most twenty brackets deep.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Literal

import msgspec

from yalu.claims.catalogue import Measured, Subject
from yalu.claims.evidence import Evidence
from yalu.claims.questions.arithmetic import combine, literal
from yalu.claims.records import FigureReading
from yalu.documents.choices import ChoiceError
from yalu.vocabulary.amounts import unit_spellings
from yalu.vocabulary.words.numerals import read_numeral

LONGEST, DEEPEST = 2000, 20
Operator = Literal["+", "-", "*", "/"]
_TOKEN = re.compile(
    r"\s*(?:(?P<money>[$€£])?(?P<number>\d[\d,]*(?:\.\d+)?)(?:\s*(?P<scale>thousand|million|billion|trillion|bn|mln|m)\b)?"
    r"(?:\s*(?P<unit>[A-Za-z%€$£]+))?|(?P<name>[a-z_]+(?:\.[a-z_]+)*)(?:\[(?P<inside>[^\[\]]*)\])?"
    r"|(?P<mark>[-+*/()×÷]))"
)
_UNITS = {name.lower() for name in unit_spellings()}


class Ask(msgspec.Struct, frozen=True):
    """One subject with the parameters written in its square brackets."""

    subject: Subject
    named: dict[str, str]
    number: int


class Constant(msgspec.Struct, frozen=True):
    """A plain number, with its unit when it names one."""

    value: float
    unit: str


class Operation(msgspec.Struct, frozen=True):
    """Two expressions joined by one sign."""

    sign: Operator
    left: Node
    right: Node


Node = Ask | Constant | Operation


@lru_cache(maxsize=256)  # one judgement asks for the same expression several times
def parse(text: str, find: Callable[[str], Subject]) -> Node:
    """The expression a text holds. Raises ChoiceError naming the place that cannot be read."""
    if len(text) > LONGEST:
        raise ChoiceError(f"the expression has {len(text):,} characters; at most {LONGEST:,} are read")
    parsing = _Parsing(_tokens(text), text, find)
    node = parsing.sum(0)
    if not parsing.done:
        raise ChoiceError(f"{text!r}: {parsing.here!r} stands where a sign (+ - * /) or the end was expected")
    return node


def asks(node: Node) -> tuple[Ask, ...]:
    """The subjects of an expression, from left to right."""
    if isinstance(node, Ask):
        return (node,)
    return asks(node.left) + asks(node.right) if isinstance(node, Operation) else ()


def measured(node: Node) -> Measured:
    """How words about an expression are read."""
    if isinstance(node, Ask):
        return node.subject.measured
    if isinstance(node, Constant):
        return "ratio"
    kinds = {ask.subject.measured for ask in asks(node)}
    if node.sign == "/" and all(m in {"amount", "difference", "count", "rate", "time"} for m in kinds):
        return "ratio"
    if node.sign == "-":
        return "points" if kinds == {"share"} else "difference"
    return kinds.pop() if len(kinds) == 1 and node.sign == "+" else "amount"


def evaluate(
    node: Node, evidence: Evidence, chosen: tuple[Mapping[str, str], ...], *, quick: bool = False
) -> FigureReading:
    """The reading of an expression, with the parameters of each subject in the order of ``asks``."""
    if isinstance(node, Constant):
        return literal(node.value, node.unit)
    if isinstance(node, Operation):
        left = evaluate(node.left, evidence, chosen, quick=quick)
        right = evaluate(node.right, evidence, chosen, quick=quick)
        return combine(node.sign, left, right)
    given = chosen[node.number]
    key = ("reading", node.subject.name, quick, tuple(sorted(given.items())))
    compute = node.subject.quick if quick and node.subject.quick is not None else node.subject.compute
    return evidence.keep(key, lambda: compute(evidence, given))


def _tokens(text: str) -> list[re.Match[str]]:
    found, at = [], 0
    body = text.rstrip()
    while at < len(body):
        match = _TOKEN.match(body, at)
        if match is None:
            raise ChoiceError(
                f"{text!r}: {body[at:].strip()[:40]!r} cannot be read; an expression is subjects such as "
                "trade.total[flow=import,hs=2701], numbers, + - * / and brackets"
            )
        found.append(match)
        at = match.end()
    return found


class _Parsing:
    def __init__(self, tokens: list[re.Match[str]], text: str, find: Callable[[str], Subject]) -> None:
        self._tokens, self._text, self._find = tokens, text, find
        self._at = self._asked = 0

    @property
    def done(self) -> bool:
        """Whether every token was taken."""
        return self._at >= len(self._tokens)

    @property
    def here(self) -> str:
        """What stands at this place, for messages."""
        return "the end" if self.done else self._tokens[self._at][0].strip()

    def _mark(self, marks: str) -> str:
        """The sign that stands here if it is one of some, taken; else nothing."""
        sign = "" if self.done else self._tokens[self._at]["mark"] or ""
        sign = {"×": "*", "÷": "/"}.get(sign, sign)
        if sign and sign in marks:
            self._at += 1
            return sign
        return ""

    def sum(self, depth: int) -> Node:
        """Products joined by plus and minus."""
        node = self._product(depth)
        while sign := self._mark("+-"):
            node = Operation(sign, node, self._product(depth))  # type: ignore[arg-type]
        return node

    def _product(self, depth: int) -> Node:
        node = self._part(depth)
        while sign := self._mark("*/"):
            node = Operation(sign, node, self._part(depth))  # type: ignore[arg-type]
        return node

    def _part(self, depth: int) -> Node:
        if depth > DEEPEST:
            raise ChoiceError(f"the expression nests more than {DEEPEST} brackets; write it flatter")
        if self._mark("("):
            node = self.sum(depth + 1)
            if not self._mark(")"):
                raise ChoiceError(f"{self._text!r}: a bracket is opened and not closed before {self.here!r}")
            return node
        if self.done or self._tokens[self._at]["mark"]:
            raise ChoiceError(f"{self._text!r}: a subject or a number is missing before {self.here!r}")
        token = self._tokens[self._at]
        self._at += 1
        return self._number(token) if token["number"] else self._ask(token)

    def _number(self, token: re.Match[str]) -> Constant:
        unit = token["unit"] or token["money"] or ""
        if unit and unit.lower() not in _UNITS:
            raise ChoiceError(
                f"{self._text!r}: {unit!r} after {token['number']} is not a unit; write t, bbl, USD or leave it out"
            )
        scale = float(read_numeral(f"1 {token['scale']}")[0].value) if token["scale"] else 1.0
        return Constant(float(token["number"].replace(",", "")) * scale, unit)

    def _ask(self, token: re.Match[str]) -> Ask:
        subject, named = self._find(token["name"]), {}
        for part in filter(None, (p.strip() for p in (token["inside"] or "").split(","))):
            name, equals, value = part.partition("=")
            if not equals:
                raise ChoiceError(f"{token['name']}[{token['inside']}]: {part!r} is not name=value")
            parameter = subject.parameter(name.strip())
            if parameter.name in named:
                raise ChoiceError(f"{token['name']}: {parameter.name} is given twice; keep one")
            named[parameter.name] = value.strip()
        ask = Ask(subject, named, self._asked)
        self._asked += 1
        return ask
