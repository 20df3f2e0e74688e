"""YAML that reads as something else than it says is kept out of every file we ship."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
FILES = sorted(path for folder in ("data", "tests/golden", "src") for path in (ROOT / folder).rglob("*.y*ml"))
# PyYAML reads these keys as booleans, codes with a leading zero as octal, and NO as false.
BOOLEAN_KEY = re.compile(r"(?:^|[{,])\s*-?\s*(on|off|yes|no|y|n)\s*:", re.IGNORECASE | re.MULTILINE)
BARE_CODE = re.compile(
    r"\b(?:hs|country|reporter|partner|state|except_hs)\s*:\s*\[?\s*(?:0\d+|\d{2,10}|[A-Z]{2,3})\b"
)


def bare(text: str) -> str:
    """The text without comments and quoted parts, where these words may stand."""
    return re.sub(r"\"[^\"]*\"|'[^']*'|(?:^|\s)#[^\n]*", " ", text)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_key_is_read_as_yes_or_no(path):
    assert BOOLEAN_KEY.findall(bare(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_codes_are_quoted(path):
    assert BARE_CODE.findall(bare(path.read_text(encoding="utf-8"))) == []


def test_the_trap_is_real_and_the_test_sees_it():
    assert yaml.safe_load("on: 1") == {True: 1}
    assert BOOLEAN_KEY.findall(bare("{ask: gaps, on: 2017}")) == ["on"]
    assert BARE_CODE.findall(bare("hs: 0101"))
