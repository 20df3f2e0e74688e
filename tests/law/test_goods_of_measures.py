"""Which codes a measure is on: of two codes that lie one in the other, the finer decides, exceptions among them."""

from datetime import date

import pytest

from yalu.law import Regime, timeline
from yalu.law.compile.sql_tables import matching
from yalu.law.text.records import InForce, Measure, MeasureGoods

PIG_IRON = Measure(
    id="metals", instrument="made-up", paragraph="1", title="No metals but pig iron, of which one kind",
    addressee="all_member_states", direction="from_target", effect="ban",
    goods=MeasureGoods(text="metals", hs=("72", "720110"), hs_part=("720150",), except_hs=("7201",), basis="law"),
    in_force=InForce(start=date(2020, 1, 1)), known_from=date(2020, 1, 1), sources=("memory",), verified="verified",
)  # fmt: skip


@pytest.mark.parametrize(
    ("code", "answer"),
    [("7202", "yes"), ("720110", "yes"), ("72011000", "yes"), ("720120", ""), ("720150", "part"), ("7201", "may"), ("72", "may"),
     ("7301", "")],
)  # fmt: skip
def test_a_code_named_below_an_exception_is_covered_and_the_exception_itself_in_part(code: str, answer: str):
    law = Regime(name="made up", measures=(PIG_IRON,))
    assert [row["goods"] for row in matching([code], law).to_pylist()] == ([answer] if answer else [])
    assert len(timeline(law, code)) == bool(answer)
