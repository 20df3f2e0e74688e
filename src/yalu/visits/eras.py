"""Whose era a day or a year belongs to, under a named scheme."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import msgspec

from yalu.case.records import Case, EraScheme, Tenure
from yalu.vocabulary.dates import Window


class Era(msgspec.Struct, frozen=True):
    """One leader's years under one scheme: windows of whole days, and their length in years.

    ``years`` is days / 365.2425 when the scheme cuts by days and a whole number of calendar years
    otherwise. ``tenures`` are the rows it was cut from. Where a day in office is not stated, ``edges`` are the days
    of the windows that may not belong to it, and ``years_least`` is the length without them.
    """

    side: str
    leader: str
    name: str
    windows: tuple[Window, ...]
    years: float
    tenures: tuple[str, ...]
    by: str
    edges: tuple[Window, ...] = ()

    @property
    def years_least(self) -> float:
        """The length of the days that surely belong to it; whole years where its scheme cuts so."""
        off = sum(window.years for window in self.edges)
        if self.by != "days in office":
            off = float(sum(w.end.year - w.start.year + 1 for w in self.edges if w.start and w.end))
        return max(0.0, self.years - off)

    @property
    def span(self) -> Window:
        """From the first to the last day of the era."""
        return Window(self.windows[0].start, self.windows[-1].end)


def observed_until(case: Case) -> date:
    """The last day the compilers looked at; today's silence after it is not evidence.

    Raises ValueError when the case leaves it open, which `yalu case check` refuses.
    """
    if case.observed.end is None:
        raise ValueError(
            f"case {case.id} does not say until when it observed; close `observed` in datapackage.json"
        )
    return case.observed.end


def eras(case: Case, scheme: EraScheme, window: Window) -> tuple[Era, ...]:
    """All eras of both sides inside a window, partner side first, in order of time.

    The window is clipped to what the case observed. Years cut short by the window's ends are left
    out of calendar schemes: half a year observed is not a year with half the visits.
    """
    observed = case.observed.clip(window)
    if observed is None or observed.start is None or observed.end is None:
        return ()
    found: list[Era] = []
    for side in ("partner", "target"):
        office = scheme.offices.get(side)
        held = sorted(
            (t for t in case.tenures if t.side == side and t.office == office),
            key=lambda t: (t.start.earliest, t.id),
        )
        found += _cut(held, scheme.cut, side, observed)
    return tuple(found)


def _cut(held: Sequence[Tenure], cut: str, side: str, observed: Window) -> Iterable[Era]:
    if cut == "days":
        return _by_days(held, side, observed)
    return _by_years(held, cut, side, observed)


def _last_day(tenure: Tenure) -> date | None:
    return None if tenure.end is None else tenure.end.latest


def _by_days(held: Sequence[Tenure], side: str, observed: Window) -> Iterable[Era]:
    spans: dict[str, list[tuple[Window, str]]] = {}
    names = {t.leader: t.name for t in held}
    for tenure in held:
        shared = Window(tenure.start.earliest, _last_day(tenure)).clip(observed)
        if shared is not None:
            spans.setdefault(tenure.leader, []).append((shared, tenure.id))
    for leader, pairs in spans.items():
        windows = _joined(window for window, _ in pairs)
        years = sum(window.years for window in windows)
        ids = tuple(i for _, i in pairs)
        doubtful = _edges([t for t in held if t.id in ids], observed)
        yield Era(side, leader, names[leader], windows, years, ids, "days in office", doubtful)


def _edges(held: Sequence[Tenure], observed: Window) -> tuple[Window, ...]:
    """The days on which the tenures of one leader may not have begun yet, or may be over, and none surely runs."""
    terms = _terms(held)
    ends = [
        Window(w.earliest, w.latest) for t in terms for w in (t.start, t.end) if w is not None and not w.exact
    ]
    doubtful = {day for window in ends for day in _days(window, observed)}
    sure = [(t.start.latest, t.end.earliest if t.end else date.max) for t in terms]
    left = (day for day in doubtful if not any(first <= day <= last for first, last in sure))
    return _joined(Window(day, day) for day in left)


def _days(window: Window, observed: Window) -> Iterable[date]:
    shared = window.clip(observed)
    if shared is not None and shared.start is not None and shared.end is not None:
        yield from (shared.start + timedelta(n) for n in range((shared.end - shared.start).days + 1))


def _terms(held: Iterable[Tenure]) -> list[Tenure]:
    """Tenures of one leader, those put together of which one is stated to begin when the one before it ends."""
    terms: list[Tenure] = []
    for tenure in held:
        before = terms[-1].end if terms else None
        if before is not None and before.text == tenure.start.text:
            terms[-1] = msgspec.structs.replace(terms[-1], end=tenure.end)
        else:
            terms.append(tenure)
    return terms


def _joined(windows: Iterable[Window]) -> tuple[Window, ...]:
    """Closed windows in order of time, those put together that overlap or meet: each day once."""
    joined: list[Window] = []
    for window in sorted(windows, key=lambda w: w.start or date.min):
        last = joined[-1].end if joined else None
        if last is None or window.start is None or window.end is None or window.start > last + timedelta(1):
            joined.append(window)
        else:
            joined[-1] = Window(joined[-1].start, max(last, window.end))
    return tuple(joined)


def _by_years(held: Sequence[Tenure], cut: str, side: str, observed: Window) -> Iterable[Era]:
    years: dict[str, list[int]] = {}
    unsure: dict[str, list[int]] = {}
    tenures: dict[str, list[str]] = {}
    names = {t.leader: t.name for t in held}
    for year in whole_years(observed):
        for tenure in _holders(held, cut, year):
            years.setdefault(tenure.leader, []).append(year)
            tenures.setdefault(tenure.leader, []).append(tenure.id)
            own = _terms(t for t in held if t.leader == tenure.leader)
            if not any(_surely_held(term, cut, year) for term in own):
                unsure.setdefault(tenure.leader, []).append(year)
    reason = "year belongs to who held the office on 1 January"
    if cut == "every_year_touched":
        reason = "every calendar year in which the office was held; years of change count for both"
    for leader, owned in years.items():
        listed = tuple(dict.fromkeys(tenures[leader]))
        doubtful = _joined(map(_year, unsure.get(leader, ())))
        yield Era(
            side,
            leader,
            names[leader],
            _joined(map(_year, owned)),
            float(len(owned)),
            listed,
            reason,
            doubtful,
        )


def _asked_days(cut: str, year: int) -> tuple[date, date]:
    first = date(year, 1, 1)
    return first, first if cut == "year_held_on_1_january" else date(year, 12, 31)


def _surely_held(tenure: Tenure, cut: str, year: int) -> bool:
    """Whether a tenure takes in a day of those asked, wherever in its inexact dates it began and ended."""
    first, last = _asked_days(cut, year)
    return tenure.start.latest <= last and (tenure.end is None or tenure.end.earliest >= first)


def _holders(held: Sequence[Tenure], cut: str, year: int) -> list[Tenure]:
    span = Window(*_asked_days(cut, year))
    unique: dict[str, Tenure] = {}
    for tenure in held:
        if Window(tenure.start.earliest, _last_day(tenure)).clip(span) is not None:
            unique.setdefault(tenure.leader, tenure)
    return list(unique.values())


def whole_years(observed: Window) -> range:
    """The calendar years that lie wholly inside a closed window."""
    if observed.start is None or observed.end is None:
        return range(0)
    first = (
        observed.start.year
        if (observed.start.month, observed.start.day) == (1, 1)
        else observed.start.year + 1
    )
    last = observed.end.year if (observed.end.month, observed.end.day) == (12, 31) else observed.end.year - 1
    return range(first, last + 1)


def _year(year: int) -> Window:
    return Window(date(year, 1, 1), date(year, 12, 31))
