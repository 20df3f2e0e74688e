"""Lists: who stands on which, read from what publishers print, kept as dated snapshots."""

from yalu.screening.lists.bundled import bundled_lists, bundled_parties

__all__ = ["bundled_lists", "bundled_parties"]
