"""Rows of one ledger that cannot both hold: a part above its whole, parts that add up to more than the whole.

A month lies in its quarter, half and year, one direction in the two-way total (and both make it), a code in
its heading and in all goods. Rows are compared where ledger, both states and unit are the same, and only beyond what the
stated precision of both leaves open. Ledgers are never compared with each other, nor a first release
against a revised one: a revision may well lift a part above its old whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal, DecimalException
from functools import lru_cache

import msgspec

from yalu.vocabulary.amounts import unit as unit_of
from yalu.vocabulary.intervals import AmountError, plain
from yalu.vocabulary.precision import stated
from yalu.vocabulary.strength import quality_of_grade

BOTH, TOTAL = "export+import", "TOTAL"
# How far months, once published, may add up to more than a later total of them before any of them is disputed:
# offices revise what they printed. The one revision of a year's total that the bundled case knows (2017, from
# 5.06 to 4.98 billion dollars) was 1.6 per cent.
REVISION = Decimal("0.02")
_LONGEST = 200  # characters of words worth reading as an amount, as in the check of amounts
_ESTIMATED = frozenset({"mirror", "alleged"})  # ledgers of several compilers or accusers
Series = tuple[str, str]  # direction and goods
Days = tuple[date, date]  # the first and the last day


class AmountEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One amount of one row: what it covers, what it can mean, and how its sources are graded.

    ``low`` and ``high`` are in ``unit``; None has no end. ``digit`` is the best credibility digit of its sources.
    ``vintage`` is ``first``, ``revised`` or empty.
    """

    row: str
    column: str
    ledger: str
    reporter: str
    partner: str
    flow: str
    hs: str
    days: Days
    period: str
    unit: str
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    digit: int = 3
    doubted: bool = False
    vintage: str = ""
    sources: frozenset[str] = frozenset()
    file: str = ""
    line: int = 0

    @property
    def shown(self) -> str:
        """The amount with what it covers and where it stands."""
        goods = "all goods" if self.hs == TOTAL else f"HS {self.hs}"
        way = "both ways" if self.flow == BOTH else self.flow
        where = f", {self.file}:{self.line}" if self.file else ""
        return f"{plain(self.value)} {self.unit} ({way}, {goods}, {self.period}; row {self.row}{where})"


class Excess(msgspec.Struct, frozen=True):
    """Parts of one ledger that are more than the whole they lie in, beyond the precision of all of them.

    ``short`` is the other way round: both directions that make less than the two-way total.
    """

    parts: tuple[AmountEntry, ...]
    whole: AmountEntry
    short: bool = False

    @property
    def entries(self) -> tuple[AmountEntry, ...]:
        """Every amount that takes part; one of them at least is wrong."""
        return (*self.parts, self.whole)

    @property
    def _nearest(self) -> tuple[Decimal, Decimal]:
        """The larger and the smaller of sum and whole, with all that was rounded taken as it brings them together."""
        limit = self.whole.low if self.short else self.whole.high
        bounds = (part.high if self.short else part.low for part in self.parts)
        added = sum((bound for bound in bounds if bound is not None), Decimal(0))
        if limit is None:  # an amount without this bound is the whole of no excess
            limit = added
        return (limit, added) if self.short else (added, limit)

    @property
    def beyond(self) -> Decimal:
        """How far sum and whole stay apart when all that was rounded is taken as it suits best; always above zero."""
        larger, smaller = self._nearest
        return larger - smaller

    @property
    def slight(self) -> bool:
        """Whether periods add up to a little more than a total of them, as revisions alone would make them."""
        several = len(self.parts) > 1 and len({entry.days for entry in self.entries}) > 1
        larger, smaller = self._nearest
        return (self.short or several) and larger <= smaller * (1 + REVISION)

    @property
    def disputed(self) -> tuple[AmountEntry, ...]:
        """Whose word this weakens: the least credible, for what is doubted disputes nothing better attested.

        Where all are attested alike it is all of them; where the sum is only slightly too large, none.
        """
        if self.slight:
            return ()
        doubted = tuple(entry for entry in self.entries if entry.doubted)
        worst = max(entry.digit for entry in self.entries)
        return doubted or tuple(entry for entry in self.entries if entry.digit == worst)

    @property
    def extent(self) -> str:
        """How far beyond rounding, in words, and whether revisions alone would make it."""
        far = f"{plain(self.beyond)} {self.whole.unit} beyond rounding"
        return f"{far}, and no more than offices revise, so it disputes nothing" if self.slight else far

    def against(self, entry: AmountEntry) -> str:
        """What stands against one of the amounts, in words."""
        others = " and ".join(part.shown for part in self.parts if part is not entry)
        if entry is self.whole:
            return f"is {'more' if self.short else 'less'} than its part{'s' if len(self.parts) > 1 else ''}, {others}"
        if not others:
            return f"is more than its whole, {self.whole.shown}"
        return f"and {others} are {'less' if self.short else 'more'} than their whole, {self.whole.shown}"


