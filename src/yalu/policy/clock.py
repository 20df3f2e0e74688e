"""The one clock of a comparison: months of 30.4375 days from the first day ahead, for law, levers and deal alike.

A day becomes a month number by its exact count of days, so that a lever on the 31st counts from the 31st.
Twelve such months are a year of 365.25 days.
"""

from __future__ import annotations

import math
from datetime import date

DAYS_A_MONTH = 30.4375


def month_of(start: date, day: date) -> float:
    """How many months after the first day ahead a day begins; below zero before it."""
    return (day - start).days / DAYS_A_MONTH


def days_ahead(months: int) -> int:
    """How many days so many months touch; the last may be touched in part."""
    return math.ceil(months * DAYS_A_MONTH)
