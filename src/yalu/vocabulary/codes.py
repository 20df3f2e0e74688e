"""HS codes, and the IMO numbers of ships and of companies.

All are text. A spreadsheet that turns ``0101`` into 101 has made a different code, and a ship's
number and a company's number look alike but follow different checks, so they are different types.
"""

from __future__ import annotations

import re
from typing import Literal

import msgspec

HSLevel = Literal["chapter", "heading", "subheading", "national"]

_LEVELS: dict[int, HSLevel] = {2: "chapter", 4: "heading", 6: "subheading", 8: "national", 10: "national"}
_SHIP_WEIGHTS = (7, 6, 5, 4, 3, 2)
_COMPANY_WEIGHTS = (8, 6, 4, 2, 9, 7)


class CodeError(ValueError):
    """A code is wrong; the message gives the value, the rule and the next step."""


class HSCode(msgspec.Struct, frozen=True, order=True):
    """A code of the Harmonized System: 2, 4, 6, 8 or 10 digits, kept as text.

    The first six digits are international, further ones belong to one country's tariff. A code says
    nothing of its revision: the same digits can mean other goods in another edition of the HS.
    Raises CodeError, with the zero-padded code where a leading zero seems lost.
    """

    digits: str

    def __post_init__(self) -> None:
        _check_hs(self.digits)

    @property
    def level(self) -> HSLevel:
        """Which level of the system the code stands on."""
        return _LEVELS[len(self.digits)]

    @property
    def chapter(self) -> HSCode:
        """The two-digit chapter."""
        return HSCode(self.digits[:2])

    @property
    def heading(self) -> HSCode | None:
        """The four-digit heading, or None for a chapter."""
        return self._first(4)

    @property
    def subheading(self) -> HSCode | None:
        """The six-digit subheading, or None for a shorter code."""
        return self._first(6)

    @property
    def parents(self) -> tuple[HSCode, ...]:
        """The codes above this one, chapter first."""
        return tuple(HSCode(self.digits[:n]) for n in _LEVELS if n < len(self.digits))

    def covers(self, other: HSCode) -> bool:
        """Whether the other code is this one or lies below it.

        A longer code never covers a shorter one: goods known only by heading may lie inside the
        subheading or outside it, which ``may_cover`` tells apart from "no".
        """
        return other.digits.startswith(self.digits)

    def may_cover(self, other: HSCode) -> bool:
        """Whether goods under the other code can be goods under this one."""
        return self.covers(other) or other.covers(self)

    def _first(self, length: int) -> HSCode | None:
        return HSCode(self.digits[:length]) if len(self.digits) >= length else None

    def __str__(self) -> str:
        return self.digits


def hs(code: str) -> HSCode:
    """Read an HS code as tariffs print it: ``2701``, ``27.01``, ``2701.11``, ``2701 11 00``.

    Raises CodeError for a number (quote it), an odd count of digits or a chapter that is not there.
    """
    if isinstance(code, str):
        return HSCode(re.sub(r"(?<=[0-9])[. ](?=[0-9])", "", code.strip()))
    return HSCode(code)


def _check_hs(digits: object) -> None:
    if not isinstance(digits, str):
        raise CodeError(
            f"HS code {digits!r} is not text, so a leading zero may be lost; write it quoted{_padded(digits)}"
        )
    if not re.fullmatch(r"[0-9]+", digits):
        raise CodeError(
            f"HS code {digits!r} is not made of digits; write 2, 4, 6, 8 or 10 digits such as '2701'; "
            "totals have no code: leave the goods out"
        )
    if len(digits) not in _LEVELS:
        hint = _padded(digits) or "; check it against the tariff"
        raise CodeError(f"HS code {digits!r} counts {len(digits)} digits; codes have 2, 4, 6, 8 or 10{hint}")
    if digits[:2] in {"00", "77"}:
        why = "reserved for later use" if digits[:2] == "77" else "not in the system"
        raise CodeError(f"HS code {digits!r}: chapter {digits[:2]} is {why}; check it against the tariff")


