"""What the ledger and the answers say, as figures: each title states the finding, computed from the rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from yalu.case.records import Case
from yalu.enforcement.acts import in_order, is_act, outer
from yalu.enforcement.facade import EnforcementLedger
from yalu.enforcement.ladders import RUNGS
from yalu.enforcement.totals import Total
from yalu.site.charts.frame import year_of
from yalu.site.data.visit_data import listed, name_of
from yalu.site.frame.figure_page import Column, FigurePage, Key
from yalu.site.frame.templates import words as spoken
from yalu.site.pages.enforcement import charts as draw
from yalu.vocabulary.results import Figure
from yalu.vocabulary.words.numerals import plural

_MONEY = (
    "A combined amount of several authorities counts once. Claims, seizures and alleged sums are not in it."
)


def money(case: Case, ledger: EnforcementLedger) -> FigurePage | None:
    """Penalties by year, gross, suspended and net, in the currency with most of them."""
    found = [row for row in ledger.totals("year", measure="penalty") if row.currency == "USD"]
    whole = next((row for row in ledger.totals("all", measure="penalty") if row.currency == "USD"), None)
    if not found or whole is None:
        return None
    programmes = [row for row in ledger.totals("programme", measure="penalty") if row.currency == "USD"]
    by_authority = [row for row in ledger.totals("authority", measure="penalty") if row.currency == "USD"]
    rows = [
        {"year": r.key, "net": _millions(r.net.value), "suspended": _millions(r.suspended.value),
         "label": f"{_millions(r.gross.value):,.{0 if (r.gross.value or 0) >= 1e6 else 3}f}"}
        for r in found
    ]  # fmt: skip
    gross, suspended = whole.gross.value or 0, whole.suspended.value or 0
    every = [("year", r) for r in found] + [("authority", r) for r in by_authority]
    return FigurePage(
        slug="ledger-money",
        title=f"{_billions(gross)} imposed in {plural(len(_joint(case, whole.actions)), 'settlement')}{_wider(case, programmes)}"
        + (f"; {_billions(suspended).removeprefix('USD ')} of the whole is suspended" if suspended else ""),
        subtitle="Penalties and settlements in USD million by the year of the act under which they stand: to be paid, and suspended "
        "unless a condition is broken",
        shows="Penalties by year and by authority, gross, suspended and net",
        wide=draw.money_by_year(rows, narrow=False),
        narrow=draw.money_by_year(rows, narrow=True),
        keys=(Key("ink", "bar", "To be paid"), Key("rule", "bar", "Suspended")),
        columns=(
            Column("group", "Year or authority"), Column("gross", "Gross", numeric=True),
            Column("suspended", "Suspended", numeric=True), Column("credited", "Credited", numeric=True),
            Column("net", "Net", numeric=True),
            Column("actions", "Actions", long=True), Column("trail", "Trail", links="trail"),
        ),
        rows=tuple(
            (row.key, row.gross.shown, row.suspended.shown, row.credited.shown, row.net.shown, ", ".join(row.actions), row.gross.id)
            for _, row in every
        ),
        notes=(_MONEY, "Nothing is divided between programmes.", *_changed([whole])),
        definition="Gross is what stands: an amount that a later order replaced counts until that day and not after it, so a year "
        "holds what its acts imposed and what still stands. Net is gross less what is suspended and what is credited to another "
        "authority; the credit is shown beside the sum of the authority that gives it. Parts of a combined amount stand for it in "
        "every grouping.",
        uncertainty="Amounts that sources round are completed from memory where the parts fit the combined total; the rows say which.",
        results=tuple(figure for _, row in every for figure in (row.gross, row.suspended, row.net)),
    )  # fmt: skip


def _joint(case: Case, actions: Sequence[str]) -> set[str]:
    """The settlements of some acts: the parts of a joint one are one."""
    parts = {action.id: action.part_of for action in case.actions}
    return {parts[name] or name for name in actions}


def _wider(case: Case, programmes: Sequence[Total]) -> str:
    """How much of the money each set of programmes stands for: parts of a joint settlement by their own programmes."""
    sums = [(frozenset(row.key.split(";")), row) for row in programmes if row.gross.value]
    if not any(names - {case.target} for names, _ in sums):
        return ""
    acts = {action.id: action for action in case.actions}
    said = []
    for names, row in sums:
        others = listed([case.place(code) for code in sorted(names - {case.target})])
        matters = listed(list(dict.fromkeys(_called(case, acts[name].matter) for name in row.actions)))
        if case.target not in names:
            place = f"{others} alone"
        elif others:
            place = f"{name_of(case, 'target')} and {others} together"
        else:
            place = f"{name_of(case, 'target')} alone"
        said.append(f"{_billions(row.gross.value or 0)} on {place} ({matters})")
    return f": {listed(said)}"


def _changed(totals: Sequence[Total]) -> tuple[str, ...]:
    """What replaced what, and what was credited or set aside, each once."""
    return tuple(dict.fromkeys(note for row in totals for note in row.notes))


def followed(ledger: EnforcementLedger) -> FigurePage | None:
    """The highest rung of what followed a listing, over matters."""
    found = [row for row in ledger.follow_up() if row.after_listing]
    observed = ledger.observed
    if len(found) < 3 or observed is None:
        return None
    tally = Counter(row.after_listing for row in found)
    order = [
        *[r for r in RUNGS if tally[r]],
        *(["cannot say"] if tally["cannot say"] else []),
        "nothing seen",
    ]
    unsure = f", and in {tally['cannot say']} the dates do not say" if tally["cannot say"] else ""
    rows = [
        {"name": name, "number": tally[name], "strong": "yes" if name == "nothing seen" else "no"}
        for name in reversed(order)
    ]
    return FigurePage(
        slug="ledger-follow-up",
        title=observed.lasting(
            f"In {tally['nothing seen']} of {len(found)} matters with a listing no further step of their own was seen, "
            f"no charge and no court, "
            f"and in {len(found) - tally['nothing seen'] - tally['cannot say']} one was{unsure},"
        ),
        subtitle="Matters in which somebody was listed, by the highest step of what followed",
        shows="Matters with a listing, by what followed",
        wide=draw.bars(rows, narrow=False),
        narrow=draw.bars(rows, narrow=True),
        columns=(
            Column("matter", "Matter"), Column("first", "First act"), Column("after", "After the listing"),
            Column("highest", "Highest of all"), Column("stands", "How it stood when last seen"),
            Column("seen", "Last seen"), Column("steps", "Steps", long=True), Column("led", "Led to", long=True),
        ),
        rows=tuple(
            (row.matter, row.acts[0].date, row.after_listing, row.highest, row.stands, row.last_seen,
             " → ".join(f"{act.date} {spoken(act.kind)}" for act in row.acts), ", ".join(row.led))
            for row in ledger.follow_up()
        ),
        notes=("A listing is an administrative act and has an end in itself: that no charge followed says nothing about guilt.",),
        definition="A matter is one affair with all acts on it; acts of other matters that say they follow one of these are named "
        "under “led to” and are no outcome of it. The steps in order: "
        f"{', '.join(RUNGS)}.",
        uncertainty="What was not seen may have happened. Home authorities publish little.",
        results=(ledger.home_share(), ledger.count("actions")),
    )  # fmt: skip


def home_title(case: Case, home: Figure) -> str:
    """Of how many named parties of the partner an act of their own state is on record, and of how many none; "" without any."""
    done, left = len(home.trail.rows), len(home.trail.left_out)
    partner, seen = name_of(case, "partner"), home.trail.observed
    if not done + left:
        return ""
    by = f" by {seen.last_shown}" if seen is not None else ""
    if not done:
        whom = "the one party" if left == 1 else f"any of {plural(left, 'party', 'parties')}"
        return f"{partner} is not seen to have acted itself on {whom} of its own that acts name{by}"
    said = f"{partner} is seen to have acted itself on {done} of {plural(done + left, 'party', 'parties')} of its own that acts name"
    none = f"; of the other {left} no act at home is on record" if left else ""
    return f"{said}{none}{by}"


def delays(case: Case, ledger: EnforcementLedger) -> FigurePage | None:
    """Conduct and first act of every matter whose acts name both ends of the conduct."""
    found = []
    for row in ledger.delays("start"):
        acts = in_order(a for a in case.actions if a.matter == row.matter and is_act(a))
        end = outer((a.conduct_end for a in acts), last=True)
        start = outer(a.conduct_start for a in acts)
        if end is None or start is None:
            continue
        first = acts[0].date
        span = [year_of(str(start.earliest)), year_of(str(end.latest)), year_of(str(first.earliest))]
        found.append((row, span, duration_words(row.figure)))
    if len(found) < 3:
        return None
    rows = [
        {
            "name": _called(case, row.matter), "from": span[0], "to": span[1], "act": span[2], "end": max(span[1:]),
            "label": label,
        }
        for row, span, label in sorted(found, key=lambda f: (f[1][0], f[0].matter))
    ]  # fmt: skip
    middle = ledger.median_delay()
    return FigurePage(
        slug="ledger-delays",
        title=f"Between the first day of the conduct and the first act lay {duration_words(middle)} in the median of "
        f"{plural(len(ledger.delays()), 'matter')} whose acts date the conduct",
        subtitle="The conduct alleged or found as a bar, the first act of any authority as a dot",
        shows="Conduct and first act, by matter",
        wide=draw.conduct_to_act(rows, narrow=False),
        narrow=draw.conduct_to_act(rows, narrow=True),
        keys=(Key("context", "bar", "Conduct, as the acts date it"), Key("ink", "dot", "First act")),
        columns=(
            Column("matter", "Matter"), Column("conduct", "Conduct from"), Column("first", "First act"),
            Column("action", "Which"), Column("days", "Days", numeric=True), Column("trail", "Trail", links="trail"),
        ),
        rows=tuple(
            (row.matter, row.conduct, row.date, row.first_act, row.figure.shown, row.figure.id)
            for row in ledger.delays("start")
        ),
        notes=(f"{middle.title}: {middle.shown}.",),
        definition="From the earliest day of conduct that the acts of a matter name to its first act. Where a source gives a month "
        "or a year the number is a span.",
        uncertainty="Conduct is as alleged or found, and may have begun earlier. Matters whose acts date no conduct are left out.",
        results=(middle, ledger.median_delay("end"), *(row.figure for row in ledger.delays("start"))),
    )  # fmt: skip


def duration_words(figure: Figure) -> str:
    """A figure of days as days or years, from the fewest to the most where partial dates leave it open."""
    low, high = figure.low or 0, figure.high or 0
    short = max(abs(low), abs(high)) < 90
    ends = [f"{day:.0f}" if short else f"{round(day / 365.2425, 1) + 0:.1f}" for day in (low, high)]
    said = " to ".join(dict.fromkeys(ends))
    return f"{said} {('day' if said == '1' else 'days') if short else 'years'}"


def _called(case: Case, matter: str) -> str:
    """A matter as readers know it: in capitals when a party is called so or has these initials."""
    acts = {action.id for action in case.actions if action.matter == matter}
    names = [row.name for row in case.named if row.action in acts]
    letters = matter.upper()
    initials = ("".join(word[0] for word in name.split()).upper() for name in names)
    if not set(matter) & set("aeiouy"):
        return letters
    if any(letters in name.split() for name in names) or any(found.startswith(letters) for found in initials):
        return letters
    return matter.replace("-", " ").capitalize()


def _millions(value: float | None) -> float:
    return (value or 0) / 1e6


def _billions(value: float) -> str:
    if value >= 1e9:
        return f"USD {value / 1e9:.1f} billion"
    return f"USD {value / 1e6:,.0f} million" if value >= 1e6 else f"USD {value:,.0f}"


__all__ = ["delays", "followed", "home_title", "money"]
