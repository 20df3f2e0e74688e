"""Where Yalu keeps between runs what no case holds: lists, judgements, fetched series, drawings."""

from __future__ import annotations

import os
from pathlib import Path

from yalu.documents.problems import refused, shown


def data_home() -> Path:
    """``YALU_HOME`` when set, else where this system keeps the data of a program; it need not exist yet. Raises DocumentError."""
    chosen = os.environ.get("YALU_HOME", "")
    if chosen:
        try:
            return Path(chosen).expanduser()
        except RuntimeError:  # a user there is not
            raise refused(
                "YALU_HOME", f"{shown(chosen)} begins with the home of a user there is not",
                rule="YALU_HOME is the path of a folder", next_step="write the whole path", value=chosen,
            ) from None  # fmt: skip
    import platformdirs  # noqa: PLC0415 - only when no folder was chosen

    return Path(platformdirs.user_data_dir("yalu", appauthor=False))
