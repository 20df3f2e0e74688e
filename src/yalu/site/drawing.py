"""All pictures of a site, drawn by two processes: this one and a second that also makes the bundle.

The renderer holds the interpreter while it draws, so threads do not help; a second process does.
Where none can be started, everything is drawn here.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import vl_convert

from yalu.site.figures import FigurePage, Key, Site
from yalu.site.keeping import Frame, standalone
from yalu.site.rendering import draw, inline, png, spec_text
from yalu.site.theme import TOKENS

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


class Answer(msgspec.Struct, frozen=True):
    """What the second process answers: its share of the drawings, and the bundle of the interactive charts."""

    drawn: tuple[Drawn, ...]
    bundle: bytes


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
    root = draw(job.wide)
    kept = standalone(root, Frame(job.title, job.subtitle, job.keys, job.source, job.version))
    wide, narrow = spec_text(job.wide), spec_text(job.narrow)
    tokens = msgspec.json.encode(TOKENS, order="sorted").decode()
    name = msgspec.json.encode(job.slug).decode()
    return Drawn(
        slug=job.slug,
        wide=inline(root, f"{job.slug}-w", labels),
        narrow=inline(draw(job.narrow), f"{job.slug}-n", labels),
        svg=kept.encode(),
        png=png(kept),
        spec=wide.encode() + b"\n",
        script=f'yaluSpec({name},{{"wide":{wide},"narrow":{narrow},"tokens":{tokens}}});\n'.encode(),
    )


class Drawing:
    """The drawing of one build. The second process starts at once and makes the bundle while results are asked for.

    Use it as a context manager: leaving it ends the second process, whatever happened.
    """

    def __init__(self) -> None:
        self._process = _start()

    def __enter__(self) -> Drawing:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.communicate()

    def all(
        self, jobs: Sequence[Job], say: Callable[[str, int, int], None]
    ) -> tuple[dict[str, Drawn], bytes]:
        """Every picture by slug, and the bundle. ``say`` is told what is drawn, how many are done, of how many."""
        mine, theirs = tuple(jobs[::2]), tuple(jobs[1::2])
        sent = self._send(theirs)
        made: list[Drawn] = []
        for job in mine:
            say(f"drawing {job.slug}", len(made), len(jobs))
            made.append(draw_one(job))
        say("drawing the rest", len(made), len(jobs))
        answer = (self._answer() if sent else None) or Answer(tuple(map(draw_one, theirs)), bundle())
        return {drawn.slug: drawn for drawn in (*made, *answer.drawn)}, answer.bundle

    def _send(self, jobs: tuple[Job, ...]) -> bool:
        """Hand over a share. It is read whole before anything is answered, so neither side waits on the other."""
        if self._process is None or self._process.stdin is None:
            return False
        try:
            self._process.stdin.write(msgspec.msgpack.encode(jobs))
            self._process.stdin.close()
        except OSError:
            return False
        self._process.stdin = None
        return True

    def _answer(self) -> Answer | None:
        if self._process is None:
            return None
        content, _ = self._process.communicate()
        return msgspec.msgpack.decode(content, type=Answer) if self._process.returncode == 0 else None


def bundle() -> bytes:
    """Vega, Vega-Lite and Vega-Embed as one script: what an interactive chart loads, from this site."""
    return str(vl_convert.javascript_bundle(_SNIPPET)).encode()


def _start() -> subprocess.Popen[bytes] | None:
    script = "from yalu.site.drawing import serve; serve()"
    try:
        return subprocess.Popen(  # noqa: S603 - our own interpreter, a fixed text
            [sys.executable, "-c", script],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return None


def serve() -> None:
    """What the second process does: make the bundle, read a share of the jobs, draw them, answer."""
    made = bundle()
    jobs = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=tuple[Job, ...])
    answer = Answer(drawn=tuple(map(draw_one, jobs)), bundle=made)
    sys.stdout.buffer.write(msgspec.msgpack.encode(answer))
