"""Verdicts on claims in words, for the terminal and for explanations."""

from __future__ import annotations

import textwrap
from typing import Any

from yalu.claims.records import VERDICTS, Checked, JudgedClaim, ReadingGrid
from yalu.claims.verdicts.joint import quoted
from yalu.documents.choices import ChoiceError, unknown
from yalu.visits.explanations import Explanation
from yalu.vocabulary.results import as_text


def verdict_word(word: str | None) -> None:
    """Refuse what is no verdict. Raises ChoiceError naming the nearest."""
    known = [*VERDICTS, "not_checkable"]
    if word is not None and word not in known:
        raise ChoiceError(unknown("verdict", word, known))


def judged_lines(found: JudgedClaim, *, trail: bool = True) -> list[str]:
    """A verdict with meaning, readings, slips and trail."""
    lines = [
        f"{found.verdict.replace('_', ' ').upper()}{_whose(found)}: {found.reason}",
        f"stated: {found.stated}" + (f" (read as {found.meaning})" if found.meaning else ""),
        f"ours:   {found.ours}"
        + (f" (stated less ours: {found.difference:+,.4g})" if found.difference is not None else ""),
    ]
    if found.figure is not None and found.figure.trail.observed is not None:
        lines.append(f"observed: {found.figure.trail.observed.says}")
    lines += [f"complete: {one.says}" for one in found.completeness]
    if found.conditions:
        lines += ["holds if:", *(f"  {condition}" for condition in found.conditions)]
    if found.slips:
        lines += ["", "Would be explained by, the strongest explanation first"]
        lines += [f"  {slip.kind.replace('_', ' ')}: {slip.says} ({slip.recomputed})" for slip in found.slips]
    if found.clashes:
        lines += ["", "The article says elsewhere", *(f"  {clash}" for clash in found.clashes)]
    if found.grid is not None:
        lines += ["", *_grid(found.grid)]
    if trail and found.figure is not None:
        lines += ["", as_text(found.figure)]
    return lines


def _whose(found: JudgedClaim) -> str:
    return f", AS REPORTED BY {found.as_reported_by}" if found.as_reported_by else ""


def _grid(grid: ReadingGrid) -> list[str]:
    labels = grid.labels
    share = "none can be computed" if grid.share is None else grid.counted
    lines = [f"Readings: {grid.readings}, {share}" + (", only in a corner" if grid.corner else "")]
    if grid.deciding:
        choice = next(c for c in grid.choices if c.name == grid.deciding)
        lines.append(
            f"deciding: {labels.name(choice.name)} ("
            + ", ".join(f"{labels.quoted(choice.name, o)} {a}/{b}" for o, (a, b) in choice.options.items())
            + ")"
        )
    for row in grid.rows[:12]:
        named = ", ".join(f"{k}={v}" for k, v in row.choices.items()) or "as stated"
        # The first clause says what is wanting; the whole reason of the verdict stands above, of the others in JSON.
        why = f" ({row.why.partition('; ')[0]})" if row.why and row.stand == "cannot_say" else ""
        lines.append(f"  {row.role:13} {row.stand.replace('_', ' '):10} {row.shown:24} {named}{why}")
    if len(grid.rows) > 12:
        lines.append(f"  and {len(grid.rows) - 12} more; --json has all of them")
    lines += [  # the rows have what can be typed; what it stands for is said once
        f"  {name}={value}: {labels.value(name, value)}"
        for name, values in labels.values.items()
        for value in values
        if any(row.choices.get(name) == value for row in grid.rows[:12])
    ]
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
        return [*lines, *joint_lines(row), f"NOT CHECKABLE: {claim.not_checkable}"]
    lines += [*parts_lines(row), *joint_lines(row), *judged_lines(row.today)]
    if row.then is not None:
        lines += [
            "",
            f"By what was known on {claim.published}: {row.then.verdict.replace('_', ' ')}: {row.then.reason}",
        ]
    return [*lines, *(["", f"note: {claim.notes}"] if claim.notes else [])]


def parts_lines(row: Checked) -> list[str]:
    """Which words the verdict is about, where they are not the whole quote, and which nobody asked."""
    lines = [f"tested: “{row.tested}”"] if row.claim.tests else []
    if row.unasked:
        lines.append(f"PARTLY CHECKED: no question takes up {quoted(row.unasked)}")
    return [*lines, ""] if lines else []


def joint_lines(row: Checked) -> list[str]:
    """The verdict on the sentence of which a claim is a part."""
    joint = row.joint
    if joint is None:
        return []
    word = joint.verdict.replace("_", " ").upper()
    return [f"The sentence as a whole ({', '.join(joint.parts)})", f"  {word}: {joint.reason}", ""]


def explain(row: Checked) -> Explanation:
    """One claim as ``yalu explain`` tells it."""
    figure = row.today.figure if row.today is not None else None
    return Explanation(row.id, "claim", "\n".join(checked_lines(row)), figure=figure)


def subject_lines(row: dict[str, Any], *, whole: bool) -> list[str]:
    """A subject on one line, or with its parameters and an example."""
    if not whole:
        return [f"{row['name']:22} {row['title']}"]
    lines = [
        *textwrap.wrap(f"{row['name']}: {row['title']}", _WIDTH),
        f"unit: {row['unit'] or 'as asked'}",
        "",
        "Parameters",
    ]
    for parameter in row["parameters"]:
        lines += _parameter_lines(parameter)
    return [*lines, "", "Example", f"  {row['example']}"]


# A terminal's usual width; a name longer than the column before the help has a line of its own.
_WIDTH, _COLUMN, _SHORT, _LISTED = 80, 20, 24, 200


def _parameter_lines(parameter: dict[str, Any]) -> list[str]:
    """A parameter with its help and values, no line longer than a terminal is wide; long values stand one a line."""
    marks = ["needed"] if parameter["required"] else []
    marks += [f"default {parameter['default']}"] if parameter["default"] else []
    others = [f"--{name.replace('_', '-')}" for name in parameter["also"]]
    marks += [f"also {', '.join(others)}"] if others else []
    said = parameter["help"] + (f" ({'; '.join(marks)})" if marks else "")
    name, indent = f"  --{parameter['name'].replace('_', '-')}", " " * _COLUMN
    lines = textwrap.wrap(said, _WIDTH - _COLUMN) or [""]
    first = [f"{name:{_COLUMN}}{lines[0]}"] if len(name) < _COLUMN else [name, indent + lines[0]]
    lines = first + [indent + line for line in lines[1:]]
    values = [value or "any" for value in parameter["values"][:_LISTED]]
    if not values:
        return lines
    if parameter["open"]:
        lines.append(f"{indent}tried with all unless named:")
    if any(len(value) > _SHORT for value in values):
        return lines + [
            line
            for value in values
            for line in textwrap.wrap(
                value, _WIDTH, initial_indent=indent, subsequent_indent=indent + "  ", break_long_words=False
            )
        ]
    # A value is never broken: its hyphens are part of its name.
    return lines + textwrap.wrap(
        ", ".join(values), _WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
    )
