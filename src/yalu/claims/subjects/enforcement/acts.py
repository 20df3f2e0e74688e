"""Acts of enforcement: amounts, counts, days and programmes, and the place of one among others by its money."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TypeVar

import msgspec

from yalu.case.citations import resting_on
from yalu.case.coverage.completeness import Sought, completeness
from yalu.case.coverage.table_coverage import table_strength
from yalu.case.records import Action
from yalu.claims.catalogue import Parameter, Parameters, Subject, choice
from yalu.claims.evidence import Evidence, Unanswerable, UnknownName
from yalu.claims.records import FigureReading
from yalu.claims.subjects.counted_rows import acts_sought
from yalu.claims.subjects.readings import dated, exact, figure_of, look_up
from yalu.documents.choices import ChoiceError
from yalu.enforcement import counts, totals
from yalu.enforcement.acts import action_row, covers, observed_acts
from yalu.enforcement.amount_lines import joined, sheet
from yalu.enforcement.filters import ActionFilter, LedgerChoiceError
from yalu.vocabulary.dates import DateError
from yalu.vocabulary.results import Figure

# What people call the things that acts name, other than the word of the ledger.
_NOUNS = {
    "actions": ("action", "act", "measure", "case", "round", "step", "sanction", "move", "time"),
    "shipments": ("shipment", "delivery", "cargo", "consignment", "export"),
    "accounts": ("account", "bank account"),
    "persons": ("person", "people", "individual", "man", "national", "official", "defendant", "executive"),
    "entities": ("entity", "company", "firm", "organisation", "organization", "business", "bank"),
    "vessels": ("vessel", "ship", "tanker", "freighter", "boat"),
}  # fmt: skip


def act_nouns(evidence: Evidence, given: Parameters) -> tuple[str, ...]:
    """The words that name what is counted of acts; of acts of one kind also the word of the kind."""
    what, kind = given["what"], given["kind"].replace("_", " ")
    if what == "parties":
        return ("party", "target", "name", *_NOUNS["persons"], *_NOUNS["entities"])
    return (what, *_NOUNS[what], *([kind] if kind and what == "actions" else []))


T = TypeVar("T")
SIDES = ("gross", "payable", "net", "suspended", "announced")


def asked_of(ask: Callable[[], T]) -> T:
    """A question to the ledger; a name it does not have is a fact that is missing."""
    try:
        return ask()
    except LedgerChoiceError as error:
        raise UnknownName(str(error)) from None
    except DateError as error:
        raise ChoiceError(str(error)) from None


def filter_of_given(given: Parameters) -> ActionFilter:
    """The filter on the ledger that parameters of a question make."""
    return ActionFilter(**{name: given[name] for name in ActionFilter.__struct_fields__ if given.get(name)})


def _sum(evidence: Evidence, given: Parameters) -> totals.Total:
    rows = asked_of(lambda: totals.totals(evidence.case, "all", filter_of_given(given), given["measure"]))
    row = next((row for row in rows if row.currency == given["currency"]), None)
    if row is None:
        raise Unanswerable(
            f"no amount {given['measure']} in {given['currency']} is in the ledger for these actions"
        )
    return row


def _total(evidence: Evidence, given: Parameters) -> FigureReading:
    figure: Figure | None = getattr(_sum(evidence, given), given["side"])
    if figure is None:
        raise Unanswerable("no headline of an authority with another figure is on record")
    return exact(figure, figure.value, unit=given["currency"])


def _sides(evidence: Evidence, given: Parameters) -> Sequence[str]:
    """The sides of a sum that differ: "gross" alone where nothing is suspended, credited or headlined otherwise."""
    try:
        row = _sum(evidence, given)
    except (Unanswerable, ChoiceError):
        return ("gross",)
    figures = {side: getattr(row, side) for side in SIDES}
    seen: dict[float, str] = {}
    for side, figure in figures.items():
        if figure is not None and figure.value:
            seen.setdefault(figure.value, side)
    return tuple(seen.values())


def _count(evidence: Evidence, given: Parameters) -> FigureReading:
    figure = asked_of(lambda: counts.count(evidence.case, given["what"], filter_of_given(given)))  # type: ignore[arg-type]
    if not figure.value:
        none = asked_of(lambda: counts.count(evidence.case, "actions", filter_of_given(given))).value == 0
        if none and (zero := none_declared(evidence, figure, "actions", acts_sought(given))) is not None:
            return exact(zero, 0.0, unit=given["what"])
        raise Unanswerable(f"no act in the ledger names {given['what']} under these choices")
    return exact(figure, figure.value, unit=given["what"])


def none_declared(evidence: Evidence, figure: Figure, table: str, sought: Sequence[Sought]) -> Figure | None:
    """A figure of none, resting on a table that is declared complete for the rows sought; else nothing."""
    if not sought or not all(completeness(evidence.case, one).complete for one in sought):
        return None
    covers = evidence.covers(table, sought=sought[0])
    trail = msgspec.structs.replace(figure.trail, coverage=covers, strength=table_strength(covers))
    return msgspec.structs.replace(figure, value=0.0, trail=trail)


def _action(evidence: Evidence, given: Parameters) -> Action:
    return look_up({action.id: action for action in evidence.case.actions}, "action", given["action"])


def _fact(evidence: Evidence, action: Action, what: str, shown: str) -> Figure:
    return figure_of(
        evidence,
        f"ledger-{what}/{action.id}",
        f"{action.title}: {what}",
        f"the {what} of the action {action.id}, as the ledger has it",
        "actions",
        rows=(action_row(evidence.case, action, "action"),),
        notes=(action.notes,) if action.notes else (),
        display=shown,
    )


def _date(evidence: Evidence, given: Parameters) -> FigureReading:
    action = _action(evidence, given)
    figure = _fact(evidence, action, "date", action.date.text)
    return dated(action.date.earliest, action.date.latest, figure)


def _programme(evidence: Evidence, given: Parameters) -> FigureReading:
    action = _action(evidence, given)
    names = [evidence.case.place(code) for code in action.programmes]
    shown = " and ".join(names) if len(names) < 3 else ", ".join(names)
    words = [*action.programmes, *names, shown, " and ".join(reversed(names))]
    lowered = tuple(word.lower() for word in words)
    return FigureReading(words=lowered, shown=shown, figure=_fact(evidence, action, "programme", shown))


# What people call an act, other than its kind in the ledger. A freeze is an act of a sanctions authority on property.
_CALLED = {
    "designation": ("sanctions", "blacklisted", "listed", "freeze"),
    "forfeiture_complaint": ("civil forfeiture", "forfeiture action", "claim", "restraint"),
    "complaint": ("criminal charges", "charged", "criminal complaint", "wanted"),
    "indictment": ("criminal charges", "charged", "indicted", "wanted"),
    "settlement": ("fine", "penalty", "settlement agreement"),
    "plea": ("guilty plea", "pleaded guilty"),
    "subpoena": ("investigation", "inquiry", "subpoenaed", "probe"),
    "investigation": ("inquiry", "probe"),
}


# What an act does to money or goods, as people say it who do not name the act: a court restrains or arrests what is
# claimed in a civil forfeiture, and what a sanctions authority lists is blocked. Loose, and not false.
_DOES = {
    "designation": ("freeze", "froze", "frozen", "blocked", "blocking"),
    "forfeiture_complaint": (
        "restraint", "restrained", "seizure", "seized", "freeze", "froze", "frozen", "blocked",
    ),
    "seizure": ("seized", "freeze", "froze", "frozen"),
}  # fmt: skip


def _kind(evidence: Evidence, given: Parameters) -> FigureReading:
    action = _action(evidence, given)
    shown = action.kind.replace("_", " ")
    words = (shown, *_CALLED.get(action.kind, ()))
    if given["sense"] == "effect":
        if action.kind not in _DOES:
            raise Unanswerable(f"what a {shown} does to property is not in the table of effects")
        words, shown = (*words, *_DOES[action.kind]), f"{_DOES[action.kind][0]} (the effect of a {shown})"
    return FigureReading(words=words, shown=shown, figure=_fact(evidence, action, "kind", shown))


def _senses(evidence: Evidence, given: Parameters) -> Sequence[str]:
    """The effect is a reading of its own only where the act has one."""
    action = next((action for action in evidence.case.actions if action.id == given["action"]), None)
    return ("act", "effect") if action is not None and action.kind in _DOES else ("act",)


def _matters(evidence: Evidence, given: Parameters) -> Sequence[str]:
    return sorted({a.matter for a in evidence.case.actions} | {r.matter for r in evidence.case.responses})


def _ids(evidence: Evidence, given: Parameters) -> Sequence[str]:
    return sorted(action.id for action in evidence.case.actions)


MATTER = Parameter("matter", "the acts or answers on one affair, such as zte", names=_matters)
ONE = Parameter(
    "action",
    "an action by id, or by words that it alone fits; yalu enforcement actions list shows them",
    names=_ids,
    required=True,
)
ACTS = (
    MATTER,
    Parameter("action", "one action by its id", names=_ids),
    Parameter("authority", "who acted, as it names itself"),
    Parameter("kind", "designation, indictment, settlement …"),
    Parameter("state", "whose authority acted, by ISO code", kind="country"),
    Parameter("programme", "acts that name this state's programme, by ISO code", kind="country"),
    Parameter("names_state", "acts that name a party of this state, by ISO code", kind="country"),
    Parameter("year", "the year of the act"),
    Parameter("on", "the day of the act"),
    Parameter("since", "from this day on"),
    Parameter("until", "to this day, included"),
)
SIDE = choice(
    "side",
    (
        "all of it, what is suspended, what is to be paid (payable; net is also less what another "
        "authority is credited), or the figure of an authority's headline (announced)"
    ),
    SIDES,
    default="gross",
    alternatives=_sides,
    open=True,
)


def _rank(evidence: Evidence, given: Parameters) -> FigureReading:
    case, own_id = evidence.case, given["action"]
    wanted = filter_of_given({**given, "action": ""})
    lines = [
        line for line in joined(case, asked_of(lambda: sheet(case, wanted, imposed=True)).lines)
        if line.amount.measure == given["measure"] and line.amount.currency == given["currency"]
        and (given["shared"] != "left out" or line.action.programmes == (given["programme"],))
    ]  # fmt: skip
    amounts: dict[str, Decimal] = {}
    actions: dict[str, Action] = {}
    for line in lines:
        own = line.net if given["side"] == "net" else line.gross
        amounts[line.action.id] = amounts.get(line.action.id, Decimal(0)) + own
        actions[line.action.id] = line.action
    if own_id not in amounts:
        raise Unanswerable(
            f"no amount {given['measure']} in {given['currency']} is in the ledger for {own_id} under these choices"
        )
    sign = 1 if given["order"] == "lowest" else -1
    order = sorted(amounts, key=lambda name: (sign * amounts[name], name))
    place = 1 + sum(sign * amount < sign * amounts[own_id] for amount in amounts.values())
    above = [actions[name] for name in order[: place - 1]]
    shown = f"{place} of {len(order)} in the ledger"
    cut = (given[name] or "all" for name in ("order", "measure", "side", "currency", "shared"))
    figure = figure_of(
        evidence,
        "/".join(["ledger-rank", own_id, *cut, wanted.key]),
        f"Place of {actions[own_id].title} by the money in it, from the {given['order']} of {len(order)}",
        f"{given['measure']}, {given['side']}, in {given['currency']}, as each act of the ledger imposed it"
        + (f": {chosen}" if (chosen := wanted.in_words(evidence.case)) else "")
        + (", on no other programme" if given["shared"] == "left out" else ""),
        low=float(place),
        steps=tuple(f"{actions[name].title}: {amounts[name]:,.0f} {given['currency']}" for name in order),
        rows=tuple(action_row(case, actions[name], "ranked") for name in order),
        notes=("an act that the ledger does not have can only move this one further down",),
        coverage=covers(case, "actions", "amounts"),
        strength=resting_on(case.sources, [actions[own_id], *above]),
        observed=observed_acts(case),
        display=shown,
    )
    beyond = "no other comes before it in the ledger, and the ledger is not known to hold every act"
    return FigureReading(low=float(place), unit="place", beyond=beyond, shown=shown, figure=figure)


def _shared(evidence: Evidence, given: Parameters) -> Sequence[str]:
    """An act on two programmes may or may not count as one on the programme asked about."""
    return ("left out", "counted") if given["programme"] else ()


SUBJECTS = (
    Subject(
        "ledger.total", "Money imposed, sought or seized, gross or net", "amount",
        unit=lambda given: given["currency"],
        parameters=(
            *ACTS,
            choice("measure", "imposed, taken, sought, offered or only alleged; never mixed",
                ("penalty", "forfeited", "sought", "seized", "frozen", "reward", "alleged")),
            SIDE, Parameter("currency", "ISO 4217 code", default="USD", kind="unit"),
        ),
        compute=_total, sought=lambda evidence, given, named: acts_sought(given),
        example="--matter zte --year 2017", stated="US$1.19b",
    ),
    Subject(
        "ledger.count", "How many acts, shipments, accounts, persons, entities or vessels", "count",
        unit=lambda given: given["what"],
        parameters=(
            choice("what", "what is counted; parties are persons and entities together",
                ("actions", "shipments", "accounts", "persons", "entities", "parties", "vessels")),
            *ACTS,
        ),
        compute=_count, sought=lambda evidence, given, named: acts_sought(given), nouns=act_nouns,
        example="--what shipments --matter zte", stated="283",
    ),
    Subject(
        "ledger.date", "The day of an act", "date", parameters=(ONE,), compute=_date,
        example="--action dhid-designation-2016", stated="26 September 2016",
    ),
    Subject(
        "ledger.programme", "Whose programme an act was directed at", "words", parameters=(ONE,),
        compute=_programme, example="--action zte-ofac-2017", stated="IRN",
    ),
    Subject(
        "ledger.kind", "What sort of act it was", "words",
        parameters=(
            ONE,
            choice("sense", "the act as the law names it, or what it does to property", ("act", "effect"), alternatives=_senses, open=True),
        ),
        compute=_kind, example="--action dhid-forfeiture-2016", stated="civil forfeiture",
    ),
    Subject(
        "ledger.rank", "The place of an act among others by the money in it", "place", unit="place",
        parameters=(
            ONE, *(parameter for parameter in ACTS if parameter.name != "action"),
            choice("measure", "imposed, taken or sought; never mixed", ("penalty", "forfeited", "sought", "seized", "frozen")),
            SIDE, Parameter("currency", "ISO 4217 code", default="USD", kind="unit"),
            choice("shared", "of acts on a programme: those that are on another one too", ("", "left out", "counted"),
                alternatives=_shared, open=True),
            choice("order", "counted from which end", ("lowest", "highest"), default="highest"),
        ),
        compute=_rank, example="--action zte-settlement-2017 --state USA", stated="largest",
    ),
)  # fmt: skip