@lru_cache(maxsize=65_536)
def bounds_of(number: Decimal, unit: str, words: str) -> tuple[Decimal | None, Decimal | None]:
    """What an amount can mean: as its source's words say, else to half of its last digit that is not zero."""
    if words and len(words) <= _LONGEST:
        try:
            said = stated(words)
            if said.unit == "1":
                said = stated(words, unit_text=unit)
            read = said.in_unit(unit).interval
        except (AmountError, DecimalException):
            pass
        else:
            if number in read or number == said.in_unit(unit).value:
                return read.low, read.high
    exponent = number.normalize().as_tuple().exponent
    half = Decimal(0) if not number else Decimal(5).scaleb(int(exponent) - 1)
    return number - half, number + half


def doubted(grades: Iterable[str]) -> bool:
    """Whether every source of a row is graded doubtful or worse; a row without grades is not doubted."""
    listed = [grade for grade in grades if grade]
    return bool(listed) and all(quality_of_grade(grade) == "doubted" for grade in listed)


@lru_cache(maxsize=256)
def symbol_of(text: str) -> str:
    """The unit's one spelling, or empty text where it is no unit."""
    try:
        return unit_of(text).symbol if text else ""
    except AmountError:
        return ""


def excesses(entries: Iterable[AmountEntry]) -> tuple[Excess, ...]:
    """Every set of amounts that cannot hold together, each once, the sound among themselves first."""
    groups: dict[tuple[str, ...], list[AmountEntry]] = defaultdict(list)
    for entry in entries:
        groups[(entry.ledger, entry.reporter, entry.partner, entry.unit)].append(entry)
    found: list[Excess] = []
    for group in groups.values():
        if len(group) < 2:
            continue
        sound = [entry for entry in group if not entry.doubted]
        first = list(_Group(sound).excesses())
        found += first
        if len(sound) < len(group):
            known = {frozenset(e.row for e in one.entries) for one in first}
            found += [
                one
                for one in _Group(group).excesses()
                if any(e.doubted for e in one.entries) and frozenset(e.row for e in one.entries) not in known
            ]
    return tuple(found)


def disputes(entries: Iterable[AmountEntry]) -> dict[str, str]:
    """For every row whose word is weakened, what stands against it; the first found stands for all."""
    found: dict[str, str] = {}
    for excess in excesses(entries):
        for entry in excess.disputed:
            found.setdefault(entry.row, f"{plain(entry.value)} {entry.unit} {excess.against(entry)}")
    return found


