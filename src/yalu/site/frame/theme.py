"""The look of every chart: one palette with meaning, one typeface, sizes that survive a phone.

A spec is drawn with the fixed light colours below. In a page each of them becomes a CSS class, so
that the same drawing follows light and dark; a download keeps the light colours.
"""

from __future__ import annotations

from typing import Any

# The renderer brings Liberation Sans, so a picture is the same wherever it is drawn. Arial shares its metrics and
# Helvetica nearly: what is measured at build time fits on the reader's screen too.
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"

INK = "#1b1d21"
SOFT = "#575a61"
RULE = "#dcd8cf"
BAND = "#f1eee6"
PAPER = "#fffffe"
CONTEXT = "#85878d"
PARTNER = "#1f5f99"
PARTNER_SOFT = "#c3d6e8"
TARGET = "#b04a0a"
TARGET_SOFT = "#f1d3bd"
PUBLISHED = "#a3125f"
HEAT = ("#f7f5ef", "#e9e5da", "#d9d4c5", "#c7c0ad")

# Which CSS class suffix stands for which drawn colour; static/site.css gives both themes.
TOKENS = {
    INK: "ink", SOFT: "soft", RULE: "rule", BAND: "band", PAPER: "paper", CONTEXT: "context", PARTNER: "partner",
    PARTNER_SOFT: "partner-soft", TARGET: "target", TARGET_SOFT: "target-soft", PUBLISHED: "published",
} | {colour: f"heat-{step}" for step, colour in enumerate(HEAT, start=1)}  # fmt: skip

WIDE = 800
NARROW = 340


def side_colour(side: str) -> str:
    """The colour of one side, grey for anything that belongs to neither."""
    return {"partner": PARTNER, "target": TARGET}.get(side, CONTEXT)


def side_tint(side: str) -> str:
    """The pale colour of one side, for what the sources leave open."""
    return {"partner": PARTNER_SOFT, "target": TARGET_SOFT}.get(side, RULE)


def config(*, narrow: bool) -> dict[str, Any]:
    """The Vega-Lite config of every chart; a narrow one keeps its text at 12 px on a 340 px drawing."""
    size = 12 if narrow else 13
    axis = {
        "labelFont": FONT, "titleFont": FONT, "labelFontSize": size, "titleFontSize": size,
        "titleFontWeight": "normal", "labelColor": SOFT, "titleColor": SOFT, "gridColor": RULE, "domain": False,
        "ticks": False, "labelPadding": 6, "labelLimit": 160 if narrow else 260,
    }  # fmt: skip
    return {
        "font": FONT, "background": "transparent", "view": {"stroke": None},
        "padding": {"left": 2, "right": 6, "top": 6, "bottom": 2}, "axis": axis,
        "axisX": {"grid": False, "tickColor": RULE, "labelFlush": False},
        "text": {"font": FONT, "fontSize": size, "color": INK}, "rule": {"color": RULE}, "legend": {"disable": True},
    }  # fmt: skip
