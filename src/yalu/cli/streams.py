"""Standard output and standard error as they really are: closed, full, narrow, in any encoding."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import AbstractContextManager, nullcontext, suppress
from typing import TYPE_CHECKING, Any, TextIO, cast

if TYPE_CHECKING:
    from rich.console import Console

# A pipe has no width. Below 20 columns a table is one letter a line; above 10,000 nobody reads one.
_IN_A_PIPE = 120
_NARROWEST, _WIDEST = 20, 10_000


class OutputError(Exception):
    """An answer could not be written to standard output: it is closed, or its disk is full."""


class StandardOutput:
    """Standard output, as rich and we write to it.

    A reader that has seen enough (``| head``) is no fault: the rest is dropped, and the command ends
    with the code it would have had. Any other failure raises OutputError, unless nothing ``must``
    arrive: progress on standard error.
    """

    def __init__(self, stream: TextIO | None, *, must: bool = True) -> None:
        self._stream, self._must = stream, must
        self.encoding = (stream.encoding if stream is not None else None) or "utf-8"

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def isatty(self) -> bool:
        """Whether somebody looks at it."""
        return self._stream is not None and not self._stream.closed and self._stream.isatty()

    def write(self, text: str) -> int:
        """Write a text. Raises OutputError when it cannot be written."""
        self._attempt("write", text)
        return len(text)

    def flush(self) -> None:
        """Hand everything on. Raises OutputError when it cannot be written."""
        self._attempt("flush")

    def drop(self) -> None:
        """Let what is still waiting, and all that follows, vanish: Python tries to write it when it ends."""
        with suppress(OSError, ValueError, AttributeError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, cast("TextIO", self._stream).fileno())
            os.close(nowhere)

    def _attempt(self, what: str, *text: str) -> None:
        if self._stream is None:
            if text and self._must:
                raise OutputError("it is closed")
            return
        try:
            getattr(self._stream, what)(*text)
        except BrokenPipeError:
            self.drop()
        except (OSError, ValueError) as error:  # ValueError: the stream was closed within this process
            self.drop()
            # Windows tells of a broken pipe as an invalid argument.
            broken = os.name == "nt" and isinstance(error, OSError) and error.errno == errno.EINVAL
            if self._must and not broken:
                raise OutputError(str(getattr(error, "strerror", "") or "it is closed")) from error


def prepare() -> None:
    """Make streams and settings fit to be used: any text can be written, what an encoding lacks becomes an escape."""
    for name in ("COLUMNS", "LINES"):
        if _positive(os.environ.get(name, "0")) == 0:  # rich would take it at its word, or fail over it
            os.environ.pop(name, None)
    for number in range(3):
        # A closed stream leaves its number to the next file opened, and whatever a library prints would land in it.
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError, OSError):
            cast("Any", stream).reconfigure(errors="backslashreplace")


def output() -> StandardOutput:
    """Standard output of this moment."""
    return StandardOutput(sys.stdout)


def console(*, error: bool = False) -> Console:
    """A console as wide as the terminal, for help and progress; 120 columns into a file or pipe."""
    from rich.console import Console  # noqa: PLC0415 - slow to load, and an answer needs none

    stream = StandardOutput(sys.stderr, must=False) if error else output()
    return Console(file=cast("TextIO", stream), width=width_of(stream), highlight=False, soft_wrap=False)


def working(what: str) -> AbstractContextManager[object]:
    """Says on the error stream, where somebody looks at it, that something goes on."""
    return (
        console(error=True).status(what) if sys.stderr is not None and sys.stderr.isatty() else nullcontext()
    )


def width_of(stream: StandardOutput) -> int:
    """Columns to fill: ``COLUMNS`` where it is a number above 0, else the terminal's, else 120."""
    columns = _positive(os.environ.get("COLUMNS", ""))
    if not columns and stream.isatty():
        with suppress(OSError, ValueError):
            columns = os.get_terminal_size(stream.fileno()).columns
    return min(max(columns or _IN_A_PIPE, _NARROWEST), _WIDEST)


def screen_width() -> int | None:
    """The columns of the screen that standard output goes to; None for a file or pipe, which has no end of line.

    Whoever sets ``COLUMNS`` asks for what a screen of that width would show.
    """
    stream = output()
    return width_of(stream) if stream.isatty() or _positive(os.environ.get("COLUMNS", "")) else None


def _positive(text: str) -> int:
    """A number of columns or lines as a shell sets it; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else 0
