"""Enforcement and answers: amounts, counts, days and programmes of acts; kinds of answer and how soon they came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec

from yalu.case.completeness import Sought, completeness
from yalu.case.records import Action
from yalu.case.table_coverage import table_strength
from yalu.claims.catalogue import Parameter, Parameters, Subject
from yalu.claims.evidence import Evidence, Unanswerable, UnknownName
from yalu.claims.records import Reading
from yalu.claims.subjects.counted_rows import acts_sought, answers_sought
from yalu.claims.subjects.law import dated
from yalu.claims.subjects.ledger_nouns import act_nouns, answer_nouns
from yalu.claims.subjects.trade_parameters import guarded
from yalu.documents.choices import ChoiceError, unknown
from yalu.enforcement import counts, totals
from yalu.enforcement import responses as answers
from yalu.enforcement.acts import action_row, response_row
from yalu.enforcement.filters import Filter, LedgerChoiceError
from yalu.enforcement.responses import Which
from yalu.vocabulary.countries import country
from yalu.vocabulary.dates import DateError
from yalu.vocabulary.results import Figure, Trail

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


def filter_of_given(given: Parameters) -> Filter:
    """The filter on the ledger that parameters of a question make."""
    return Filter(**{name: given[name] for name in Filter.__struct_fields__ if given.get(name)})


def _which(given: Parameters) -> Which:
    return Which(**{name: given[name] for name in Which.__struct_fields__ if given.get(name)})


def _sum(evidence: Evidence, given: Parameters) -> totals.Total:
    rows = asked_of(lambda: totals.totals(evidence.case, "all", filter_of_given(given), given["measure"]))
    row = next((row for row in rows if row.currency == given["currency"]), None)
    if row is None:
        raise Unanswerable(
            f"no amount {given['measure']} in {given['currency']} is in the ledger for these actions"
        )
    return row


def _total(evidence: Evidence, given: Parameters) -> Reading:
    figure: Figure | None = getattr(_sum(evidence, given), given["side"])
    if figure is None:
        raise Unanswerable("no headline of an authority with another figure is on record")
    return Reading(
        value=figure.value, low=figure.value, high=figure.value, unit=given["currency"], figure=figure
    )


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


def _count(evidence: Evidence, given: Parameters) -> Reading:
    figure = asked_of(lambda: counts.count(evidence.case, given["what"], filter_of_given(given)))  # type: ignore[arg-type]
    if not figure.value:
        none = asked_of(lambda: counts.count(evidence.case, "actions", filter_of_given(given))).value == 0
        if none and (zero := _none_declared(evidence, figure, "actions", acts_sought(given))) is not None:
            return Reading(value=0.0, low=0.0, high=0.0, unit=given["what"], figure=zero)
        raise Unanswerable(f"no act in the ledger names {given['what']} under these choices")
    return Reading(value=figure.value, low=figure.value, high=figure.value, unit=given["what"], figure=figure)


def _none_declared(evidence: Evidence, figure: Figure, table: str, sought: Sequence[Sought]) -> Figure | None:
    """A figure of none, resting on a table that is declared complete for the rows sought; else nothing."""
    if not sought or not all(completeness(evidence.case, one).complete for one in sought):
        return None
    covers = evidence.covers(table, sought=sought[0])
    trail = msgspec.structs.replace(figure.trail, coverage=covers, strength=table_strength(covers))
    return msgspec.structs.replace(figure, value=0.0, trail=trail)


def _action(evidence: Evidence, given: Parameters) -> Action:
    known = [action.id for action in evidence.case.actions]
    found = next((action for action in evidence.case.actions if action.id == given["action"]), None)
    if found is None:
        raise UnknownName(unknown("action", given["action"], known))
    return found


def _told(evidence: Evidence, action: Action, what: str, shown: str) -> Figure:
    trail = Trail(
        rows=(action_row(evidence.case, action, "action"),),
        notes=(action.notes,) if action.notes else (),
        known_by=evidence.case.known_by,
        data_version=evidence.case.data_version,
        coverage=evidence.covers("actions"),
    )
    return Figure(
        id=f"ledger-{what}/{action.id}",
        title=f"{action.title}: {what}",
        value=None,
        unit="",
        definition=f"the {what} of the action {action.id}, as the ledger has it",
        trail=trail,
        display=shown,
    )


def _date(evidence: Evidence, given: Parameters) -> Reading:
    action = _action(evidence, given)
    figure = _told(evidence, action, "date", action.date.text)
    return dated(action.date.earliest, action.date.latest, figure)


def _programme(evidence: Evidence, given: Parameters) -> Reading:
    action = _action(evidence, given)
    names = [_name(evidence, code) for code in action.programmes]
    shown = " and ".join(names) if len(names) < 3 else ", ".join(names)
    words = [*action.programmes, *names, shown, " and ".join(reversed(names))]
    lowered = tuple(word.lower() for word in words)
    return Reading(words=lowered, shown=shown, figure=_told(evidence, action, "programme", shown))


def _name(evidence: Evidence, code: str) -> str:
    """A state as people call it: as the case does, or the first part of its official name."""
    case = evidence.case
    sides = {case.target: case.names.get("target"), case.partner: case.names.get("partner")}
    return sides.get(code) or country(code).name.partition(",")[0]


# What people call an act, beside its kind in the ledger. A freeze is an act of a sanctions authority on property.
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
        "restraint",
        "restrained",
        "seizure",
        "seized",
        "freeze",
        "froze",
        "frozen",
        "blocked",
    ),
    "seizure": ("seized", "freeze", "froze", "frozen"),
}


def _kind(evidence: Evidence, given: Parameters) -> Reading:
    action = _action(evidence, given)
    shown = action.kind.replace("_", " ")
    words = (shown, *_CALLED.get(action.kind, ()))
    if given["sense"] == "effect":
        if action.kind not in _DOES:
            raise Unanswerable(f"what a {shown} does to property is not in the table of effects")
        words, shown = (*words, *_DOES[action.kind]), f"{_DOES[action.kind][0]} (the effect of a {shown})"
    return Reading(words=words, shown=shown, figure=_told(evidence, action, "kind", shown))


def _senses(evidence: Evidence, given: Parameters) -> Sequence[str]:
    """The effect is a reading of its own only where the act has one."""
    action = next((action for action in evidence.case.actions if action.id == given["action"]), None)
    return ("act", "effect") if action is not None and action.kind in _DOES else ("act",)


def _answers(evidence: Evidence, given: Parameters) -> Reading:
    figure = asked_of(lambda: answers.count(evidence.case, _which(given)))
    if not figure.value:
        zero = _none_declared(evidence, figure, "responses", answers_sought(given))
        if zero is not None:
            return Reading(value=0.0, low=0.0, high=0.0, unit="answers", figure=zero)
        raise Unanswerable(
            "the log has no such answer, and answers that were found cannot show that there was none"
        )
    # Where the log is not declared complete there may be more answers than were found, never fewer.
    return Reading(value=figure.value, low=figure.value, unit="answers", figure=figure)


def _latency(evidence: Evidence, given: Parameters) -> Reading:
    figure = asked_of(lambda: answers.latency(evidence.case, _which(given)))
    if figure.low is None:
        raise Unanswerable("no answer in the log has both dates under these choices")
    return Reading(value=figure.value, low=figure.low, high=figure.high, unit="day", figure=figure)


def _most(evidence: Evidence, given: Parameters) -> Reading:
    rows = asked_of(lambda: answers.rows(evidence.case, _which(given)))
    if not rows:
        raise Unanswerable("the log has no such answer")
    tally = Counter(row.kind for row in rows)
    most = max(tally.values())
    kinds = sorted(kind.replace("_", " ") for kind, number in tally.items() if number == most)
    shown = ", ".join(kinds)
    steps = tuple(
        f"{kind.replace('_', ' ')} {number}"
        for kind, number in sorted(tally.items(), key=lambda i: (-i[1], i[0]))
    )
    figure = Figure(
        id=f"responses-most/{_which(given).key}",
        title=f"The most frequent answer{f', {_which(given).words}' if _which(given).words else ''}",
        value=None,
        unit="",
        definition="the kind of answer of which the log has most",
        trail=Trail(
            steps=steps,
            rows=tuple(response_row(evidence.case, row, row.kind) for row in rows),
            notes=(answers.WARNING,),
            known_by=evidence.case.known_by,
            data_version=evidence.case.data_version,
            coverage=evidence.covers("responses"),
        ),
        display=shown,
    )
    return Reading(words=tuple(kinds), shown=shown, figure=figure)


def _matters(evidence: Evidence, given: Parameters) -> Sequence[str]:
    return sorted({a.matter for a in evidence.case.actions} | {r.matter for r in evidence.case.responses})


def _ids(evidence: Evidence, given: Parameters) -> Sequence[str]:
    return sorted(action.id for action in evidence.case.actions)


_MATTER = Parameter(name="matter", names=_matters, help="the acts or answers on one affair, such as zte")
ONE = Parameter(
    name="action",
    names=_ids,
    required=True,
    help="an action by id, or by words that it alone fits; yalu enforcement actions list shows them",
)
ACTS = (
    _MATTER,
    Parameter(name="action", names=_ids, help="one action by its id"),
    Parameter(name="authority", help="who acted, as it names itself"),
    Parameter(name="kind", help="designation, indictment, settlement …"),
    Parameter(name="state", kind="country", help="whose authority acted, by ISO code"),
    Parameter(name="programme", kind="country", help="acts that name this state's programme, by ISO code"),
    Parameter(name="names_state", kind="country", help="acts that name a party of this state, by ISO code"),
    Parameter(name="year", help="the year of the act"),
    Parameter(name="on", help="the day of the act"),
    Parameter(name="since", help="from this day on"),
    Parameter(name="until", help="to this day, included"),
)
_WHICH = (
    _MATTER,
    Parameter(name="kind", help="denial, claim_of_ignorance, protest_unilateral_sanctions …"),
    Parameter(name="responder", choices=("", "state", "company"), help="a state or a company"),
    Parameter(name="state", kind="country", help="the responder's state, by ISO code"),
    Parameter(name="trigger", help="unilateral_action, press_or_ngo_report …"),
)
SIDE = Parameter(
    name="side",
    default="gross",
    choices=SIDES,
    alternatives=_sides,
    open=True,
    help="all of it, what is suspended, what is to be paid (payable; net is also less what another "
    "authority is credited), or the figure of an authority's headline (announced)",
)
SUBJECTS = (
    Subject(
        name="ledger.total",
        title="Money imposed, sought or seized, gross or net",
        measured="amount",
        unit=lambda given: given["currency"],
        parameters=(
            *ACTS,
            Parameter(
                name="measure",
                default="penalty",
                choices=("penalty", "forfeited", "sought", "seized", "frozen", "reward", "alleged"),
                help="imposed, taken, sought, offered or only alleged; never mixed",
            ),
            SIDE,
            Parameter(name="currency", default="USD", kind="unit", help="ISO 4217 code"),
        ),
        compute=guarded(_total),
        sought=lambda evidence, given, named: acts_sought(given),
        example="--matter zte --year 2017",
        stated="US$1.19b",
    ),
    Subject(
        name="ledger.count",
        title="How many acts, shipments, accounts, persons, entities or vessels",
        measured="count",
        unit=lambda given: given["what"],
        parameters=(
            Parameter(
                name="what",
                default="actions",
                choices=("actions", "shipments", "accounts", "persons", "entities", "parties", "vessels"),
                help="what is counted; parties are persons and entities together",
            ),
            *ACTS,
        ),
        compute=guarded(_count),
        sought=lambda evidence, given, named: acts_sought(given),
        nouns=act_nouns,
        example="--what shipments --matter zte",
        stated="283",
    ),
    Subject(
        name="ledger.date",
        title="The day of an act",
        measured="date",
        parameters=(ONE,),
        compute=guarded(_date),
        example="--action dhid-designation-2016",
        stated="26 September 2016",
    ),
    Subject(
        name="ledger.programme",
        title="Whose programme an act was directed at",
        measured="words",
        parameters=(ONE,),
        compute=guarded(_programme),
        example="--action zte-ofac-2017",
        stated="IRN",
    ),
    Subject(
        name="ledger.kind",
        title="What sort of act it was",
        measured="words",
        parameters=(
            ONE,
            Parameter(
                name="sense",
                default="act",
                choices=("act", "effect"),
                alternatives=_senses,
                open=True,
                help="the act as the law names it, or what it does to property",
            ),
        ),
        compute=guarded(_kind),
        example="--action dhid-forfeiture-2016",
        stated="civil forfeiture",
    ),
    Subject(
        name="responses.count",
        title="How many answers of a kind were found",
        measured="count",
        unit="answers",
        parameters=_WHICH,
        compute=guarded(_answers),
        sought=lambda evidence, given, named: answers_sought(given),
        nouns=answer_nouns,
        example="--kind claim_of_ignorance --responder company",
        stated="at least 7",
    ),
    Subject(
        name="responses.latency",
        title="Days from an allegation to the answer, the median",
        measured="time",
        unit="day",
        parameters=_WHICH,
        compute=guarded(_latency),
        sought=lambda evidence, given, named: answers_sought(given),
        example="--responder state",
        stated="one day",
    ),
    Subject(
        name="responses.most",
        title="The most frequent kind of answer",
        measured="words",
        parameters=_WHICH,
        compute=guarded(_most),
        sought=lambda evidence, given, named: answers_sought(given),
        example="--responder state --trigger unilateral_action",
        stated="protest unilateral sanctions",
    ),
)
