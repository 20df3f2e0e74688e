"""The `yalu` command: where to start, and how errors end."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from yalu import __version__
from yalu.cli.commands import EVERY, application, overview, renamed
from yalu.cli.streams import OutputError, console, output, prepare

if TYPE_CHECKING:
    from cyclopts import App, CycloptsError

    from yalu.documents.problems import Problem

    app: App

DONE, FINDINGS, USAGE, BAD_INPUT, REFUSED = 0, 1, 2, 3, 4
UNFORESEEN, NOT_WRITTEN, STOPPED = 70, 74, 130
_FIRST = [command.name for command in EVERY]

START = """\
Yalu: an open observatory for sanctions implementation.

Start here
  yalu build                          build the site of the bundled case into ./site
  yalu visits frequency               visits a year in each leader's era
  yalu visits latency                 days from each nuclear test to the first envoy
  yalu visits compare                 the bundled pairs of one target beside each other
  yalu visits grid                    which definitions give the published averages
  yalu law caps                       what every cap has used up, on every ledger
  yalu law check flows.csv            a trade table of yours against the law in force that day
  yalu trade share                    one partner's share of trade, by definition
  yalu claims check                   published statements tested against the evidence
  yalu chains list                    how controlled goods travelled, and who knew what
  yalu enforcement actions totals     what authorities did, by year, authority and kind
  yalu policy compare                 options, each judged first by what happens if it fails
  yalu refresh                        how old it all is, and where newer rows are
  yalu explain V093                   any row, rule, source or figure, with its trail
  yalu search coal                    find anything: names in any script, codes, ids

A name, a number, an item of yours
  yalu screen 김정은                  is this party listed? in any script, with reasons
  yalu screen file book.csv --out results.csv
  yalu claims test --about trade.share --period 2015 --stated "91%"
  yalu goods classify --kind milling --axes-simultaneous 6

Your own case
  yalu case new my-case               a small working case to fill with your rows
  yalu case check my-case             every problem at once, with the next step
  yalu build --case my-case

Law of your own, on any target
  yalu regime new my-regime           a small valid regime to fill with your paragraphs
  yalu regime check my-regime         every problem at once, and what it holds
  yalu build --case my-case --regime my-regime

Every command takes --json and --full. yalu --help lists all of them."""


def __getattr__(name: str) -> Any:
    # Made on first use: the overview and the place to start need no command, and no cyclopts.
    if name == "app":
        globals()["app"] = application(__version__)
        return globals()["app"]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def run(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with the code of ``outcome``."""
    # Most commands are over before there is anything to collect: looking among the modules just loaded took a tenth of them.
    gc.set_threshold(50_000)
    sys.exit(outcome(arguments))


