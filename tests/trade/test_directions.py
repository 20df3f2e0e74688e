"""Exports, imports and both together are compared with each other."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest

from yalu.trade.facade import Trade

OFFICE = "office:2"


def row(ident: str, flow: str, value: object, period: str = "2025", **more: object) -> dict[str, object]:
    return {
        "id": ident, "period": period, "reporter": "CHN", "partner": "PRK", "flow": flow, "hs": "TOTAL", "value": value,
        "currency": "USD", "ledger": "customs", "sources": OFFICE, **more,
    }  # fmt: skip


def trade(*rows: dict[str, object]) -> Trade:
    return Trade(rows, target="PRK", partner="CHN")


def both(*rows: dict[str, object], flow: str = "export+import"):
    return trade(*rows).total("2025", flow=flow)


def test_where_both_agree_the_more_precise_statement_counts() -> None:
    found = both(
        row("whole", "export+import", 2431, value_stated="2431 USD"),
        row("out", "export", 2220, value_stated="2220 USD"), row("in", "import", 213, value_stated="213 USD"),
    )  # fmt: skip
    assert (found.value, found.low, found.high) == (2431, 2430.5, 2431.5)


def test_two_statements_attested_alike_that_cannot_both_hold_leave_bounds_over_both() -> None:
    found = both(row("whole", "export+import", 420), row("out", "export", 193), row("in", "import", 233))
    assert (found.value, found.low, found.high) == (None, 420, 426)
    assert any("contradict: 420 (whole) and 426 (out, in)" in note for note in found.trail.notes)


@pytest.mark.parametrize(("digit", "value"), [("office:1", 420), ("office:3", 426)])
def test_the_better_attested_of_the_two_counts(digit: str, value: int) -> None:
    found = both(
        row("whole", "export+import", 420, sources=digit), row("out", "export", 193), row("in", "import", 233)
    )
    assert found.value == value


def test_a_first_release_of_both_gives_way_to_directions_that_are_of_none() -> None:
    found = both(
        row("whole", "export+import", 654, vintage="first"),
        row("out", "export", 363),
        row("in", "import", 293),
    )
    assert found.value == 656


def test_one_direction_is_what_the_total_leaves() -> None:
    found = both(row("whole", "export+import", 420), row("in", "import", 233), flow="export")
    assert found.value == 187


def test_a_total_below_one_of_its_directions_leaves_no_number_for_the_other() -> None:
    found = both(row("whole", "export+import", 90), row("out", "export", 100), flow="import")
    assert (found.value, found.low, found.high) == (None, 0, None)
    assert "the whole is less than its part: the rows contradict each other" in found.trail.notes
    found = both(
        row("whole", "export+import", 90, value_stated="about 90"), row("out", "export", 95, value_stated="about 95"),
        flow="import",
    )  # fmt: skip
    assert (found.value, found.low) == (None, 0)
    assert found.high is not None and found.high > 0


def test_months_and_a_total_bound_a_direction_that_was_not_printed() -> None:
    found = both(
        row("whole", "export+import", 420), row("jan", "export", 30, "2025-01"), row("feb", "import", 11, "2025-02"),
        flow="export",
    )  # fmt: skip
    assert (found.value, found.low, found.high) == (None, 30, 409)
    assert any(note.startswith("missing: rows for the whole of 2025") for note in found.trail.notes)


def test_a_total_alone_bounds_each_direction_from_above() -> None:
    found = both(row("whole", "export+import", 420), flow="import")
    assert (found.value, found.low, found.high) == (None, 0, 420)


def test_a_vague_row_beside_contradicting_ones_widens_nothing() -> None:
    found = both(
        row("exact", "export+import", 2789, value_stated="2789 USD"), row("other", "export+import", 2805, value_stated="2805 USD"),
        row("vague", "export+import", 2800, value_stated="nearly 2800 USD"),
    )  # fmt: skip
    assert (found.value, found.low, found.high) == (None, 2788.5, 2805.5)


def test_bounds_hold_for_every_trade_that_the_rows_can_come_from() -> None:
    """Two half-years of both directions, each to ten dollars; a table shows some of them, or sums of them, rounded to ten."""
    amounts = (0, 7, 33)
    shown = [
        ("out-1", "export", "2025-01/2025-06", (0,)), ("in-1", "import", "2025-01/2025-06", (2,)),
        ("in-2", "import", "2025-07/2025-12", (3,)), ("both", "export+import", "2025", (0, 1, 2, 3)),
        ("both-1", "export+import", "2025-01/2025-06", (0, 2)),
    ]  # fmt: skip
    for kept in product((False, True), repeat=len(shown)):
        for truth in product(amounts, repeat=4):
            rows = []
            for keep, (ident, flow, period, parts) in zip(kept, shown, strict=True):
                if keep:
                    said = 10 * round(sum(truth[n] for n in parts) / 10)
                    rows.append(
                        row(
                            ident,
                            flow,
                            said,
                            period,
                            value_stated=f"{said - 5}-{said + 5} USD" if said else "0-5 USD",
                        )
                    )
            if not rows:
                continue
            asked = trade(*rows)
            for flow, parts in (("export", (0, 1)), ("import", (2, 3)), ("export+import", (0, 1, 2, 3))):
                found = asked.total("2025", flow=flow)
                true = Decimal(sum(truth[n] for n in parts))
                assert found.low is None or found.low <= true, (kept, truth, flow, found.low)
                assert found.high is None or found.high >= true, (kept, truth, flow, found.high)
