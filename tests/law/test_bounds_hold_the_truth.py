"""Whatever was traded and however it is reported, the bounds of a cap hold what was traded.

Consignments are drawn first; the table of flows is then what statistical offices could make of them: by month or
quarter, of all states or state by state or both, under the heading or its subheadings or both, exact or rounded, and
with months left out. No report says anything untrue, so no bound may leave the truth outside.
"""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.law.sentences import regime
from tests.properties import tried
from yalu.engine import open_engine
from yalu.law import Evaluation

CAP = "unscr-2321-op26b-coal-2017"
ENGINE = open_engine("duckdb")
STATES = ("CHN", "RUS", "THA")
CODES = ("270111", "270112")
MONTHS = range(1, 8)
Consignment = tuple[str, str, int, int]  # state, code, month, tonnes

consignments = st.lists(
    st.tuples(
        st.sampled_from(STATES), st.sampled_from(CODES), st.sampled_from(MONTHS), st.integers(1, 400_000)
    ),
    min_size=1,
    max_size=6,
)
# How one span is reported: which states, which codes, and to which multiple of tonnes it is rounded.
styles = st.fixed_dictionaries(
    {
        "by": st.sampled_from(["all", "states", "both"]),
        "codes": st.sampled_from(["heading", "subheadings", "both"]),
        "rounded": st.sampled_from([1, 1000]),
        "left_out": st.booleans(),
    }
)
spans = st.sampled_from([[(m, m) for m in MONTHS], [(1, 3), (4, 6), (7, 7)], [(1, 1), (2, 4), (5, 7)]])


@tried(10)
@given(consignments, spans, st.lists(styles, min_size=7, max_size=7))
def test_the_bounds_of_a_cap_hold_what_was_traded(
    traded: list[Consignment], cut: list[tuple[int, int]], chosen: list[dict[str, Any]]
):
    rows = [row for span, style in zip(cut, chosen, strict=False) for row in reported(traded, span, style)]
    if not rows:
        return
    evaluation = Evaluation(regime("un-dprk"), rows, target="PRK", open_ended=False, engine=ENGINE)
    truth = sum(tonnes for _, _, _, tonnes in traded)
    for use in evaluation.utilisation(measure=CAP):
        used = next(limb.used for limb in use.scenarios[0].limbs if limb.kind == "quantity")
        assert used.low is None or used.low <= truth, "more than was traded is called certain"
        assert used.high is None or truth <= used.high, "what was traded is called impossible"


def reported(traded: list[Consignment], span: tuple[int, int], style: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of one span; nothing at all where it is left out."""
    if style["left_out"]:
        return []
    inside = [one for one in traded if span[0] <= one[2] <= span[1]]
    whose = {"all": ["ALL"], "states": list(STATES), "both": ["ALL", *STATES]}[style["by"]]
    codes = {"heading": ["2701"], "subheadings": list(CODES), "both": ["2701", *CODES]}[style["codes"]]
    return [
        row(
            span,
            who,
            code,
            sum(t for s, c, _, t in inside if who in {"ALL", s} and code in {"2701", c}),
            style,
        )
        for who in whose
        for code in codes
    ]


def row(span: tuple[int, int], who: str, code: str, tonnes: int, style: dict[str, Any]) -> dict[str, Any]:
    """One row of the flows table, with the figure as it was printed."""
    # A figure of one digit is read as good to 5 % (docs/precision.md), so only longer ones are printed rounded.
    coarse = style["rounded"] == 1000 and tonnes >= 10_000
    rounded = round(tonnes, -3) if coarse else tonnes
    printed = f"{rounded // 1000} thousand t" if coarse else f"exactly {tonnes} t"
    return {
        "period": f"2017-{span[0]:02}" if span[0] == span[1] else f"2017-{span[0]:02}/2017-{span[1]:02}",
        "reporter": who,
        "partner": "PRK",
        "flow": "import",
        "hs": code,
        "quantity": rounded,
        "unit": "t",
        "quantity_stated": printed,
        "ledger": "committee",
    }