class _Group:
    """The amounts of one ledger, two states and one unit, by direction and goods, then by their days."""

    def __init__(self, entries: Sequence[AmountEntry]) -> None:
        self._by: dict[Series, dict[Days, list[AmountEntry]]] = defaultdict(lambda: defaultdict(list))
        for entry in entries:
            self._by[entry.flow, entry.hs][entry.days].append(entry)
        # What lies around and inside each period and code, found once: a table may have many thousand codes.
        self._around: dict[Days, list[Days]] = {}
        self._inside: dict[Days, list[Days]] = {}
        self._days = sorted({days for series in self._by.values() for days in series})
        self._below: dict[tuple[str, Days, str], list[str]] = defaultdict(list)
        for (flow, hs), series in self._by.items():
            for days in series:
                for over in _over(hs):
                    self._below[flow, days, over].append(hs)

    def excesses(self) -> Iterator[Excess]:
        alone: set[str] = set()
        for series in list(self._by):
            for listed in list(self._by[series].values()):
                for part in listed:
                    for whole in self._wholes(part):
                        if _above((part,), whole):
                            alone.add(part.row)
                            yield Excess((part,), whole)
        for series in list(self._by):
            for listed in list(self._by[series].values()):
                for whole in listed:
                    for parts in (self._directions(whole), self._periods(whole), self._goods(whole)):
                        if len(parts) > 1 and _above(parts, whole) and not any(p.row in alone for p in parts):
                            yield Excess(parts, whole)
                    yield from self._shortfall(whole)

    def _shortfall(self, whole: AmountEntry) -> Iterator[Excess]:
        """Both directions are all there is: what they make at most is no less than the two-way total."""
        if whole.flow != BOTH or whole.low is None:
            return
        sides = [self._most((flow, whole.hs), whole.days, whole) for flow in ("export", "import")]
        if sides[0] is None or sides[1] is None:
            return
        if (sides[0].high or Decimal(0)) + (sides[1].high or Decimal(0)) < whole.low:
            yield Excess((sides[0], sides[1]), whole, short=True)

    def _most(self, series: Series, days: Days, whole: AmountEntry) -> AmountEntry | None:
        """The row that says most; None where one of them has no upper end."""
        listed = self._by[series].get(days, ()) if series in self._by else ()
        fitting = [entry for entry in listed if _comparable(entry, whole)]
        if any(entry.high is None for entry in fitting):
            return None
        return max(fitting, key=lambda e: (e.high or Decimal(0), e.row), default=None)

    def _wholes(self, part: AmountEntry) -> Iterator[AmountEntry]:
        for flow in dict.fromkeys((part.flow, BOTH)):
            for hs in (part.hs, *_over(part.hs)):
                series = self._by.get((flow, hs))
                if series is None:
                    continue
                for days in self._containing(part.days):
                    if (flow, hs, days) != (part.flow, part.hs, part.days):
                        yield from series.get(days, ())

    def _containing(self, days: Days) -> list[Days]:
        if days not in self._around:
            self._around[days] = [other for other in self._days if _inside(days, other)]
        return self._around[days]

    def _inner(self, days: Days) -> list[Days]:
        if days not in self._inside:
            self._inside[days] = [other for other in self._days if other != days and _inside(other, days)]
        return self._inside[days]

    def _directions(self, whole: AmountEntry) -> tuple[AmountEntry, ...]:
        """What is surely inside of either direction, over the whole period or shorter ones."""
        if whole.flow != BOTH:
            return ()
        sides = [self._packed((flow, whole.hs), whole, own=True) for flow in ("export", "import")]
        return (*sides[0], *sides[1]) if all(sides) else ()

    def _periods(self, whole: AmountEntry) -> tuple[AmountEntry, ...]:
        return self._packed((whole.flow, whole.hs), whole)

    def _packed(self, name: Series, whole: AmountEntry, *, own: bool = False) -> tuple[AmountEntry, ...]:
        """The periods that do not overlap and together are surely the most; with ``own`` the whole's own too."""
        inside = [*self._inner(whole.days), *([whole.days] if own else [])]
        listed = [e for days in inside if (e := self._least(name, days, whole)) is not None]
        listed.sort(key=lambda e: (e.days[1], e.days[0]))
        best: list[tuple[Decimal, tuple[AmountEntry, ...]]] = [(Decimal(0), ())]
        for place, entry in enumerate(listed):
            before = next((n for n in range(place, 0, -1) if listed[n - 1].days[1] < entry.days[0]), 0)
            taken = (best[before][0] + (entry.low or Decimal(0)), (*best[before][1], entry))
            best.append(max(best[place], taken, key=lambda pair: pair[0]))
        return best[-1][1]

    def _goods(self, whole: AmountEntry) -> tuple[AmountEntry, ...]:
        """The codes below that do not overlap and together are surely the most, from the finest up."""
        below = self._below.get((whole.flow, whole.days, whole.hs), [])
        known = set(below)
        sums: dict[str, tuple[Decimal, tuple[AmountEntry, ...]]] = {}
        for code in [*sorted(below, key=lambda c: (-len(c), c)), whole.hs]:
            best = sums.get(code, (Decimal(0), ()))
            own = None if code == whole.hs else self._least((whole.flow, code), whole.days, whole)
            if own is not None and (own.low or Decimal(0)) >= best[0]:
                best = (own.low or Decimal(0), (own,))
            sums[code] = best
            if code != whole.hs:
                over = next((code[:n] for n in range(len(code) - 1, 1, -1) if code[:n] in known), whole.hs)
                low, parts = sums.get(over, (Decimal(0), ()))
                sums[over] = (low + best[0], (*parts, *best[1]))
        return sums[whole.hs][1]

    def _least(self, series: Series, days: Days, whole: AmountEntry) -> AmountEntry | None:
        """Of several rows of one thing the one that says least: what cannot hold even so cannot hold at all."""
        listed = self._by[series].get(days, ()) if series in self._by else ()
        fitting = [entry for entry in listed if entry.low is not None and _comparable(entry, whole)]
        return min(fitting, key=lambda e: (e.low or Decimal(0), e.row), default=None)


def _above(parts: Sequence[AmountEntry], whole: AmountEntry) -> bool:
    if whole.high is None or any(part.low is None or not _comparable(part, whole) for part in parts):
        return False
    return sum((part.low or Decimal(0) for part in parts), Decimal(0)) > whole.high


def _comparable(part: AmountEntry, whole: AmountEntry) -> bool:
    if part.vintage and whole.vintage and part.vintage != whole.vintage:
        return False
    # Compilers of estimates need not agree: only what one source says of part and whole is held together.
    shared = not part.sources or not whole.sources or bool(part.sources & whole.sources)
    return shared or part.ledger not in _ESTIMATED


def _over(code: str) -> tuple[str, ...]:
    """What a code lies in: its heading, its chapter, all goods."""
    return () if code == TOTAL else (*(code[:size] for size in range(len(code) - 1, 1, -1)), TOTAL)


def _inside(days: Days, over: Days) -> bool:
    return over[0] <= days[0] and days[1] <= over[1]
