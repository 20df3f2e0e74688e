"""What a cap has used up, limb by limb: the records that ``caps`` computes and ``cap_words`` explains."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from yalu.vocabulary.answers import YES, Answer
from yalu.vocabulary.intervals import Interval
from yalu.vocabulary.results import Figure, Verdict

CarryOver = Literal["strict", "excess", "whole"]
CARRY_OVER: dict[str, str] = {
    "strict": "each window stands alone, as the text has it",
    "excess": "what the window before exceeded its limit by is charged to this one (a policy, not in the text)",
    "whole": "all that was traded in the window before is charged to this one (a policy, not in the text)",
}


class LimbUse(msgspec.Struct, frozen=True, kw_only=True):
    """One limb of a cap: what is allowed, what was traded and charged, and what share that is.

    ``used`` and ``limit`` are in ``unit``; ``share`` is in percent. ``central`` and ``central_share``
    are the figures as the sources name them, None when no row certainly counts. ``passed`` is
    whether more than the limit was traded.
    """

    kind: Literal["quantity", "value"]
    unit: str
    limit: Interval
    used: Interval
    carried: Interval
    central: Decimal | None
    share: Interval
    central_share: Decimal | None
    passed: Answer

    @property
    def headroom(self) -> Interval:
        """What is left of the limit; below 0 when it is passed."""
        return self.limit - self.used


class PathStep(msgspec.Struct, frozen=True, kw_only=True):
    """Where a cap stood at the end of a day: shares by limb in percent, and whether one was passed."""

    day: date
    period: str
    shares: tuple[tuple[str, Interval], ...]
    passed: Answer


class Scenario(msgspec.Struct, frozen=True, kw_only=True):
    """A cap under one conversion factor; ``factor`` is "" when every row is in the unit of the limit."""

    factor: str
    limbs: tuple[LimbUse, ...]
    path: tuple[PathStep, ...]
    passed: Answer

    @property
    def binding(self) -> str:
        """The limb that is used up more, or "" when the bounds leave it open."""
        if len(self.limbs) == 1:
            return self.limbs[0].kind
        certain = [
            limb.kind
            for limb in self.limbs
            if all(limb.share.exceeds(other.share) == YES for other in self.limbs if other is not limb)
        ]
        if certain:
            return certain[0]
        named = [limb for limb in self.limbs if limb.central_share is not None]
        if len(named) < len(self.limbs) or any(limb.share.high is not None for limb in self.limbs):
            return ""
        # Sums known only from below (one state of many): the figures named still compare like with like.
        return max(named, key=lambda limb: limb.central_share or Decimal(0)).kind

    @property
    def passed_in(self) -> str:
        """The period by whose end the limit had certainly been passed, or ""."""
        return next((step.period for step in self.path if step.passed == YES), "")


class Warned(msgspec.Struct, frozen=True, kw_only=True):
    """A share of the limit at which states are warned or must stop, and whether it was reached."""

    share: float
    reached: Answer
    by: str = ""


class PriceEffect(msgspec.Struct, frozen=True, kw_only=True):
    """How far price, not quantity, used up the value limb; from rows that report both.

    ``price`` and ``cap_price`` are money per unit. The share of the value limb is the share of the
    quantity limb times ``ratio``; ``quantity_points`` and ``price_points`` split it in percentage
    points. ``quantity_at_price`` is how much the value limb allows at this price.
    """

    price: Decimal
    cap_price: Decimal
    ratio: Decimal
    quantity_points: Decimal
    price_points: Decimal
    quantity_at_price: Decimal
    unit: str


class Utilisation(msgspec.Struct, frozen=True, kw_only=True):
    """One cap, window, ledger and carry-over policy: what was used, the verdict, and what it triggered.

    ``trader`` is "" when the trade of all states is summed, else the state whose own limit it is.
    ``scenarios`` has one entry for each conversion factor, or one in all.
    """

    measure: str
    ledger: str
    window: str
    carry_over: CarryOver
    trader: str
    through: date
    scenarios: tuple[Scenario, ...]
    verdict: Verdict
    quantity: Figure | None = None
    value: Figure | None = None
    warnings: tuple[Warned, ...] = ()
    stop: Verdict | None = None
    price: PriceEffect | None = None

    @property
    def binding(self) -> str:
        """The binding limb where every conversion factor agrees on it, else ""."""
        found = {scenario.binding for scenario in self.scenarios}
        return found.pop() if len(found) == 1 else ""

    @property
    def passed_in(self) -> str:
        """The period in which the limit was certainly passed under every conversion factor, else ""."""
        found = {scenario.passed_in for scenario in self.scenarios}
        return found.pop() if len(found) == 1 else ""
