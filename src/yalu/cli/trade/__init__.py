"""`yalu trade`: questions to flows, and a trade file of one's own."""

from yalu.cli.trade import read as _read  # adds its verbs  # noqa: F401
from yalu.cli.trade.commands import app

__all__ = ["app"]
