"""All pictures of a site, drawn by two processes: a second one begins while this one still tells the findings.

The renderer holds the interpreter while it draws, so threads do not help; a second process does.
Where none can be started, everything is drawn here.
"""

from __future__ import annotations

import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from threading import Condition, Thread
from typing import IO, Any

import msgspec
import vl_convert

from yalu.site.frame.figure_page import FigurePage, Key, Site
from yalu.site.frame.kept_drawings import drawn_once
from yalu.site.frame.standalone_svg import Frame, standalone
from yalu.site.frame.theme import TOKENS
from yalu.site.frame.vega_to_svg import draw, inline, png, refer, spec_text

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
    """The drawing of one build: each picture is begun as soon as it is known, while others are still being told.

    The second process starts at once, makes the bundle, then draws one job after the other from the front of the
    line; ``all`` draws from its end. Use it as a context manager: leaving it ends the second process, whatever happened.
    """

    def __init__(self) -> None:
        self._waiting: deque[Job] = deque()
        self._made: dict[str, Drawn] = {}
        self._bundle = b""
        self._closed = False
        self._changed = Condition()
        self._process = _start()
        self._feeder = Thread(target=self._feed, daemon=True)
        self._feeder.start()

    def __enter__(self) -> Drawing:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        self._feeder.join()

    def add(self, job: Job) -> None:
        """Put a picture in the line to be drawn."""
        with self._changed:
            self._waiting.append(job)
            self._changed.notify()

    def all(self, say: Callable[[str, int, int], None]) -> tuple[dict[str, Drawn], bytes]:
        """Every picture by slug, and the bundle. ``say`` is told what is drawn, how many are done, of how many."""
        self._close()
        total = len(self._made) + len(self._waiting)
        while job := self._taken(last=True):
            say(f"drawing {job.slug}", len(self._made), total)
            self._made[job.slug] = draw_one(job)
        say("drawing the rest", len(self._made), total)
        self._feeder.join()
        while job := self._taken(last=True):  # what the second process left when it failed
            self._made[job.slug] = draw_one(job)
        return dict(sorted(self._made.items())), self._bundle or bundle()

    def _feed(self) -> None:
        """Hand over one job at a time and take its picture back; a failure gives the job back to the line."""
        if self._process is None or self._process.stdin is None or self._process.stdout is None:
            return
        job: Job | None = None
        try:
            self._bundle = _receive(self._process.stdout)
            while job := self._taken():
                _send(self._process.stdin, msgspec.msgpack.encode(job))
                drawn = msgspec.msgpack.decode(_receive(self._process.stdout), type=Drawn)
                self._made[drawn.slug] = drawn
        except (OSError, msgspec.MsgspecError):
            if job is not None:
                self._waiting.appendleft(job)

    def _taken(self, *, last: bool = False) -> Job | None:
        """The next job of the line, waiting for one while more may come; None when there will be no other."""
        with self._changed:
            while not self._waiting and not self._closed:
                self._changed.wait()
            if not self._waiting:
                return None
            return self._waiting.pop() if last else self._waiting.popleft()

    def _close(self) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify_all()


class Pictures(Mapping[str, Drawn]):
    """Every picture of a drawing by slug. The first look waits for them, so what shows none is better rendered before."""

    def __init__(self, drawing: Drawing, say: Callable[[str, int, int], None]) -> None:
        self._drawing, self._say = drawing, say

    @cached_property
    def _all(self) -> tuple[dict[str, Drawn], bytes]:
        return self._drawing.all(self._say)

    @property
    def bundle(self) -> bytes:
        """The script that an interactive chart loads."""
        return self._all[1]

    def __getitem__(self, slug: str) -> Drawn:
        return self._all[0][slug]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all[0])

    def __len__(self) -> int:
        return len(self._all[0])


def _send(pipe: IO[bytes], content: bytes) -> None:
    pipe.write(len(content).to_bytes(8, "big") + content)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes:
    """One message; OSError when the other side is gone."""
    head = pipe.read(8)
    content = pipe.read(int.from_bytes(head, "big"))
    if len(head) < 8 or len(content) < int.from_bytes(head, "big"):
        raise OSError("the second process of the drawing has ended")
    return content


def bundle() -> bytes:
    """Vega, Vega-Lite and Vega-Embed as one script: what an interactive chart loads, from this site."""
    return drawn_once("bundle", _SNIPPET, lambda: vl_convert.javascript_bundle(_SNIPPET).encode())


def _start() -> subprocess.Popen[bytes] | None:
    script = "from yalu.site.frame.chart_worker import serve; serve()"
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
    """What the second process does: make the bundle, then draw what it is sent until there is no more."""
    answers = sys.stdout.buffer
    _send(answers, bundle())
    while head := sys.stdin.buffer.read(8):
        job = msgspec.msgpack.decode(sys.stdin.buffer.read(int.from_bytes(head, "big")), type=Job)
        _send(answers, msgspec.msgpack.encode(draw_one(job)))
