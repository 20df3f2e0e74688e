"""Outside judges of our formats: real readers of what we write, installed by `make judges`."""

import importlib.util
import os
from typing import Any

import pytest


def judge(name: str) -> Any:
    """The outside judge of a format; where YALU_JUDGES is set, as in continuous integration, its absence fails."""
    if importlib.util.find_spec(name) is None and os.environ.get("YALU_JUDGES"):
        pytest.fail(f"YALU_JUDGES is set and {name} is not installed: make judges")
    return pytest.importorskip(name)
