"""What a claim asks: an expression, the choices its words name, and the choices they leave open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

import msgspec

from yalu.claims.catalogue import Parameter, read_value
from yalu.claims.evidence import Evidence, Unanswerable
from yalu.claims.questions.expressions import Ask, Node, Operation, asks, evaluate, measured, parse
from yalu.claims.questions.names_said import called, named_in, title_of
from yalu.claims.records import FigureReading, Kind, Labels, ReadStatement
from yalu.claims.statements.meanings import read_statement, unit_said
from yalu.claims.subjects import find_subject
from yalu.documents.choices import ChoiceError
from yalu.vocabulary.amounts import factors_between
from yalu.vocabulary.amounts import unit as unit_of
from yalu.vocabulary.intervals import AmountError

Choices = tuple[dict[str, str], ...]
_SAID_IN = {"mass": "t", "volume": "bbl"}


class Axis(msgspec.Struct, frozen=True):
    """One parameter with several values, in the subjects of the expression that take it."""

    name: str
    where: tuple[int, ...]
    options: tuple[str, ...]


class ClaimQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """A claim made ready: ``base`` are the parameters of every subject of the main reading.

    ``open`` are the axes along which the statement may be read, ``other`` those it does not leave open.
    """

    about: str
    node: Node
    base: Choices
    named: frozenset[str]
    open: tuple[Axis, ...]
    other: tuple[Axis, ...]

    def read(self, evidence: Evidence, chosen: Choices, *, quick: bool = False) -> FigureReading:
        """One reading; what the facts cannot answer becomes a reading that says so."""
        try:
            return evaluate(self.node, evidence, chosen, quick=quick)
        except Unanswerable as silence:
            return FigureReading(cannot=str(silence))

    def main(self, evidence: Evidence) -> FigureReading:
        """The reading under the definition the statement names, with trail."""
        return self.read(evidence, self.base)

    @property
    def unit(self) -> str:
        """The unit of the figure, where the parameters say it."""
        found = asks(self.node)
        return found[0].subject.unit_of(self.base[0]) if len(found) == 1 and not self.about.count("/") else ""

    def readings(self) -> Iterator[tuple[dict[str, str], Choices]]:
        """Every reading of the statement: the product of what it leaves open, the main one first."""
        yield {axis.name: self.base[axis.where[0]][axis.name] for axis in self.open}, self.base
        for values in product(*(axis.options for axis in self.open)):
            picked = dict(zip((axis.name for axis in self.open), values, strict=True))
            chosen = self.base
            for axis in self.open:
                chosen = varied(chosen, axis.where, axis.name, picked[axis.name])
            if chosen != self.base:
                yield picked, chosen


def labels_of(evidence: Evidence, question: ClaimQuestion) -> Labels:
    """What the choices of a question and their values are called."""
    names = {p.name: called(p) for ask in asks(question.node) for p in ask.subject.parameters}
    values: dict[str, dict[str, str]] = {}
    for axis in (*question.open, *question.other):
        parameter = asks(question.node)[axis.where[0]].subject.parameter(axis.name)
        own = question.base[axis.where[0]][axis.name]
        titles = {value: title_of(evidence, parameter, value) for value in {*axis.options, own} if value}
        values[axis.name] = {value: title for value, title in sorted(titles.items()) if title}
    return Labels(names, {name: known for name, known in values.items() if known})


def varied(base: Choices, where: tuple[int, ...], name: str, value: str) -> Choices:
    """The same parameters with one changed in some of the subjects."""
    return tuple({**given, name: value} if number in where else given for number, given in enumerate(base))


def departed(
    evidence: Evidence, question: ClaimQuestion, axis: Axis, option: str
) -> tuple[dict[str, str], Choices]:
    """The main reading with one parameter at another value, and with what changes along with it."""
    chosen, picked = varied(question.base, axis.where, axis.name, option), {axis.name: option}
    for number in axis.where:
        parameter = asks(question.node)[number].subject.parameter(axis.name)
        if parameter.along is None:
            continue
        for name, value in parameter.along(evidence, chosen[number], option).items():
            if chosen[number].get(name) != value:
                chosen, picked = varied(chosen, (number,), name, value), {**picked, name: value}
    return picked, chosen


def make_question(
    evidence: Evidence,
    about: str,
    given: Mapping[str, str],
    opened: Mapping[str, tuple[str, ...]],
    stated: str,
    *,
    lenient: bool = False,
) -> ClaimQuestion:
    """A question from the texts of a claim. Raises ChoiceError naming everything that cannot be asked."""
    node = parse(about, find_subject)
    subjects = asks(node)
    if not subjects:
        raise ChoiceError(f"{about!r} asks nothing of the data; name a subject, such as trade.total")
    placed = [dict(ask.named) for ask in subjects]
    shared = _shared(node, {**given}, opened)
    for number, ask in enumerate(subjects):
        for name, value in shared[0].items():
            if any(p.name == name for p in ask.subject.parameters):
                placed[number].setdefault(name, value)
    _from_words(node, placed, stated, {*given, *opened})
    base = tuple(ask.subject.complete(params) for ask, params in zip(subjects, placed, strict=True))
    named = frozenset(name for params in placed for name in params)
    wide, other = _axes(evidence, node, placed, base, shared[1])
    for axis in wide:
        base = tuple(
            {**values, axis.name: axis.options[0]}
            if number in axis.where and (axis.name in shared[1] or not values[axis.name])
            else values
            for number, values in enumerate(base)
        )
    base = tuple(
        named_in(evidence, ask.subject.parameters, values, lenient=lenient)
        for ask, values in zip(subjects, base, strict=True)
    )
    if not lenient:
        _names_known(evidence, node, base)
    node = _settled(node, evidence, base)
    return ClaimQuestion(about=about, node=node, base=base, named=named, open=wide, other=other)


def _settled(node: Node, evidence: Evidence, base: Choices) -> Node:
    """The same expression with subjects whose kind of figure the facts decide."""
    if isinstance(node, Operation):
        return Operation(node.sign, _settled(node.left, evidence, base), _settled(node.right, evidence, base))
    if isinstance(node, Ask) and node.subject.measured_by is not None:
        kind = node.subject.measured_by(evidence, base[node.number])
        return msgspec.structs.replace(node, subject=msgspec.structs.replace(node.subject, measured=kind))
    return node


def _shared(
    node: Node, given: dict[str, str], opened: Mapping[str, tuple[str, ...]]
) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Parameters and open choices under their own names; each must fit a subject of the expression."""
    subjects = [ask.subject for ask in asks(node)]
    faults: list[str] = []
    fixed: dict[str, str] = {}
    wide: dict[str, tuple[str, ...]] = {}

    def own(typed: str) -> Parameter | None:
        for subject in subjects:
            try:
                return subject.parameter(typed)
            except ChoiceError as error:
                said = str(error)
        faults.append(said)
        return None

    for typed, value in given.items():
        parameter = own(typed)
        if parameter is not None:
            if parameter.name in fixed and fixed[parameter.name] != value:
                faults.append(
                    f"{parameter.name} is given twice, as {fixed[parameter.name]!r} and {value!r}; keep one"
                )
            fixed[parameter.name] = value
    for typed, values in opened.items():
        parameter = own(typed)
        if parameter is None:
            continue
        if parameter.name in fixed:
            faults.append(f"{parameter.name} stands under with and under open; keep one: named, or left open")
        try:
            wide[parameter.name] = tuple(read_value(parameter, value) for value in values)
        except ChoiceError as error:
            faults.append(str(error))
    if faults:
        raise ChoiceError("; ".join(faults))
    return fixed | {name: values[0] for name, values in wide.items() if values}, wide


