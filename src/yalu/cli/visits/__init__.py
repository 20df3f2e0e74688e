"""`yalu visits`: what counts, how often, how soon after a crisis, what the counts rest on, and pairs compared."""

from yalu.cli.visits import comparison as _comparison  # adds its verb  # noqa: F401
from yalu.cli.visits import record as _record  # adds its verbs  # noqa: F401
from yalu.cli.visits.commands import app

__all__ = ["app"]
