"""What one can search for, shown by words that this case has: one of each kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from yalu.case.records import Case
from yalu.site.data.trade_data import Traded


def examples(case: Case, traded: Traded | None) -> tuple[str, ...]:
    """A guest, a name in another script, a tariff code, a ship by its number and a printed number, as far as the case has them."""
    return tuple(filter(None, _examples(case, traded)))


def _examples(case: Case, traded: Traded | None) -> Iterator[str]:
    yield next((guest for guest, _ in Counter(visit.guest for visit in case.visits).most_common(1)), "")
    yield next(
        (node.original_name for node in case.nodes if node.kind == "person" and node.original_name), ""
    )
    measures = traded.regime.measures if traded is not None else ()
    yield next((code for measure in measures for code in measure.goods.hs if len(code) == 4), "")
    yield next((n for node in case.nodes for n in node.identifiers if n.startswith("IMO ")), "")
    yield next((row.stated for row in case.published if re.fullmatch(r"\d+\.\d+", row.stated)), "")