def _from_words(node: Node, placed: list[dict[str, str]], stated: str, typed: set[str]) -> None:
    """The words may name a unit, or the end a rank is counted from."""
    kind = measured(node)
    if (
        len(placed) == 1
        and kind in {"amount", "difference"}
        and not typed & {"unit", "currency"}
        and "unit" not in placed[0]
    ):
        subject = asks(node)[0].subject
        if any(p.name == "unit" for p in subject.parameters) and (said := unit_said(stated)):
            money_only = any(p.name == "per" for p in subject.parameters)
            if not money_only or unit_of(said).kind.startswith("money"):
                placed[0]["unit"] = _SAID_IN.get(unit_of(said).kind, said)
    if (
        len(placed) == 1
        and kind == "amount"
        and asks(node)[0].subject.name == "law.cap_size"
        and "limb" not in placed[0]
    ):
        said = unit_said(stated)
        if said and unit_of(said).kind.startswith("money"):
            placed[0]["limb"] = "value"
    if kind == "place" and "order" not in placed[0]:
        order = read_statement(stated, "place", "").order
        if order:
            placed[0]["order"] = order


def _axes(
    evidence: Evidence,
    node: Node,
    placed: list[dict[str, str]],
    base: Choices,
    opened: Mapping[str, tuple[str, ...]],
) -> tuple[tuple[Axis, ...], tuple[Axis, ...]]:
    """The axes left open, and those along which the grid departs from what the statement names."""
    wide: dict[str, Axis] = {}
    other: dict[str, Axis] = {}
    amount = measured(node) in {"amount", "difference"}
    for number, ask in enumerate(asks(node)):
        for parameter in ask.subject.parameters:
            name = parameter.name
            if name in opened and name not in ask.named:
                old = wide.get(name)
                wide[name] = Axis(name, (*(old.where if old else ()), number), opened[name])
                continue
            options = parameter.options(evidence, base[number])
            if len(options) < 2 or (name == "unit" and amount):
                continue
            named = name in placed[number]
            target = wide if parameter.open and not named else other
            old = target.get(name)
            target[name] = Axis(name, (*(old.where if old else ()), number), options)
    return tuple(wide.values()), tuple(other.values())


