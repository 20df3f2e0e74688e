"""Published figures beside ours: those of trade are in the same table and are none of the visits' business."""

import yalu
from yalu.visits.published import TRADE_FIGURES


def test_published_figures_of_trade_are_left_out_of_those_of_visits():
    opened = yalu.open_case("china-dprk")
    of_trade = {row.id for row in opened.case.published if row.figure in TRADE_FIGURES}
    listed = {beside.published for beside in opened.visits.published()}
    assert len(of_trade) == 52
    assert listed == {row.id for row in opened.case.published} - of_trade


def test_every_published_figure_of_the_bundled_case_is_one_somebody_computes():
    besides = yalu.open_case("china-dprk").visits.published()
    assert [b.reason for b in besides if "no figure named" in b.reason] == []
