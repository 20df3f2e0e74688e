"""Rungs and conditions as plain lines, with everything that stands beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yalu.chains.knowledge.ladder import Rung
from yalu.vocabulary.results import TrailRow, Verdict, as_text

if TYPE_CHECKING:
    from yalu.chains.facade import Chains


def rung_text(rung: Rung) -> str:
    """The verdict with K, S, actor and day, then its facts, what speaks for the actor, and the law."""
    lines = [
        f"Knowledge of {rung.proposition.replace('_', ' ')}: {rung.said}",
        f"id: {rung.id}",
        f"K{rung.k} {rung.k_name}; S{rung.s} {rung.s_name}; asserted by {', '.join(rung.asserted_by) or 'nobody'}",
        f"because: {rung.reason}",
    ]
    if rung.stated_k is not None:
        lines.append(f"the compilers wrote: K{rung.stated_k} S{rung.stated_s}")
    if rung.differs:
        lines.append(f"differs: {rung.differs}")
    sections = (
        ("Facts", [_row(row) for row in rung.trail.rows]),
        ("Left out", [_row(row) for row in rung.trail.left_out]),
        ("Legal standards this rung reaches", list(rung.trail.rules)),
        ("Notes", list(rung.trail.notes)),
    )
    for heading, rows in sections:
        if rows:
            lines += ["", heading, *(f"  {row}" for row in rows)]
    return "\n".join(lines)


def _row(row: TrailRow) -> str:
    cited = "; ".join(f"{c.title or c.id} ({c.grade})" for c in row.sources)
    why = f" — {row.why}" if row.why else ""
    role = f" [{row.role}]" if row.role else ""
    return f"{row.id}: {row.says}{role}{why}{f' | {cited}' if cited else ''}"


def explain(chains: Chains, wanted: str) -> tuple[str, Verdict | None]:
    """The text of a condition's verdict or of a rung by its id, and the verdict. Raises ChainError."""
    found = chains.explain(wanted)
    return (as_text(found), found) if isinstance(found, Verdict) else (rung_text(found), None)
