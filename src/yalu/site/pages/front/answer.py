"""The answer of the front page: law on paper, what customs last showed, what is alleged since, what was answered.

Each part is computed from rows and says the last day of them; a part without rows says that there are none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

import msgspec

from yalu.case.records import Case, Flow
from yalu.enforcement.facade import AnswerLog
from yalu.enforcement.responses import Which
from yalu.site.data.ban_answers import lasting, named_goods
from yalu.site.data.trade_data import REFINED, Traded
from yalu.site.data.visit_data import VisitData, listed, name_of
from yalu.site.frame.figure_page import FigurePage
from yalu.site.frame.templates import words
from yalu.site.pages.enforcement.responses import SHORT_KINDS
from yalu.site.pages.law.caps import limbs
from yalu.site.pages.law.over_time import binding_on_goods
from yalu.site.pages.trade.ledgers import large, percent, rows_on, zero_run
from yalu.vocabulary.coverage import Observed
from yalu.vocabulary.words.numerals import plural
from yalu.vocabulary.words.readable import spoken_date

# Who says so stands first in the notes of an allegation, up to the first stop.
_STOP = re.compile(r"[:;,.](?= |$)")
_BRIEF = 90


class AnswerPart(msgspec.Struct, frozen=True):
    """One part: its heading, a clause for the verdict, the sentence with its last day, and the page that tells more."""

    heading: str
    clause: str
    says: str
    address: str = ""


class FrontAnswer(msgspec.Struct, frozen=True):
    """The verdict in two or three sentences, and the parts it is made of."""

    verdict: str
    parts: tuple[AnswerPart, ...]


def answer(
    case: Case, observed: VisitData | None, traded: Traded | None, pages: Iterable[FigurePage]
) -> FrontAnswer:
    """The answer as far as the case has rows for it."""
    found = {page.slug: page for page in pages}
    answered = _answered(case, found)
    if traded is None:
        seen = (
            f", only visits to {spoken_date(case.observed.end)}"
            if observed is not None and case.visits
            else ""
        )
        lacks = (
            f"no law on {name_of(case, 'target')} to hold its trade against"
            if case.flows
            else "neither law nor trade"
        )
        none = AnswerPart(
            "On record", "", f"The record cannot say: it holds {lacks}{seen if not case.flows else ''}."
        )
        return FrontAnswer(none.says, tuple(part for part in (answered,) if part))
    runs, still = _customs(case, traded)
    parts = (
        _on_paper(case, traded, [*runs, *still], found),
        _in_customs(case, traded, runs, still, found),
        _alleged(case, traded, found),
    )
    verdict = [f"{part.clause[:1].upper()}{part.clause[1:]}." for part in parts]
    if runs and not _later(case, traded, runs):
        last = max(seen.last for seen in runs.values())
        verdict.append(f"Whether zero lasted after {last:%B %Y} no official row here can say.")
    return FrontAnswer(" ".join(verdict), tuple(part for part in (*parts, answered) if part))


def _later(case: Case, traded: Traded, runs: dict[str, Observed]) -> bool:
    """Whether any official ledger has a row on the goods at zero that reaches past their last zero."""
    return any(
        row.ledger in {"customs", "committee"}
        and row.window.end is not None
        and row.window.end > runs[name].last
        for hs, name in named_goods(lasting(traded.answers)).items()
        if name in runs
        for row in rows_on(case, hs, "import")
    )


def _page(found: dict[str, FigurePage], *slugs: str) -> str:
    """The address of the first of some figures that the site has."""
    return next((f"figures/{slug}.html" for slug in slugs if slug in found), "")


def _on_paper(case: Case, traded: Traded, goods: Sequence[str], found: dict[str, FigurePage]) -> AnswerPart:
    rows, last = binding_on_goods(case, traded), spoken_date(case.observed.end)
    now = [row for row in rows if row.until is None]
    if not rows:
        says = f"No ban or cap on goods that binds {name_of(case, 'partner')} is on record by {last}."
        return AnswerPart("On paper", f"on paper: nothing on record by {last}", says)
    goods = [
        *goods,
        *(["refined petroleum"] if any(REFINED in row.hs and row.effect == "cap" for row in now) else []),
    ]
    among = f", {listed(goods)} among them" if goods else ""
    had = f"; {len(rows) - len(now)} had one" if len(now) < len(rows) else ""
    return AnswerPart(
        "On paper",
        f"on paper: {'yes' if now else 'no measure without an end'}, to {last}",
        f"{len(now)} of {plural(len(rows), 'ban or cap', 'bans and caps')} on goods that bind {name_of(case, 'partner')} "
        f"had no end on record by {last}{among}{had}.",
        _page(found, "law-by-goods") or "law.html",
    )


def _customs(case: Case, traded: Traded) -> tuple[dict[str, Observed], dict[str, Flow]]:
    """By name of the goods banned: the months in which customs last read zero, or else the last row with trade."""
    lasting_bans = lasting(traded.answers)
    runs: dict[str, Observed] = {}
    still: dict[str, Flow] = {}
    names = named_goods(lasting_bans)
    series = {
        hs: [row for row in rows_on(case, hs, "import") if row.hs == hs and row.ledger == "customs"]
        for hs in names
    }
    for hs, rows in sorted(series.items(), key=lambda item: (-len(item[1]), item[0])):
        name = names[hs]
        run = zero_run(rows)
        banned = min(a.measure.in_force.start for a in lasting_bans if a.hs == hs)
        after = [row for row in rows if _after(row, banned) and (row.quantity or row.value)]
        last = max(after, key=lambda row: (row.window.end or banned, row.id), default=None)
        if run is not None and (last is None or (last.window.end or banned) <= run.last):
            runs[name] = run
        elif last is not None:
            still[name] = last
    return runs, still


def _after(row: Flow, day: date) -> bool:
    return row.window.start is not None and row.window.start >= day


def _in_customs(
    case: Case,
    traded: Traded,
    runs: dict[str, Observed],
    still: dict[str, Flow],
    found: dict[str, FigurePage],
) -> AnswerPart:
    said, clause = [], []
    by_run: dict[Observed, list[str]] = {}
    for name, seen in runs.items():
        by_run.setdefault(seen, []).append(name)
    for seen, names in by_run.items():
        said.append(f"zero imports of {listed(names)} {_span(seen)}, the last on record")
        clause.append(f"yes for {listed(names)} when last seen, in {seen.last_shown}")
    for name, row in still.items():
        said.append(f"{_amount(row)} of {name} in {_period(row)}, the last on record")
        clause.append(f"no for {name}, in {_period(row)}")
    if not said and traded.breaches:
        rows = {flow.id: flow for flow in case.flows}
        broken = {verdict.row: rows[verdict.row] for verdict in traded.breaches}
        last = max(broken.values(), key=lambda row: (row.window.end or case.observed.end, row.id))
        number = plural(
            len(broken), "row that breaks the law of its day", "rows that break the law of their day"
        )
        said.append(f"{number}, the last in {_period(last)}")
        clause.append(f"no in {plural(len(broken), 'row')}, the last in {_period(last)}")
    partner = name_of(case, "partner")
    says = (
        f"{partner}’s customs show {'; and '.join(said)}."
        if said
        else "No row of customs that breaks the law of its day for certain, and no import of goods that stand banned, is on record."
    )
    totals = found.get("dependence-totals")
    if totals is not None and totals.spans:
        says += f" Totals of all goods, which cannot tell them apart, run to {spoken_date(totals.spans[-1].last)}."
    return AnswerPart(
        "In customs",
        f"in customs: {'; '.join(clause) or 'nothing on record of the goods banned'}",
        says,
        _page(found, "after-bans-months", "after-bans-to-zero", "dependence-totals"),
    )


def _alleged(case: Case, traded: Traded, found: dict[str, FigurePage]) -> AnswerPart:
    """What others say went on: coal under its ban, refined petroleum past its cap, by whom, and the last day of it."""
    rows = {row.id: row for row in case.flows}
    under = {
        v.row: rows[v.row]
        for v in traded.under_bans
        if v.ledger == "alleged" and v.verdict.verdict == "breach" and v.row in rows
    }
    uses = [use for use in traded.uses(REFINED) if use.ledger == "alleged"]
    over = [use for use in uses if use.verdict.verdict == "breach"]
    said, used = [], list(under.values())
    if under:
        most = max(used, key=lambda row: (row.quantity or Decimal(0), row.value or Decimal(0), row.id))
        said.append(f"up to {_amount(most)} of coal in {_period(most)} ({_who(case, [most])})")
    if over:
        peak = max(over, key=lambda use: limbs(use)[0].share.low or Decimal(0))
        theirs = {use.window: [rows[r.id] for r in use.verdict.trail.rows if r.id in rows] for use in over}
        used += [row for found_ in theirs.values() for row in found_]
        share = percent(limbs(peak)[0].central_share, limbs(peak)[0].share)
        rest = f" and not in {len(uses) - len(over)}" if len(over) < len(uses) else ""
        said.append(
            f"refined petroleum past its cap in {len(over)} of {plural(len(uses), 'year')} with such a row{rest}, at {share} in "
            f"{peak.window} ({_who(case, theirs[peak.window])})"
        )
    address = _page(found, "oil-against-the-cap", "after-bans-alleged")
    every = [row for row in case.flows if row.ledger == "alleged"]
    if not every:
        last_day = spoken_date(case.observed.end)
        none = f"No allegation is on record by {last_day}, which is not to say that nobody made one."
        return AnswerPart("Alleged", f"by what others allege: nothing on record by {last_day}", none, address)
    if not said:
        none = f"None of {plural(len(every), 'allegation')} on record"
        says = f"{none} by {spoken_date(case.observed.end)} comes out past a ban on coal or a cap on refined petroleum."
        return AnswerPart(
            "Alleged",
            f"by what others allege: no breach on record by {spoken_date(case.observed.end)}",
            says,
            address,
        )
    last = max(row.window.end for row in used if row.window.end is not None)
    return AnswerPart(
        "Alleged since",
        f"by what others allege: no, to {last:%B %Y}",
        f"Others allege {'; and '.join(said)}. The last day that such a row covers is {spoken_date(last)}.",
        address,
    )


def _answered(case: Case, found: dict[str, FigurePage]) -> AnswerPart | None:
    """What the partner says as a state: its two most frequent kinds of answer, how many were others, the last day."""
    log = AnswerLog(case)
    own = [row for row in case.responses if (row.responder_kind, row.state) == ("state", case.partner)]
    if not own:
        return None
    kinds = Counter(row.kind for row in log.list(Which(responder="state", state=case.partner)))
    first = sorted(kinds.items(), key=lambda item: (-item[1], item[0]))[:2]
    answered = listed(
        [f"{SHORT_KINDS.get(kind, words(kind))} {plural(number, 'time')}" for kind, number in first]
    )
    rest = kinds.total() - sum(number for _, number in first)
    more = f", and otherwise {plural(rest, 'time')}" if rest else ""
    last = max(own, key=lambda row: (row.date.latest, row.id)).date
    says = (
        f"{name_of(case, 'partner')} as a state answered with {answered}{more}, "
        f"in {plural(kinds.total(), 'answer')} to {spoken_date(last)}, the last on record."
    )
    return AnswerPart("Answered", "", says, _page(found, "answers-pattern") or "answers.html")


def _who(case: Case, rows: Sequence[Flow]) -> str:
    """Who alleges: the first words of the notes of the first row that has any, or else the publishers of its sources."""
    noted = next((row.notes for row in rows if row.notes), "")
    said = _STOP.split(noted, maxsplit=1)[0]
    if said and len(said) <= _BRIEF:
        return f"{said[:1].lower()}{said[1:]}" if said.startswith(("The ", "An ", "A ")) else said
    named = [
        case.sources[ref.source].publisher
        for row in rows
        for ref in row.sources
        if ref.source in case.sources
    ]
    return listed(list(dict.fromkeys(filter(None, named)))[:2]) or "the rows name nobody"


def _amount(row: Flow) -> str:
    return (
        large(row.quantity, row.unit)
        if row.quantity is not None
        else large(row.value or Decimal(0), row.currency)
    )


def _span(seen: Observed) -> str:
    first = f"{seen.first:%B %Y}"
    if first == seen.last_shown:
        return f"in {first}"
    year = f" {seen.last.year}"
    return f"from {first.removesuffix(year)} to {seen.last_shown}"


def _period(row: Flow) -> str:
    """The days of a row as a reader says them: July 2023, January to September 2020."""
    first, _, last = row.period.partition("/")
    said, end = spoken_date(first), spoken_date(last)
    if not last:
        return said
    return f"{said.removesuffix(end[-5:])} to {end}" if said.endswith(end[-5:]) else f"{said} to {end}"
