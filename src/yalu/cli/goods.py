"""`yalu goods`: hold an item against control lists, and read what an entry asks for."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Annotated

import msgspec
from cyclopts import App, Parameter

from yalu.cli.asking import Asked, SharedOptions, a_day, day_of, opened
from yalu.cli.printing import print_json, print_table, say
from yalu.documents.choices import ChoiceError, unknown
from yalu.documents.exports import write_csv
from yalu.documents.whole_files import written_whole
from yalu.goods.classifying import Classification, classify, next_question
from yalu.goods.conditions import shown
from yalu.goods.items import Item, ItemError, item_of, read_items
from yalu.goods.opening import Goods, open_goods
from yalu.goods.records import Condition, Entry
from yalu.vocabulary.coverage import combined
from yalu.vocabulary.tables import Results

app = App(name="goods", help="Control lists: classify an item, show an entry, list the entries.")
_ORDER = ("meets", "cannot_say", "does_not", "not_asked")


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of the item; anything else goes through --given."""

    kind: Annotated[str, Parameter(help="What it is: milling, turning, maraging_steel …")] = ""
    hs: Annotated[
        str, Parameter(help="Tariff code; a hint, except where the law is written in headings.")
    ] = ""
    destination: Annotated[
        str, Parameter(help="Where it goes (ISO alpha-3); the case's target by default.")
    ] = ""
    axes_total: Annotated[str, Parameter(help="Axes in all.")] = ""
    axes_simultaneous: Annotated[str, Parameter(help="Axes that contour together.")] = ""
    rotary_contouring: Annotated[str, Parameter(help="Rotary axes among them.")] = ""
    accuracy_um: Annotated[str, Parameter(help="Positioning accuracy, all compensations.")] = ""
    accuracy_standard: Annotated[
        str, Parameter(name=["--accuracy-standard", "--standard"], help="Its test: iso-230-2-1988, iso-230-2-2006.")
    ] = ""  # fmt: skip
    repeatability_um: Annotated[str, Parameter(help="Repeatability by ISO 230-2:2014.")] = ""
    x_travel_m: Annotated[str, Parameter(help="Travel of the x-axis in metres.")] = ""
    x_accuracy_um: Annotated[str, Parameter(help="Accuracy on the x-axis.")] = ""
    strength_mpa: Annotated[str, Parameter(help="Ultimate tensile strength at 20 °C.")] = ""


KnownOfIt = Annotated[Known, Parameter(name="*")]


