"""Holdings made whole: strangers hold what the owners on record cannot."""

from decimal import Decimal

from yalu.screening.ownership import Holding


def with_strangers(rows):
    """The rows, and one more for every entity whose owners cannot hold all of it."""
    held = {}
    for row in rows:
        share = Decimal(0) if row.kind != "owned" else Decimal(100) if row.high is None else row.high
        held[row.owned] = held.get(row.owned, Decimal(0)) + share
    return [
        *rows,
        *(
            Holding(id=f"others>{owned}", owner="Others", owned=owned, low=100 - share, high=100 - share)
            for owned, share in held.items()
            if share < 100
        ),
    ]