def outcome(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code; errors are reported, never thrown at the user.

    0 done, 1 findings asked for, 2 usage, 3 bad input, 4 refused for safety, 70 a fault of Yalu that
    nobody foresaw, 74 the answer could not be written (70 and 74 as in BSD's sysexits.h), 130 stopped
    from the keyboard.
    """
    tokens = sys.argv[1:] if arguments is None else arguments
    prepare()
    try:
        code = _code(tokens)
        output().flush()
    except OutputError as error:
        from yalu.cli.output import complain  # noqa: PLC0415 - the overview needs none of it

        complain([f"yalu: the answer could not be written to standard output: {error}", _NOT_WHOLE])
        return NOT_WRITTEN
    return code


_LONGEST = 500
_NOT_WHOLE = (
    "What was written is not the whole answer: make room or write to another place, and run it again."
)


def _code(tokens: list[str]) -> int:
    typed, note = renamed(tokens)
    try:
        _check_text(typed)
        if _answered(typed):
            return DONE
        answer: Any = __getattr__("app")(
            typed, **_printing(typed), exit_on_error=False, print_error=False, result_action="return_value"
        )
    except OutputError:
        raise
    except KeyboardInterrupt:
        return _report_error(typed, STOPPED, ["yalu: stopped"], ())
    except Exception as error:  # the last handler: whatever nobody foresaw
        code, lines = _in_words(error) or (UNFORESEEN, _unforeseen(tokens, error))
        return _report_error(typed, code, lines, getattr(error, "problems", ()) if code == BAD_INPUT else ())
    if note and "--json" not in tokens:
        sys.stderr.write(f"{note}\n")
    return answer if isinstance(answer, int) else DONE


def _answered(tokens: list[str]) -> bool:
    """Answer what needs no command: where to start, the overview, the version."""
    if tokens in ([], ["--help"], ["-h"], ["--version"]):
        text = {"": START, "--version": __version__}.get("".join(tokens), overview(__version__))
        output().write(f"{text}\n")
        return True
    return False


def _printing(tokens: list[str]) -> dict[str, Any]:
    """The console that help is printed on; no answer needs one, and it is slow to load."""
    helped = {"--help", "-h"} & {*tokens} or tuple(tokens) in _GROUPS
    return {"console": console()} if helped else {}


# Words that name no command yet but a group of them: their help is printed.
_GROUPS = {
    *((name,) for name in _FIRST),
    ("enforcement", "actions"),
    ("enforcement", "responses"),
    ("screen", "review"),
}


def _check_text(tokens: list[str]) -> None:
    """Refuse arguments that are not text. Raises ChoiceError."""
    for token in tokens:
        try:
            token.encode()
        except UnicodeEncodeError:
            from yalu.documents.choices import ChoiceError  # noqa: PLC0415 - seldom
            from yalu.documents.problems import visible  # noqa: PLC0415

            shown = token.encode(errors="surrogateescape").decode(errors="backslashreplace")
            raise ChoiceError(
                f"the argument “{visible(shown)}” is not UTF-8; type it as UTF-8, or rename the file it names"
            ) from None


def _in_words(error: Exception) -> tuple[int, list[str]] | None:
    """The exit code of an error and what to say about it; None for one that nobody foresaw."""
    from yalu.documents.choices import ChoiceError  # noqa: PLC0415 - seldom
    from yalu.documents.problems import DocumentError  # noqa: PLC0415
    from yalu.vocabulary.dates import DateError  # noqa: PLC0415

    if isinstance(error, DocumentError):
        return BAD_INPUT, str(error).splitlines()
    if isinstance(error, ChoiceError | DateError):
        return USAGE, [f"yalu: {error}"]
    if isinstance(error, OSError):
        return BAD_INPUT, [f"yalu: {error.filename or 'file'}: {error.strerror or error}"]
    if type(error).__module__.startswith("cyclopts"):
        return USAGE, _usage(cast("CycloptsError", error))
    if type(error).__name__ == "SiteFolderError":  # its module loads the site, which is not always there
        return REFUSED, [f"yalu: {error}"]
    return None


def _usage(error: CycloptsError) -> list[str]:
    """What was typed wrongly, by the name under which it is typed, and which help says more."""
    from cyclopts import MissingArgumentError, UnknownCommandError, UnusedCliTokensError  # noqa: PLC0415 - loaded

    from yalu.documents.choices import unknown  # noqa: PLC0415 - seldom
    from yalu.documents.problems import visible  # noqa: PLC0415

    words = " ".join(["yalu", *(error.command_chain or ())])
    typed = (error.unused_tokens or [""])[0]
    if isinstance(error, UnknownCommandError):  # its own text would load every command
        known = (
            [name for name in error.app or () if not name.startswith("-")] if error.command_chain else _FIRST
        )
        return [f"yalu: {unknown('command', typed, known)}", f"{words} --help lists them."]
    text = ""
    if isinstance(error, UnusedCliTokensError):
        text = f"“{words}” has no place for {visible(typed)!r}"
    elif typed == "-":
        text = f"“{words}” reads no standard input; write it to a file first, and name that"
    elif isinstance(error, MissingArgumentError) and error.argument is not None and not error.tokens_so_far:
        name = error.argument.names[0]
        placed = "POSITIONAL" in error.argument.field_info.kind.name
        wanted = error.keyword or (name.lstrip("-").upper().replace("-", "_") if placed else name)
        text = f"“{words}” needs a value for {wanted}"
        help_text = error.argument.parameter.help
        text += f": {help_text}" if help_text else ""
    text = text or str(error)
    ended = text if text.endswith("?") else text.rstrip(".") + "."
    return [f"yalu: {ended}", f"{words} --help lists what it takes."]


def _unforeseen(tokens: list[str], error: Exception) -> list[str]:
    """What to say of an error nobody foresaw; its traceback only for those who asked for it."""
    from yalu.documents.problems import visible  # noqa: PLC0415 - seldom

    words = " ".join(str(error).split())[:_LONGEST]
    lines = [
        f"yalu: “{visible(' '.join(['yalu', *tokens]))}” ended with an error that Yalu did not foresee",
        f"{type(error).__name__}: {words}" if words else type(error).__name__,
        "Nothing is answered: this is neither a clean answer nor a finding.",
    ]
    if os.environ.get("YALU_DEBUG", "") not in {"", "0"}:
        import traceback  # noqa: PLC0415 - seldom

        return [*lines, *"".join(traceback.format_exception(error)).splitlines()]
    return [
        *lines,
        "It is a fault of Yalu. Please open an issue with these lines, the input if you may share it, "
        "and what YALU_DEBUG=1 adds when the command is run again.",
    ]


def _report_error(tokens: list[str], code: int, lines: list[str], problems: Sequence[Problem]) -> int:
    from yalu.cli.output import complain, print_json  # noqa: PLC0415 - seldom

    if "--json" in tokens:
        print_json(None, "error", {"code": code, "message": "\n".join(lines), "problems": list(problems)})
    else:
        complain(lines)
    return code
