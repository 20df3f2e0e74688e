"""Work of one build shared with a second process: what it has not begun when the answer is needed, this one does.

Drawing and comparing hold the interpreter, so threads do not help; a second process does. It is handed a function of this
package and what to call it with, one after the other from the front of a line. Where none can be started, or where it
fails, everything is done here, and an error is raised here as if there had been no second process.
"""

from __future__ import annotations

import gc
import io
import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from threading import Condition, Thread
from typing import IO, Any, Generic, TypeVar

import msgspec

T = TypeVar("T")
_SCRIPT = "from yalu.site.frame.second_process import serve; serve()"


class Errand(Generic[T]):
    """One piece of work and, when somebody has done it, what came of it."""

    def __init__(self, line: SecondProcess, do: Callable[..., T], given: tuple[Any, ...]) -> None:
        self.do, self.given, self._line = do, given, line
        self.begun = self.done = False
        self.came: T

    def result(self) -> T:
        """What came of it; done here when the second process has not begun it, or could not end it."""
        if not self._line.ended(self):
            self.came, self.done = self.do(*self.given), True
        return self.came


class SecondProcess:
    """A line of errands and the process that takes them from its front.

    Use it as a context manager: leaving it ends the process, whatever happened. Functions must be importable by
    name, and what they take and give must be picklable; it goes from this program to its own child and back, nowhere else.
    """

    def __init__(self) -> None:
        self._line: deque[Errand[Any]] = deque()
        self._closed = False
        self._changed = Condition()
        self._process = _start()
        self._feeder = Thread(target=self._feed, daemon=True)
        self._feeder.start()

    def __enter__(self) -> SecondProcess:
        return self

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._closed = True
            self._line.clear()
            self._changed.notify_all()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._feeder.join()

    def ask(self, do: Callable[..., T], *given: Any) -> Errand[T]:
        """Put work at the end of the line."""
        errand = Errand(self, do, given)
        with self._changed:
            self._line.append(errand)
            self._changed.notify_all()
        return errand

    def ended(self, errand: Errand[Any]) -> bool:
        """Whether the second process has done it, waiting for one it has begun; False takes it out of the line."""
        with self._changed:
            while errand.begun and not errand.done:
                self._changed.wait()
            if not errand.done and errand in self._line:
                self._line.remove(errand)
            return errand.done

    def _feed(self) -> None:
        """Hand over one errand at a time and take back what came of it."""
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            return
        errand: Errand[Any] | None = None
        try:
            while errand := self._next():
                _send(process.stdin, packed((errand.do, errand.given)))
                done, came = unpacked(_receive(process.stdout))
                self._note(errand, done, came)
        except Exception:  # whatever it was, nobody may wait for this errand for ever
            if errand is not None:
                self._note(errand, False, None)

    def _next(self) -> Errand[Any] | None:
        with self._changed:
            while not self._line and not self._closed:
                self._changed.wait()
            if not self._line:
                return None
            errand = self._line.popleft()
            errand.begun = True
            return errand

    def _note(self, errand: Errand[Any], done: bool, came: object) -> None:
        with self._changed:
            if done:
                errand.came, errand.done = came, True
            else:
                errand.begun = False
            self._changed.notify_all()


def started() -> SecondProcess:
    """A second process that is loading what it will be asked. Start it before loading a build: both then load at once."""
    second = SecondProcess()
    second.ask(load, "yalu.site.data.slow_answers")
    return second


class _Pickler(pickle.Pickler):
    """Leaves out of a struct what is its default.

    A struct writes no field whose value *is* its default, the same object; a pickled copy is another object, and the
    same answer would be written in other words by the process that did not find it.
    """

    def reducer_override(self, obj: Any) -> Any:
        if isinstance(obj, msgspec.Struct) and obj.__struct_config__.omit_defaults:
            defaults = _defaults(type(obj))
            fields = ((name, getattr(obj, name)) for name in obj.__struct_fields__)
            return _made, (
                type(obj),
                {n: value for n, value in fields if value is not defaults.get(n, _made)},
            )
        return NotImplemented


@cache
def _defaults(kind: type[msgspec.Struct]) -> dict[str, Any]:
    return dict(zip(reversed(kind.__struct_fields__), reversed(kind.__struct_defaults__), strict=False))


def _made(kind: type[msgspec.Struct], given: dict[str, Any]) -> msgspec.Struct:
    return kind(**given)


def packed(content: object) -> bytes:
    """What goes to the other process, so that it is written there as it would be here."""
    stream = io.BytesIO()
    _Pickler(stream).dump(content)
    return stream.getvalue()


def unpacked(content: bytes) -> Any:
    """What ``packed`` made in this program or its child; nothing else may come here."""
    return pickle.loads(content)  # noqa: S301 - from our own process, through our own pipe


@contextmanager
def seldom_swept() -> Iterator[None]:
    """Python looks for what can be let go a hundred times less often.

    A build makes millions of objects and keeps most of them to its end; looking through them took a twentieth of its
    time (`bench/site.py`), and seldom looking costs some 15 MB of 430.
    """
    before = gc.get_threshold()
    gc.set_threshold(before[0] * 100, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def load(module: str) -> None:
    """Load a module and all that it needs."""
    import_module(module)


def serve() -> None:
    """What the second process does: one errand after the other until there is no more. A failed one says only so."""
    with seldom_swept():
        _serve()


def _serve() -> None:
    # What a library prints must not stand among the answers: the parent would take it for the length of one.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    while head := sys.stdin.buffer.read(8):
        do, given = unpacked(sys.stdin.buffer.read(int.from_bytes(head, "big")))
        try:
            came = packed((True, do(*given)))
        except Exception:
            came = packed((False, None))
        _send(answers, came)


def _send(pipe: IO[bytes], content: bytes) -> None:
    pipe.write(len(content).to_bytes(8, "big") + content)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes:
    """One message; OSError when the other side is gone."""
    head = pipe.read(8)
    content = pipe.read(int.from_bytes(head, "big"))
    if len(head) < 8 or len(content) < int.from_bytes(head, "big"):
        raise OSError("the second process has ended")
    return content


def _start() -> subprocess.Popen[bytes] | None:
    try:
        return subprocess.Popen(  # noqa: S603 - our own interpreter, a fixed text
            [sys.executable, "-c", _SCRIPT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    except OSError:
        return None


__all__ = ["Errand", "SecondProcess", "packed", "seldom_swept", "serve", "unpacked"]
