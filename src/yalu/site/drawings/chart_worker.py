"""All pictures of a site, drawn by two processes: a second one begins while this one still computes the findings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import vl_convert

from yalu.site.drawings.kept_drawings import drawn_once
from yalu.site.drawings.standalone_svg import Frame, standalone
from yalu.site.drawings.vega_to_svg import draw, inline, png, refer, spec_text
from yalu.site.frame.figure_page import FigurePage, Key, Site
from yalu.site.frame.second_process import Errand, SecondProcess
from yalu.site.frame.theme import TOKENS

# What the bundle hands to the page.
_SNIPPET = "window.vegaEmbed = vegaEmbed;"


class Job(msgspec.Struct, frozen=True):
    """One picture to draw: its two specs and the words that go inside the kept one."""

    slug: str
    wide: dict[str, Any]
    narrow: dict[str, Any]
    title: str
    subtitle: str
    keys: tuple[Key, ...]
    source: str
    version: str


class Drawn(msgspec.Struct, frozen=True):
    """The pictures of one figure: two for the page, and the files to keep."""

    slug: str
    wide: str
    narrow: str
    svg: bytes
    png: bytes
    spec: bytes
    script: bytes


def job_of(page: FigurePage, site: Site) -> Job | None:
    """The drawing that a figure needs; None when it is a table alone."""
    if page.wide is None or page.narrow is None:
        return None
    cited = page.cited
    named = "; ".join(citation.title or citation.id for citation in cited[:2])
    more = f" and {len(cited) - 2} more" if len(cited) > 2 else ""
    source = f"Sources: {named}{more}" if cited else ""
    return Job(page.slug, page.wide, page.narrow, page.title, page.subtitle, page.keys, source, site.version)


def draw_one(job: Job) -> Drawn:
    """Draw one figure in all its forms."""
    labels = f"{job.slug}-t {job.slug}-d"
    root, small = draw(job.wide), draw(job.narrow)
    refer(small, root)
    kept = standalone(root, Frame(job.title, job.subtitle, job.keys, job.source, job.version))
    wide, narrow = spec_text(job.wide), spec_text(job.narrow)
    tokens = msgspec.json.encode(TOKENS, order="sorted").decode()
    name = msgspec.json.encode(job.slug).decode()
    return Drawn(
        slug=job.slug,
        wide=inline(root, f"{job.slug}-w", labels),
        narrow=inline(small, f"{job.slug}-n", labels),
        svg=kept.encode(),
        png=png(kept),
        spec=wide.encode() + b"\n",
        script=f'yaluSpec({name},{{"wide":{wide},"narrow":{narrow},"tokens":{tokens}}});\n'.encode(),
    )


class Drawing:
    """The drawing of one build: each picture is begun as soon as it is known, while others are still being computed."""

    def __init__(self, second: SecondProcess) -> None:
        self._second = second
        self._bundle = second.ask(bundle)
        self._begun: dict[str, Errand[Drawn]] = {}

    def add(self, job: Job) -> None:
        """Put a picture in the line to be drawn."""
        self._begun[job.slug] = self._second.ask(draw_one, job)

    @property
    def slugs(self) -> tuple[str, ...]:
        """Every picture that is to be drawn."""
        return tuple(self._begun)

    def all(self, say: Callable[[str, int, int], None]) -> tuple[dict[str, Drawn], bytes]:
        """Every picture by slug, and the bundle. ``say`` is called with what is drawn, how many are done, of how many."""
        made: dict[str, Drawn] = {}
        # From the end of the line, so that the two processes meet somewhere in it.
        for slug, errand in reversed(self._begun.items()):
            say(f"drawing {slug}", sum(each.done for each in self._begun.values()), len(self._begun))
            made[slug] = errand.result()
        return dict(sorted(made.items())), self._bundle.result()


def bundle() -> bytes:
    """Vega, Vega-Lite and Vega-Embed as one script: what an interactive chart loads, from this site."""
    return drawn_once("bundle", _SNIPPET, lambda: vl_convert.javascript_bundle(_SNIPPET).encode())
