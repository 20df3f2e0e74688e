"""The timeline of one option as SVG: lanes of law, steps, money and points of no return over the months ahead.

Places along the time are percents and everything else is in pixels, so that one picture fits a phone and a screen.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from yalu.policy.agreement.schedule import months_later
from yalu.site.pages.policy.timeline import LANES, Happening, Lane, Timeline

_HEAD, _ROW, _MARK, _FOOT = 17, 15, 16, 22
_PHONE = 330.0  # labels are kept apart as if the picture were this wide
_LETTER = 6.3
_TURN = 62.0  # labels right of this percent end at their mark instead of beginning there
_TWO_YEARS = 24
_MOST = 4  # rows of labels in a lane; what finds no place stands in the table only


def drawing(course: Timeline) -> str:
    """One inline SVG, coloured by the page; empty when nothing is dated."""
    if not course.happenings:
        return ""
    parts: list[str] = []
    top = 4.0
    for lane, title in LANES.items():
        some = [one for one in course.happenings if one.lane == lane]
        if not some:
            continue
        drawn, height = _lane(lane, title, some, top, course.horizon)
        parts += drawn
        top += height
    axis = list(_axis(course, top))
    said = f"{course.title}. {course.no_return} The table below has every event."
    return "".join(
        [
            f'<svg class="tl" width="100%" height="{top + _FOOT:.0f}" role="img" aria-label="{escape(said)}">',
            *axis, *parts, "</svg>",
        ]
    )  # fmt: skip


def _lane(
    lane: Lane, title: str, some: Iterable[Happening], top: float, horizon: int
) -> tuple[list[str], float]:
    placed = _placed(list(some), horizon)
    rows = max((row for _, row in placed if row is not None), default=0) + 1
    line = top + _HEAD + rows * _ROW + _MARK / 2
    parts = [
        f'<text class="tl-head" x="0" y="{top + 12:.0f}">{escape(title)}</text>',
        f'<line class="tl-line" x1="0" x2="100%" y1="{line:.0f}" y2="{line:.0f}"/>',
    ]
    for one, _ in placed:
        x = _x(one.month, horizon)
        if one.until is not None:
            width = max(_x(one.until, horizon) - x, 0.4)
            parts.append(
                f'<rect class="tl-bar tl-{lane}" x="{x:.2f}%" width="{width:.2f}%" y="{line - 3:.0f}" height="6"/>'
            )
    for one, row in placed:
        x = _x(one.month, horizon)
        if row is not None:
            y = line - _MARK / 2 - row * _ROW - 2
            end = x > _TURN
            anchor = ' text-anchor="end"' if end else ""
            parts.append(f'<line class="tl-tie" x1="{x:.2f}%" x2="{x:.2f}%" y1="{line:.0f}" y2="{y:.0f}"/>')
            parts.append(
                f'<text class="tl-text" x="{x:.2f}%" dx="{-3 if end else 3}" y="{y:.0f}"{anchor}>{escape(one.short)}</text>'
            )
    parts += [_mark(lane, one, _x(one.month, horizon), line) for one, _ in placed]
    return parts, line - top + _MARK / 2 + 8


def _mark(lane: Lane, one: Happening, x: float, line: float) -> str:
    if lane == "gone":
        return f'<rect class="tl-mark tl-gone" x="{x:.2f}%" y="{line - 5:.0f}" width="10" height="10" transform="translate(-5 0)"/>'
    hollow = lane == "money" and one.short.startswith("+")
    return f'<circle class="tl-mark tl-{lane}{" tl-held" if hollow else ""}" cx="{x:.2f}%" cy="{line:.0f}" r="5"/>'


def _placed(some: list[Happening], horizon: int) -> list[tuple[Happening, int | None]]:
    """Each event with the row of its label, none where a label of the same words stands at the same place or no row is free."""
    taken: list[list[tuple[float, float]]] = [[] for _ in range(_MOST)]
    said: set[tuple[str, float]] = set()
    found: list[tuple[Happening, int | None]] = []
    for one in some:
        x = _x(one.month, horizon)
        at = x * _PHONE / 100
        width = len(one.short) * _LETTER + 8
        span = (at - width, at) if x > _TURN else (at, at + width)
        free = (
            n for n, row in enumerate(taken) if all(span[1] < left or right < span[0] for left, right in row)
        )
        row = None if (one.short, round(one.month, 3)) in said else next(free, None)
        said.add((one.short, round(one.month, 3)))
        if row is not None:
            taken[row].append(span)
            for lower in taken[:row]:
                lower.append((at - 2, at + 2))  # the tie runs through the rows below
        found.append((one, row))
    return found


def _axis(course: Timeline, bottom: float) -> Iterable[str]:
    for month in range(0, course.horizon + 1, 12 if course.horizon >= _TWO_YEARS else 6):
        x = 100 * month / course.horizon
        day = months_later(course.start, month)
        anchor = "start" if month == 0 else "end" if month >= course.horizon else "middle"
        yield f'<line class="tl-tick" x1="{x:.2f}%" x2="{x:.2f}%" y1="4" y2="{bottom:.0f}"/>'
        yield f'<text class="tl-head" x="{x:.2f}%" y="{bottom + 15:.0f}" text-anchor="{anchor}">{day:%b} {day.year}</text>'


def _x(month: float, horizon: int) -> float:
    return 100 * min(max(month, 0.0), horizon) / horizon
