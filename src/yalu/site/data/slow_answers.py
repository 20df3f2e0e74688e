"""What takes a site seconds to ask: claims checked and options compared. A second process asks it beside the rest.

It stands apart from the pages, so that the second process need not load what draws and renders them.
"""

from __future__ import annotations

from functools import lru_cache

from yalu.claims.facade import Claims
from yalu.claims.records import Checked
from yalu.policy.facade import PolicyDesk
from yalu.policy.results.comparison import PolicyComparison
from yalu.site.frame.second_process import unpacked


def check(claims: Claims) -> tuple[Checked, ...]:
    """Every claim of a case with its verdicts."""
    return tuple(claims.check())


def compared(asked: bytes, policy: str) -> PolicyComparison:
    """One option of a packed case under a packed regime, or all of them when none is named."""
    return _desk(asked).compare([policy] if policy else ())


@lru_cache(maxsize=1)
def _desk(asked: bytes) -> PolicyDesk:
    case, regime = unpacked(asked)
    return PolicyDesk(case, regime=regime)
