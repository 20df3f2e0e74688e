"""Fetching from UN Comtrade, only when asked: through its official client, with the user's own key."""

from __future__ import annotations

import importlib
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from yalu.trade.files.file_opening import refuse

MOST_ROWS = 250_000


def fetch_comtrade(
    out: str | Path, *, key: str, reporter: str, partner: str | None, period: str, flow: str, hs: str = "TOTAL", yearly: bool = False,
    options: Mapping[str, Any] | None = None,
) -> Path:  # fmt: skip
    """Save an answer of the Comtrade API as JSON, to be read with ``read_trade``; returns the path.

    ``reporter`` and ``partner`` are M49 numbers, ``flow`` is ``M`` or ``X``, ``period`` such as
    ``201701`` (several joined by commas). Needs the package ``comtradeapicall`` and a key of one's own.
    Raises TradeError when either is missing, or when the answer is as long as the API allows and so
    probably cut off.
    """
    out = Path(out)
    if not key:
        refuse(
            out.name, "no key was given", "the Comtrade API answers to a key of one's own",
            "get one free of charge at comtradedeveloper.un.org, or download a CSV and read that",
        )  # fmt: skip
    try:
        client = importlib.import_module("comtradeapicall")
    except ImportError:
        refuse(
            out.name, "the package comtradeapicall is not installed", "live data come through the official client",
            "pip install comtradeapicall, or download a CSV and read that",
        )  # fmt: skip
    frame = client.getFinalData(
        key, typeCode="C", freqCode="A" if yearly else "M", clCode="HS", period=period, reporterCode=reporter, cmdCode=hs, flowCode=flow,
        partnerCode=partner, partner2Code="0", customsCode="C00", motCode="0", maxRecords=MOST_ROWS, format_output="JSON", aggregateBy=None,
        breakdownMode="classic", countOnly=None, includeDesc=True, **dict(options or {}),
    )  # fmt: skip
    rows = [] if frame is None else frame.to_dict(orient="records")
    if len(rows) >= MOST_ROWS:
        refuse(
            out.name, f"the answer has {len(rows):,} rows, as many as the API gives at once", "an answer is whole",
            "ask for fewer periods or goods at once",
        )  # fmt: skip
    plain = [
        {
            name: None if isinstance(value, float) and math.isnan(value) else value
            for name, value in row.items()
        }
        for row in rows
    ]
    waiting = out.with_name(f".{out.name}.part")
    waiting.write_bytes(msgspec.json.encode({"count": len(plain), "data": plain, "error": ""}))
    waiting.replace(out)
    return out
