"""`yalu goods`: test an item against control lists, and read what an entry asks for."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
from cyclopts import App, Parameter

from yalu.cli.output import present, say
from yalu.cli.parameters import (
    BUNDLED,
    Asked,
    AskedForRows,
    RuledBy,
    SharedOptions,
    TableOptions,
    Wanted,
    a_day,
    day_of,
    opened,
)
from yalu.cli.tables import Table
from yalu.documents.choices import ChoiceError
from yalu.vocabulary.coverage import combined
from yalu.vocabulary.places.state_names import state
from yalu.vocabulary.tables import Results
from yalu.vocabulary.tariff import goods_code

if TYPE_CHECKING:
    from yalu.goods.input.items import Item
    from yalu.goods.lists.bundled_goods import BundledGoods

_FEW = 12  # choices that a question names; more are looked up
app = App(name="goods", help="Control lists: classify an item, show an entry, list the entries.")


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of the item; anything else goes through --given."""

    kind: Annotated[str, Parameter(help="What it is: milling, turning, maraging_steel …")] = ""
    description: Annotated[
        str, Parameter(help="What a paper calls it, in English or Chinese; read for its kind.")
    ] = ""
    hs: Annotated[
        str, Parameter(help="Tariff code; a hint, except where the law is written in headings.")
    ] = ""
    destination: Annotated[
        str, Parameter(help="Where it goes, a code or name of a state; the case's target by default.")
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


def a_state(_: object, text: str) -> None:
    """A state by code or name. Raises CodeError."""
    if text:
        state(text)


def a_goods_code(_: object, text: str) -> None:
    """A code of the tariff. Raises CodeError."""
    if text:
        goods_code(text)


KnownOfIt = Annotated[Known, Parameter(name="*")]
Given = Annotated[
    tuple[str, ...],
    Parameter(help="Any other parameter, as name=value; “yalu goods parameters” lists them.", negative=""),
]
OnDay = Annotated[
    str | None, Parameter(help="The day of the transfer; law is asked of today without it.", validator=a_day)
]


@app.command(name="classify")
def classify_(
    *,
    known: KnownOfIt = Known(),
    given: Given = (),
    file: Annotated[
        Path | None,
        Parameter(help="A CSV of items: id, description, and one column a parameter; x_… are your own."),
    ] = None,
    on: Annotated[
        str | None,
        Parameter(help="The day of the transfer; law is asked of today without it.", validator=a_day),
    ] = None,
    exporter: Annotated[
        str, Parameter(help="The state it is sent from: its own measures are asked too.", validator=a_state)
    ] = "",
    out: Annotated[Path | None, Parameter(help="Write the answers to this CSV too.")] = None,
    ruled: RuledBy = BUNDLED,
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> None:
    """Test an item against every entry, and against the law on where it goes, with what was asked of what.

    On a terminal, with nothing said about the item, the parameters that matter are asked one by one.
    """  # fmt: skip
    from yalu.cli.goods.answers import ItemResult, item_parts, write_answers  # noqa: PLC0415 - with the lists
    from yalu.goods.answers import answers  # noqa: PLC0415
    from yalu.goods.input.item_tables import read_items  # noqa: PLC0415
    from yalu.goods.input.items import ItemError, item_of  # noqa: PLC0415
    from yalu.goods.lists.bundled_goods import open_goods  # noqa: PLC0415
    from yalu.goods.transfers import asked_once  # noqa: PLC0415

    goods, day = open_goods(), day_of(on)
    opened_case = opened(asked, ruled)
    case = opened_case.case
    typed = _typed(known, given)
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
        items = [
            msgspec.structs.replace(item, facts={"destination": case.target, **item.facts}) for item in items
        ]
    law_day = day or date.today()
    law = asked_once(items, opened_case.law_on_goods(state(exporter) if exporter else ""), law_day)
    found = [ItemResult(item, *answers(item, goods, law, on=day, today=law_day)) for item in items]
    if out is not None:
        write_answers(out, found)
    results = Results(
        [answer for one in found for answer in one.answers], combined(one.coverage for one in found)
    )
    parts = item_parts(found, goods, day=law_day.isoformat(), today=day is None)
    present(found, lambda: parts, asked=asked, command="goods classify", case=case, json=results)


def _typed(known: Known, given: Sequence[str]) -> dict[str, str]:
    return {f.name: getattr(known, f.name) for f in fields(known) if getattr(known, f.name)} | pairs_given(
        given
    )


def pairs_given(given: Sequence[str]) -> dict[str, str]:
    """``--given NAME=VALUE`` as pairs. Raises ChoiceError for what is no pair."""
    typed = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise ChoiceError(f"{pair!r} is not name=value; write such as --given travel_m=0.8")
        typed[name] = value
    return typed


def _ask(facts: dict[str, str], goods: BundledGoods, day: date | None) -> Item:
    """The parameters that matter, one question after the other, until none would change an answer."""
    from yalu.goods.classification import classify, next_question  # noqa: PLC0415 - with the lists
    from yalu.goods.input.items import ItemError, item_of  # noqa: PLC0415

    say("Answer what you know; press Enter to skip.", "")
    typed, skipped, wanted = dict(facts), {"destination"}, "kind"
    while wanted:
        parameter = goods.parameters[wanted]
        few = len(parameter.choices) <= _FEW
        known = (
            ", ".join(parameter.choices) if few else "a word such as lathe; yalu goods parameters lists them"
        )
        choices = f" [{known}]" if parameter.choices else ""
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


@app.command
def show(wanted: Wanted, *, asked: SharedOptions = Asked()) -> None:  # noqa: B008 - frozen
    """Show an entry, or all entries under a name, with the threshold as parameters and its sources.

    Parameters
    ----------
    wanted
        The entry, such as 1.B.2, 2B201 or eu-2b201.a.
    """
    from yalu.goods.answers import entry_lines, not_found  # noqa: PLC0415 - with the lists
    from yalu.goods.lists.bundled_goods import open_goods  # noqa: PLC0415

    goods = open_goods()
    found = goods.find(wanted)
    if not found:
        raise ChoiceError(not_found(wanted, goods))
    lines = [line for entry in found for line in (*entry_lines(entry, goods), "")]
    present(found, lambda: lines, asked=asked, command="goods show", case=opened(asked).case)


@app.command(name="list")
def list_(
    *,
    hs: Annotated[
        str, Parameter(help="Only entries that this heading hints at.", validator=a_goods_code)
    ] = "",
    asked: TableOptions = AskedForRows(),  # noqa: B008 - frozen
) -> None:
    """List the entries, with the version of each list and how well its text was read."""
    from yalu.goods.lists.bundled_goods import open_goods  # noqa: PLC0415 - with the lists

    goods = open_goods()
    found = goods.listed(hs)
    note = "A heading hints; it never decides."
    table = Table(
        f"Entries that heading {hs} hints at" if hs else "Entries of control lists",
        ["id", "list", "what", "version of", "text"],
        [
            [e.id, goods.lists[e.list].title, e.title, goods.lists[e.list].version_date, e.verified]
            for e in found
        ],
        note=note
        if found
        else f"None. {note} Goods under it may be listed all the same: classify them by what they are.",
    )
    present(found, table, asked=asked, command="goods list", case=opened(asked).case)


@app.command
def parameters(*, asked: TableOptions = AskedForRows()) -> None:  # noqa: B008 - frozen
    """List the parameters that thresholds turn on, with their units and choices."""
    from yalu.goods.lists.bundled_goods import open_goods  # noqa: PLC0415 - with the lists

    goods = open_goods()
    table = Table(
        "Parameters",
        ["name", "what", "unit", "choices"],
        [[n, p.title, p.unit, ", ".join(p.choices or p.standards)] for n, p in goods.parameters.items()],
    )
    present(goods.parameters, table, asked=asked, command="goods parameters", case=opened(asked).case)