def _padded(value: object) -> str:
    """The proposal for a code that lost its leading zero, or "" where none can be made."""
    text = str(value)
    if isinstance(value, bool) or not re.fullmatch(r"[0-9]{1,10}", text):
        return ""
    if len(text) % 2 == 0:
        return f": '{text}'"
    return f"; with the leading zero it is '0{text}'"


class ShipIMO(msgspec.Struct, frozen=True, order=True):
    """A ship's IMO number: seven digits, the last a check on the others.

    The check is the last digit of the sum of the first six times 7, 6, 5, 4, 3, 2 (the scheme is IMO
    resolution A.1117(30)). It misses some slips: in the second, fourth and sixth place a digit that is five off,
    in the third place one that is two, four, six or eight off. Raises CodeError.
    """

    number: str

    def __post_init__(self) -> None:
        _check_imo(self.number, "ship")

    def __str__(self) -> str:
        return f"IMO {self.number}"


class CompanyIMO(msgspec.Struct, frozen=True, order=True):
    """A company's or registered owner's IMO number: seven digits, the last a check on the others.

    The check is (11 - sum mod 11) mod 10 over the first six times 8, 6, 4, 2, 9, 7 (the
    scheme is IMO resolution MSC.160(78); the rule holds for 129 of the 130 company numbers on the OFAC list of 7 May 2024).
    Sums of 0 and 10 modulo 11 share the digit 1, so it misses a slip between those. Raises CodeError.
    """

    number: str

    def __post_init__(self) -> None:
        _check_imo(self.number, "company")

    def __str__(self) -> str:
        return f"IMO {self.number} (company)"


def ship_imo(text: str) -> ShipIMO:
    """Read a ship's number as ``9074729``, ``IMO 9074729`` or ``IMO No. 9074729``; raises CodeError."""
    return ShipIMO(_imo_digits(text))


def company_imo(text: str) -> CompanyIMO:
    """Read a company's number as ``1790183`` or ``IMO 1790183``; raises CodeError."""
    return CompanyIMO(_imo_digits(text))


def ship_check_digit(first_six: str) -> str:
    """The check digit of a ship's number, from its first six digits."""
    return str(_weighted(first_six, _SHIP_WEIGHTS) % 10)


def company_check_digit(first_six: str) -> str:
    """The check digit of a company's number, from its first six digits."""
    return str((11 - _weighted(first_six, _COMPANY_WEIGHTS) % 11) % 10)


def _weighted(digits: str, weights: tuple[int, ...]) -> int:
    if not re.fullmatch(r"[0-9]{6}", digits):
        raise CodeError(f"{digits!r}: a check digit is computed from six digits; give the first six")
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))


def _imo_digits(text: object) -> str:
    if not isinstance(text, str):
        raise CodeError(
            f"IMO number {text!r} is not text, so a leading zero may be lost; write '{text!s:0>7}'"
        )
    return re.sub(r"^IMO\s*(?:No\.?|number)?\s*:?\s*", "", text.strip(), flags=re.IGNORECASE)


def _check_imo(number: str, kind: Literal["ship", "company"]) -> None:
    if not isinstance(number, str) or not re.fullmatch(r"[0-9]{7}", number):
        raise CodeError(f"IMO number {number!r} is not seven digits; write it as IMO 9074729")
    checks = {"ship": ship_check_digit, "company": company_check_digit}
    right = checks[kind](number[:6])
    if number[6] == right:
        return
    other: Literal["ship", "company"] = "company" if kind == "ship" else "ship"
    fits = checks[other](number[:6]) == number[6]
    next_step = (
        f"it fits the rule for a {other}, so see whether it is a {other}'s number"
        if fits
        else "compare it with the source: a digit is wrong or two have changed places"
    )
    raise CodeError(f"IMO {number} is no {kind}'s number: the check digit would be {right}; {next_step}")