def _names_known(evidence: Evidence, node: Node, base: Choices) -> None:
    """Names of the case (leaders, measures, rule sets) are looked up before anything is computed."""
    from yalu.documents.choices import unknown  # noqa: PLC0415

    for number, ask in enumerate(asks(node)):
        for parameter in ask.subject.parameters:
            value = base[number][parameter.name]
            if parameter.names is None or not value or parameter.kind == "names":
                continue
            known = list(parameter.names(evidence, base[number]))
            plain = value.split("+")[0] if parameter.name == "rules" else value
            if plain not in known and not any(
                plain in k.lower() or k.lower().startswith(plain.lower())
                for k in known
                if parameter.name == "publisher"
            ):
                raise ChoiceError(f"{ask.subject.name}: " + unknown(parameter.name, value, known))


def statement_of(
    question: ClaimQuestion, reading: FigureReading, stated: str, kind: Kind | None
) -> ReadStatement:
    """The words read for the figure the question is about."""
    unit = reading.unit or question.unit
    return read_statement(
        stated,
        measured(question.node),
        unit,
        kind,
        factor=next((given["factor"] for given in question.base if given.get("factor")), ""),
        ways=lambda said, ours: _ways_out(question, said, ours),
    )


def _ways_out(question: ClaimQuestion, said: str, ours: str) -> str:
    """What can be changed where the words and the figure differ in unit; only options that the subjects take."""
    takes = {parameter.name for ask in asks(question.node) for parameter in ask.subject.parameters}
    try:
        factors = factors_between(unit_of(said).kind, unit_of(ours).kind)
    except AmountError:  # a count's own word, such as visits, is no unit
        factors = ()
    ways = [f"ask with --{name} {said}" for name in ("unit", "currency") if name in takes]
    if "factor" in takes and factors and measured(question.node) == "amount":
        ways.append("name a factor (" + " or ".join(f"--factor {factor.name}" for factor in factors) + ")")
    return ", or ".join([*ways, f"state it in {ours}"])
