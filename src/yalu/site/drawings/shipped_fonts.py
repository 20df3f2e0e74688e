"""The fonts of pictures: those that the renderer brings, so that a picture is the same on every machine.

Left alone, the renderer takes a font of the machine before its own font of the same name, and maps the file into memory
anew for every letter; that was a third of the time of a picture (`bench/site.py`). So it is first asked for something
where it finds no font of the machine. Those are added once a picture has letters that its own fonts lack, such as
Chinese or Korean ones. This works where fonts are found by fontconfig; elsewhere the renderer takes what it finds.
"""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

import vl_convert

_PLACE = "FONTCONFIG_FILE"
_TEXT = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text y="9">a</text></svg>'
# Letters that Liberation Sans has in all weights (the character set that fontconfig reads off its files), and line ends.
_NOT_SHIPPED = re.compile(
    "[^\t\n\r -~\u00a0-\u017f\u0391-\u03a1\u03a3-\u03ce\u0400-\u045f\u2010\u2011\u2013-\u2015\u2018-\u201e\u2020-\u2022"
    "\u2026\u2030\u2032\u2033\u2039\u203a\u20ac\u2116\u2122\u2190-\u2195\u2212\u2248\u2260\u2264\u2265]"
)
# Where fontconfig's own files say that fonts are; the last two are below the home folder.
_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")


def have_fonts_for(text: str) -> None:
    """Before a text is drawn: make ready the shipped fonts, and those of the machine if it has letters that they lack."""
    _shipped_alone()
    if _NOT_SHIPPED.search(text):
        _with_the_machine()


@cache
def _shipped_alone() -> None:
    """The renderer looks for fonts when first asked, and then never again."""
    before = os.environ.get(_PLACE)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "fonts.conf"
        file.write_text(f"<fontconfig><dir>{escape(folder)}</dir></fontconfig>", encoding="utf-8")
        os.environ[_PLACE] = str(file)
        try:
            vl_convert.svg_to_png(_TEXT)
        finally:
            del os.environ[_PLACE]
            if before is not None:
                os.environ[_PLACE] = before


@cache
def _with_the_machine() -> None:
    for folder in map(os.path.expanduser, _FOLDERS):
        if Path(folder).is_dir():
            vl_convert.register_font_directory(folder)


__all__ = ["have_fonts_for"]
