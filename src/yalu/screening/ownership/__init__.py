"""Who is owned by a blocked person: holdings added up under each authority's own rule, never merged."""

from yalu.screening.ownership.holdings_files import holdings_of, read_holdings
from yalu.screening.ownership.owners import Alert, Blocked, given, on_lists
from yalu.screening.ownership.records import Holding, OwnershipAnswer, OwnershipPath
from yalu.screening.ownership.rule_answers import Ownership, rule_book

__all__ = [
    "Alert", "Blocked", "Holding", "Ownership", "OwnershipAnswer", "OwnershipPath", "given", "holdings_of",
    "on_lists", "read_holdings", "rule_book",
]  # fmt: skip
