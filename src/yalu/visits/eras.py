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
    otherwise. ``tenures`` are the rows it was cut from.
    """

    side: str
    leader: str
    name: str
    windows: tuple[Window, ...]
    years: float
    tenures: tuple[str, ...]
    by: str

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
        windows = tuple(window for window, _ in pairs)
        years = sum(window.years for window in windows)
        yield Era(side, leader, names[leader], windows, years, tuple(i for _, i in pairs), "days in office")


def _by_years(held: Sequence[Tenure], cut: str, side: str, observed: Window) -> Iterable[Era]:
    years: dict[str, list[int]] = {}
    tenures: dict[str, list[str]] = {}
    names = {t.leader: t.name for t in held}
    for year in whole_years(observed):
        for tenure in _holders(held, cut, year):
            years.setdefault(tenure.leader, []).append(year)
            tenures.setdefault(tenure.leader, []).append(tenure.id)
    reason = "year belongs to who held the office on 1 January"
    if cut == "every_year_touched":
        reason = "every calendar year in which the office was held; years of change count for both"
    for leader, owned in years.items():
        listed = tuple(dict.fromkeys(tenures[leader]))
        yield Era(side, leader, names[leader], _runs(owned), float(len(owned)), listed, reason)


def _holders(held: Sequence[Tenure], cut: str, year: int) -> list[Tenure]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    span = Window(first, first if cut == "year_held_on_1_january" else last)
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


def _runs(years: Sequence[int]) -> tuple[Window, ...]:
    """Neighbouring years joined into windows, so that a visit across New Year stays inside."""
    windows: list[Window] = []
    for year in sorted(years):
        first, last = date(year, 1, 1), date(year, 12, 31)
        previous = windows[-1] if windows else None
        if previous is not None and previous.end is not None and previous.end + timedelta(1) == first:
            windows[-1] = Window(previous.start, last)
        else:
            windows.append(Window(first, last))
    return tuple(windows)
