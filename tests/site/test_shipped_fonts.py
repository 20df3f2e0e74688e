"""Pictures are drawn with the fonts that the renderer brings, and with the machine's for the letters these lack."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from yalu.site.drawings.vega_to_svg import png

DRAW = """
import sys
from yalu.site.drawings.shipped_fonts import have_fonts_for
import vl_convert
svg = sys.argv[1]
have_fonts_for(svg)
sys.stdout.buffer.write(vl_convert.svg_to_png(svg))
"""
FONTS = Path("/usr/share/fonts")


def picture(text: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="60">'
        f'<text x="5" y="40" font-size="30" font-family="Liberation Sans, sans-serif">{text}</text></svg>'
    )


def drawn(text: str, **environment: str) -> bytes:
    asked = [sys.executable, "-c", DRAW, picture(text)]
    return subprocess.run(asked, check=True, capture_output=True, env=os.environ | environment).stdout


def test_a_picture_is_the_same_whatever_fonts_a_machine_has(tmp_path: Path) -> None:
    bare, full = tmp_path / "bare.conf", tmp_path / "full.conf"
    bare.write_text(f"<fontconfig><dir>{tmp_path}</dir></fontconfig>", encoding="utf-8")
    full.write_text(f"<fontconfig><dir>{FONTS}</dir></fontconfig>", encoding="utf-8")
    text = "Crisis to visit: 9–434 days ≥ “ten”"
    assert drawn(text, FONTCONFIG_FILE=str(bare)) == drawn(text, FONTCONFIG_FILE=str(full))


@pytest.mark.skipif(not any(FONTS.rglob("*CJK*")), reason="this machine has no Chinese or Korean letters")
def test_letters_that_the_renderer_lacks_are_drawn_with_those_of_the_machine() -> None:
    assert len({drawn("金正恩"), drawn("金正日"), drawn("김정은"), drawn("")}) == 4


def test_the_place_of_the_fonts_is_as_it_was_after_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", "/a/file/of/ours.conf")
    png(picture("a"))
    assert os.environ["FONTCONFIG_FILE"] == "/a/file/of/ours.conf"
