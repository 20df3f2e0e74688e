"""Verdicts on claims in words, for the terminal and for explanations."""

from __future__ import annotations

from typing import Any

from yalu.claims.records import VERDICTS, Checked, Grid, Judged
from yalu.documents.choices import ChoiceError, unknown
from yalu.relations.explain import Explanation
from yalu.vocabulary.results import as_text


def verdict_word(word: str | None) -> None:
    """Refuse what is no verdict. Raises ChoiceError naming the nearest."""
    known = [*VERDICTS, "not_checkable"]
    if word is not None and word not in known:
        raise ChoiceError(unknown("verdict", word, known))


def judged_lines(found: Judged, *, trail: bool = True) -> list[str]:
    """A verdict with meaning, readings, slips and trail."""
    lines = [
        f"{found.verdict.replace('_', ' ').upper()}{_whose(found)}: {found.reason}",
        f"stated: {found.stated}" + (f" (read as {found.meaning})" if found.meaning else ""),
        f"ours:   {found.ours}"
        + (f" (stated less ours: {found.difference:+,.4g})" if found.difference is not None else ""),
    ]
    if found.figure is not None and found.figure.trail.observed is not None:
        lines.append(f"observed: {found.figure.trail.observed.says}")
    if found.conditions:
        lines += ["holds if:", *(f"  {condition}" for condition in found.conditions)]
    if found.slips:
        lines += ["", "Would be explained by, most telling first"]
        lines += [f"  {slip.kind.replace('_', ' ')}: {slip.says} ({slip.recomputed})" for slip in found.slips]
    if found.clashes:
        lines += ["", "The article says elsewhere", *(f"  {clash}" for clash in found.clashes)]
    if found.grid is not None:
        lines += ["", *_grid(found.grid)]
    if trail and found.figure is not None:
        lines += ["", as_text(found.figure)]
    return lines


def _whose(found: Judged) -> str:
    return f", AS REPORTED BY {found.as_reported_by}" if found.as_reported_by else ""


def _grid(grid: Grid) -> list[str]:
    share = "none can be computed" if grid.share is None else grid.counted
    lines = [f"Readings: {grid.readings}, {share}" + (", only in a corner" if grid.corner else "")]
    if grid.deciding:
        choice = next(c for c in grid.choices if c.name == grid.deciding)
        lines.append(
            f"deciding: {choice.name} ("
            + ", ".join(f"{o or 'any'} {a}/{b}" for o, (a, b) in choice.options.items())
            + ")"
        )
    for row in grid.rows[:12]:
        named = ", ".join(f"{k}={v}" for k, v in row.choices.items()) or "as stated"
        why = f" ({row.why})" if row.why and row.stand == "cannot_say" else ""
        lines.append(f"  {row.role:13} {row.stand.replace('_', ' '):10} {row.shown:24} {named}{why}")
    if len(grid.rows) > 12:
        lines.append(f"  and {len(grid.rows) - 12} more; --json has all of them")
    return [*lines, *([grid.note] if grid.note else [])]


def checked_lines(row: Checked) -> list[str]:
    """One claim: who said what where, and both verdicts."""
    claim = row.claim
    lines = [
        f"“{claim.quote}”",
        f"{claim.who}, {claim.where}, {claim.published} · {claim.article} · {row.id}",
        "",
    ]
    if row.today is None:
        return [*lines, f"NOT CHECKABLE: {claim.not_checkable}"]
    lines += judged_lines(row.today)
    if row.then is not None:
        lines += [
            "",
            f"By what was known on {claim.published}: {row.then.verdict.replace('_', ' ')}: {row.then.reason}",
        ]
    return [*lines, *(["", f"note: {claim.notes}"] if claim.notes else [])]


def explain(row: Checked) -> Explanation:
    """One claim as ``yalu explain`` tells it."""
    figure = row.today.figure if row.today is not None else None
    return Explanation(row.id, "claim", "\n".join(checked_lines(row)), figure=figure)


def subject_lines(row: dict[str, Any], *, whole: bool) -> list[str]:
    """A subject on one line, or with its parameters and an example."""
    if not whole:
        return [f"{row['name']:22} {row['title']}"]
    lines = [f"{row['name']}: {row['title']}", f"unit: {row['unit'] or 'as asked'}", "", "Parameters"]
    for parameter in row["parameters"]:
        marks = [
            m
            for m in (
                "needed" if parameter["required"] else "",
                f"default {parameter['default']}" if parameter["default"] else "",
            )
            if m
        ]
        lines.append(
            f"  --{parameter['name'].replace('_', '-'):20} {parameter['help']}"
            + (f" ({', '.join(marks)})" if marks else "")
        )
        if parameter["values"]:
            opened = "tried with all unless named: " if parameter["open"] else ""
            lines.append(f"  {'':22} {opened}{', '.join(v or 'any' for v in parameter['values'][:200])}")
    return [*lines, "", "Example", f"  {row['example']}"]