@app.command(name="classify")
def classify_(
    *,
    known: KnownOfIt = Known(),
    given: Annotated[
        list[str] | None,
        Parameter(help="Any other parameter, as name=value; “yalu goods parameters” lists them."),
    ] = None,
    file: Annotated[
        Path | None, Parameter(help="A CSV of items: a column id and one column a parameter.")
    ] = None,
    on: Annotated[str | None, Parameter(help="The day of the transfer.", validator=a_day)] = None,
    out: Annotated[Path | None, Parameter(help="Write the answers to this CSV too.")] = None,
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> None:
    """Hold an item against every entry: meets, does not, or cannot say and what would settle it.

    On a terminal, with nothing said about the item, the parameters that matter are asked one by one.
    """  # fmt: skip
    goods, day = open_goods(), day_of(on)
    case = opened(asked).case
    typed = _typed(known, given or [])
    try:
        if file is not None:
            items = list(read_items(file, goods.parameters))
        elif typed:
            items = [item_of({"destination": case.target} | typed, goods.parameters)]
        elif sys.stdin is None or sys.stdin.isatty():
            items = [_ask({"destination": case.target}, goods, day)]
        else:
            raise ChoiceError(
                "nothing is said about the item; give --kind and what is known, such as "
                "--kind milling --axes-simultaneous 5, or --file items.csv"
            )
    except ItemError as error:
        raise ChoiceError(str(error)) from error
    if file is not None:
        items = [Item(i.id, {"destination": case.target, **i.facts}, notes=i.notes) for i in items]
    found = [(item, classify(item, goods.against, on=day)) for item in items]
    answers = [answer for _, classified in found for answer in classified]
    if out is not None:
        _write(out, answers)
    if asked.json:
        print_json(case, "goods classify", Results(answers, combined(c.coverage for _, c in found)))
        return
    for item, classified in found:
        _tell(item, classified)


def _typed(known: Known, given: Sequence[str]) -> dict[str, str]:
    typed = {f.name: getattr(known, f.name) for f in fields(known) if getattr(known, f.name)}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise ChoiceError(f"{pair!r} is not name=value; write such as --given travel_m=0.8")
        typed[name] = value
    return typed


def _ask(facts: dict[str, str], goods: Goods, day: date | None) -> Item:
    """The parameters that matter, one question after the other, until none would change an answer."""
    say("Answer what you know; press Enter to skip.", "")
    typed, skipped, wanted = dict(facts), {"destination"}, "kind"
    while wanted:
        parameter = goods.parameters[wanted]
        choices = f" [{', '.join(parameter.choices)}]" if parameter.choices else ""
        unit = f" ({parameter.unit})" if parameter.unit else ""
        answer = input(f"{parameter.question}{unit}{choices} ").strip()
        skipped.add(wanted)
        if answer:
            try:
                item_of(typed | {wanted: answer}, goods.parameters)
                typed[wanted] = answer
            except ItemError as error:
                say(f"  {error}")
                skipped.discard(wanted)
        item = item_of(typed, goods.parameters)
        wanted = wanted if wanted not in skipped else next_question(
            classify(item, goods.against, on=day), skipped
        )  # fmt: skip
    return item_of(typed, goods.parameters)


def _tell(item: Item, classified: Results[Classification]) -> None:
    rows = sorted(classified, key=lambda a: _ORDER.index(a.answer))
    print_table(
        f"{item.id}: "
        + (", ".join(f"{k} {shown(v)}" for k, v in sorted(item.facts.items())) or "nothing known"),
        ["entry", "answer", "what", "because", "unless"],
        [[a.entry, a.answer.replace("_", " "), a.title, a.because, "; ".join(a.unless)] for a in rows],
        note="A tariff heading is a hint and decides only where the law is written in headings. Thresholds are in our words; "
        "read the list itself before acting, and ask the licensing authority in doubt.",
    )
    say(*item.notes)
    for answer in rows:
        if answer.answer == "cannot_say":
            say(f"{answer.entry}: {answer.text}", f"  would be settled by: {', '.join(answer.settled_by)}")
        elif answer.answer in {"meets", "does_not"} and not answer.trail.strength.certain:
            say(f"{answer.entry}: rests on {answer.trail.strength.says}")
    for note in dict.fromkeys(
        n for a in rows if a.answer in {"meets", "cannot_say"} for n in a.trail.notes if n not in item.notes
    ):
        say(f"Note: {note}")
    say("", "Asked:")
    for source in classified.coverage.asked:
        say(f"  {msgspec.structs.replace(source, left_out=()).says}")
        say(*(f"    without {text}" for text in [", ".join(source.left_out)] if text))
    if classified.coverage.not_asked:
        say(f"Not asked: {', '.join(classified.coverage.not_asked)}")


def _write(path: Path, answers: Iterable[Classification]) -> None:
    columns = (
        "item",
        "entry",
        "list",
        "version",
        "title",
        "answer",
        "because",
        "settled_by",
        "unless",
        "hs",
        "verified",
        "covers",
    )
    rows = ([*(getattr(answer, name) for name in columns[:-1]), answer.coverage.says] for answer in answers)
    with written_whole(path) as draft:
        write_csv(
            draft, columns, (["; ".join(v) if isinstance(v, tuple) else v for v in row] for row in rows)
        )


@app.command
def show(wanted: str, *, asked: SharedOptions = Asked()) -> None:  # noqa: B008 - frozen
    """Show an entry, or all entries under a name, with the threshold as parameters and its sources.

    Parameters
    ----------
    wanted
        The entry, such as 1.B.2, 2B201 or eu-2b201.a.
    """
    goods = open_goods()
    found = goods.find(wanted)
    if not found:
        held = goods.not_encoded(wanted)
        if held is not None:
            raise ChoiceError(
                f"{wanted} is an entry of {held.title} whose threshold is not encoded here; read the list itself"
            )
        names = [name for e in goods.entries for name in (e.id, e.entry)]
        raise ChoiceError(unknown("entry", wanted, list(dict.fromkeys(names))))
    if asked.json:
        print_json(opened(asked).case, "goods show", found)
        return
    for entry in found:
        say(*_shown(entry, goods), "")


def _shown(entry: Entry, goods: Goods) -> list[str]:
    control = goods.lists[entry.list]
    lines = [
        f"{control.title} {entry.entry}: {entry.title}   [{entry.id}]",
        f"  {entry.text}",
        f"  version: {control.version} ({control.version_date}); text: {entry.verified}",
        "  threshold:",
        *(f"    {line}" for line in _lines(entry.meets)),
    ]
    lines += [f"  not: {exclusion.text}" for exclusion in entry.excludes]
    lines += [f"  after: {', '.join(entry.covered_by)}"] if entry.covered_by else []
    lines += (
        [f"  after, and not encoded here: {', '.join(entry.covered_elsewhere)}"]
        if entry.covered_elsewhere
        else []
    )
    lines += [f"  the same elsewhere: {', '.join(entry.matches)}"] if entry.matches else []
    lines += [f"  often declared under (a hint): {', '.join(entry.hs_hints)}"] if entry.hs_hints else []
    lines += (
        [f"  in force from {entry.in_force.start} for goods to {', '.join(entry.destinations)}"]
        if entry.in_force.start
        else []
    )
    lines += [f"  note: {entry.note}"] if entry.note else []
    for name in entry.sources:
        source = goods.sources[name]
        lines.append(f"  source: {source.title} {source.url}".rstrip())
    return lines


def _lines(c: Condition, depth: int = 0) -> list[str]:
    pad = "  " * depth
    for name in ("all", "any"):
        parts = getattr(c, name)
        if parts:
            return [f"{pad}{name} of", *(line for part in parts for line in _lines(part, depth + 1))]
    if c.not_ is not None:
        return [f"{pad}not", *_lines(c.not_, depth + 1)]
    if c.line is not None:
        error = f"{c.line.base} + L/{c.line.slope} for some L up to {c.line.over}"
        return [f"{pad}{error}: at most {c.line.at_most:g} + L/{c.line.divisor:g}"]
    words = [
        f"{word} {value:g}"
        for word, value in (
            ("at least", c.at_least), ("at most", c.at_most), ("more than", c.above), ("less than", c.below),
        )
        if value is not None
    ]  # fmt: skip
    if c.is_ is not None:
        words.append(("yes" if c.is_ else "no") if isinstance(c.is_, bool) else str(c.is_))
    words += [f"one of {', '.join(c.one_of)}"] if c.one_of else []
    words += [f"in {', '.join(c.within)}"] if c.within else []
    return [f"{pad}{c.parameter}: {' and '.join(words)}{f' by {c.standard}' if c.standard else ''}"]


@app.command(name="list")
def list_(
    *,
    hs: Annotated[str, Parameter(help="Only entries that this heading hints at.")] = "",
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> None:
    """List the entries, with the version of each list and how well its text was read."""
    goods = open_goods()
    found = goods.listed(hs.replace(".", ""))
    if asked.json:
        print_json(opened(asked).case, "goods list", found)
        return
    print_table(
        f"Entries that heading {hs} hints at" if hs else "Entries of control lists",
        ["id", "list", "what", "version of", "text"],
        [
            [e.id, goods.lists[e.list].title, e.title, goods.lists[e.list].version_date, e.verified]
            for e in found
        ],
        note="A heading hints; it never decides.",
    )


@app.command
def parameters(*, asked: SharedOptions = Asked()) -> None:  # noqa: B008 - frozen
    """List the parameters that thresholds turn on, with their units and choices."""
    goods = open_goods()
    if asked.json:
        print_json(opened(asked).case, "goods parameters", goods.parameters)
        return
    print_table(
        "Parameters",
        ["name", "what", "unit", "choices"],
        [[n, p.title, p.unit, ", ".join(p.choices or p.standards)] for n, p in goods.parameters.items()],
    )
