"""Misstatement hypotheses: slips that would explain a statement, each tested by recomputing it; never an accusation."""

from __future__ import annotations

from yalu.claims.slips.ranks import find_slips

__all__ = ["find_slips"]
