"""Every series of the flows knows its first and last day, its gaps and the months it has no row for."""

from __future__ import annotations

from datetime import date
from itertools import chain, combinations

import yalu
from yalu.trade.facade import Trade
from yalu.trade.figures.periods import parse_span


def row(ident: str, flow: str, period: str, value: int = 10, **more: object) -> dict[str, object]:
    return {
        "id": ident, "period": period, "reporter": "CHN", "partner": "PRK", "flow": flow, "hs": "TOTAL", "value": value,
        "currency": "USD", "ledger": "customs", "sources": "office:2", **more,
    }  # fmt: skip


def trade(*rows: dict[str, object]) -> Trade:
    return Trade(rows, target="PRK", partner="CHN")


def test_a_year_covers_its_days_and_none_of_its_months() -> None:
    found = trade(row("a", "export", "2023"), row("b", "export", "2024-02"))
    (series,) = found.total("2024", flow="export").trail.series
    assert series.observed is not None
    assert (series.observed.first, series.observed.last) == (date(2023, 1, 1), date(2024, 2, 29))
    assert [(gap.start, gap.end) for gap in series.observed.gaps] == [(date(2024, 1, 1), date(2024, 1, 31))]
    assert series.missing == tuple(f"2024-{month:02d}" for month in (1, *range(3, 13)))
    assert series.beyond
    assert "it says nothing of later days" in series.says


def test_nothing_is_asked_past_the_last_day_without_saying_so() -> None:
    figure = trade(row("a", "export", "2025")).growth("2026", flow="export").figure
    assert figure.value is None
    assert [one.beyond for one in figure.trail.series] == [True, False]


def test_both_ways_are_covered_by_a_total_or_by_both_directions_and_never_by_one() -> None:
    spans = ("2025-01", "2025-02")
    every = [
        row(f"{flow}-{span}", flow, span) for flow in ("export", "import", "export+import") for span in spans
    ]
    for kept in chain.from_iterable(combinations(every, size) for size in range(1, len(every) + 1)):
        has = {(str(r["flow"]), str(r["period"])) for r in kept}
        (series,) = trade(*kept).total("2025-01/2025-02").trail.series
        known = {s for s in spans if ("export+import", s) in has or {("export", s), ("import", s)} <= has}
        assert set(series.missing) == set(spans) - known if known else series.observed is None
        (one,) = trade(*kept).total("2025-01/2025-02", flow="export").trail.series
        known = {s for s in spans if ("export", s) in has or {("export+import", s), ("import", s)} <= has}
        assert set(one.missing) == set(spans) - known if known else one.observed is None


def test_tonnes_and_barrels_are_series_of_their_own() -> None:
    oil = {"hs": "2710", "value": None, "currency": ""}
    found = trade(
        row("a", "export", "2023", quantity=5, unit="t", **oil),
        row("b", "export", "2024-03", quantity=40, unit="bbl", **oil),
    ).series()
    assert [(one.unit, str(one.observed.last), one.last_month) for one in found] == [
        ("bbl", "2024-03-31", "2024-03"), ("t", "2023-12-31", ""),
    ]  # fmt: skip


def test_the_bundled_series_end_where_their_last_rows_end() -> None:
    for name, flow, last, month in (
        ("china-dprk", "export+import", date(2025, 12, 31), "2025-12"),
        ("china-dprk", "export", date(2025, 12, 31), "2025-12"),
        ("russia-dprk", "export+import", date(2023, 12, 31), ""),
    ):
        case = yalu.open_case(name)
        (found,) = [
            one for one in case.trade.series()
            if (one.reporter, one.partner, one.hs, one.unit, one.ledger, one.flow)
            == (case.case.partner, "PRK", "TOTAL", "USD", "customs", flow)
        ]  # fmt: skip
        assert (found.observed.first, found.observed.last, found.last_month) == (
            date(1998, 1, 1),
            last,
            month,
        )


def test_months_and_missing_months_of_a_series_are_all_of_its_months() -> None:
    for one in yalu.open_case("china-dprk").trade.series():
        if one.months:
            whole = parse_span(f"{one.months[0]}..{one.observed.last:%Y-%m}").months
            assert sorted((*one.months, *one.missing)) == [month.label for month in whole], one.name
