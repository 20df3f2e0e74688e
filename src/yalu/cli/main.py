"""The `yalu` command: where to start, and how errors end."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

from cyclopts import App, CycloptsError, Parameter, UnusedCliTokensError

from yalu import __version__
from yalu.case.records import Case
from yalu.cli import case as case_commands
from yalu.cli import chains as chains_commands
from yalu.cli import claims as claims_commands
from yalu.cli import claims_read as _claims_read  # adds its verb to `yalu claims`  # noqa: F401
from yalu.cli import comparison as _comparison  # adds its verb to `yalu visits`  # noqa: F401
from yalu.cli import goods as goods_commands
from yalu.cli import ledger as ledger_commands
from yalu.cli import lists as lists_commands
from yalu.cli import measures as measures_commands
from yalu.cli import policy as policy_commands
from yalu.cli import regime as regime_commands
from yalu.cli import responses as responses_commands
from yalu.cli import screen as screen_commands
from yalu.cli import silence as _latency_and_gaps  # adds its two verbs to `yalu visits`  # noqa: F401
from yalu.cli import trade as trade_commands
from yalu.cli import visits as visits_commands
from yalu.cli import visits_record as _seats_and_coverage  # adds its three verbs to `yalu visits`  # noqa: F401
from yalu.cli.goods import Given, OnDay, pairs_given
from yalu.cli.measures import Assume, Flows, assumed_evidence, law_asked
from yalu.cli.output import complain, print_json, say
from yalu.cli.parameters import BUNDLED, Asked, RuledBy, SharedOptions, day_of, opened
from yalu.cli.refresh import refresh
from yalu.cli.streams import OutputError, console, output, prepare
from yalu.documents.choices import ChoiceError, unknown
from yalu.documents.problems import DocumentError, Problem, visible
from yalu.opening import explained_by
from yalu.site.frame.folder_writer import SiteFolderError
from yalu.vocabulary.dates import DateError

DONE, FINDINGS, USAGE, BAD_INPUT, REFUSED = 0, 1, 2, 3, 4
UNFORESEEN, NOT_WRITTEN, STOPPED = 70, 74, 130
KNOWN = (CycloptsError, ChoiceError, DateError, DocumentError, SiteFolderError, OSError)

START = """\
Yalu: an open observatory for sanctions implementation.

Start here
  yalu build                          build the site of the bundled case into ./site
  yalu visits frequency               visits a year in each leader's era
  yalu visits latency                 days from each nuclear test to the first envoy
  yalu visits compare                 the bundled pairs of one target beside each other
  yalu visits grid                    which definitions give the published averages
  yalu measures caps                  what every cap has used up, on every ledger
  yalu measures check flows.csv       a trade table of yours against the law in force that day
  yalu trade share                    one partner's share of trade, by definition
  yalu claims check                   published statements held against the evidence
  yalu chains list                    how controlled goods travelled, and who knew what
  yalu ledger totals                  what authorities did, by year, authority and kind
  yalu policy compare                 options, each judged first by what happens if it fails
  yalu refresh                        how old it all is, and where newer rows are
  yalu explain V093                   any row, rule, source or figure, with its trail

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

Every command takes --json, --case and --known-by. yalu --help lists all of them."""

app = App(name="yalu", version=__version__, help="An open observatory for sanctions implementation.")
app.command(visits_commands.app)
app.command(measures_commands.app)
app.command(trade_commands.app)
app.command(screen_commands.app)
app.command(chains_commands.app)
app.command(policy_commands.app)
app.command(claims_commands.app)
app.command(goods_commands.app)
app.command(ledger_commands.app)
app.command(responses_commands.app)
app.command(lists_commands.app)
app.command(case_commands.app)
app.command(regime_commands.app)
app.command(refresh)


@app.default
def start() -> None:
    """Show where to start."""
    say(START)


@app.command
def build(
    *,
    out: Annotated[
        Path, Parameter(help="The folder to write; an earlier Yalu site there is replaced whole.")
    ] = Path("site"),
    ruled: RuledBy = BUNDLED,
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> None:
    """Build the site of a case: every page, figure and download. Needs no network."""
    from yalu.cli.building import build_with_progress  # noqa: PLC0415 - charts load slowly, and only here

    build_with_progress(asked, out, ruled)


@app.command
def explain(
    wanted: str,
    *,
    flows: Flows = None,
    assume: Assume = (),
    given: Given = (),
    on: OnDay = None,
    ruled: RuledBy = BUNDLED,
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> None:
    """Explain any id: a visit, event, source, post, rule, a figure or a verdict with its whole trail.

    Parameters
    ----------
    wanted
        The id, such as V093, R03, or frequency/beyond-parallel/calendar/w1/xi-jinping/both/2017-03-21.
    """
    name, _, day = wanted.partition("@")
    of_law = wanted.startswith(("verdict/", "figure/"))  # there the day says through when a cap was asked
    if (
        day and not of_law and asked.known_by is None
    ):  # a figure id carries the day its knowledge was limited to
        asked = Asked(case=asked.case, known_by=day, json=asked.json)
    about: Case | None
    of_goods = wanted.startswith("goods/")
    if (given or on) and not of_goods:
        raise ChoiceError(f"--given and --on are for answers about goods; {wanted!r} is none")
    if of_goods:
        case = opened(asked, ruled)
        about, found = case.case, case.explain_goods(wanted, pairs_given(given), day_of(on))
    elif flows is not None or assume or (of_law and ruled.regime is not None):
        if not of_law:
            raise ChoiceError(f"--flows and --assume are for verdicts and figures of law; {wanted!r} is none")
        law = law_asked(ruled, asked, alone=flows is not None)
        about, found = law.case, explained_by(law, wanted, flows, assumed_evidence(assume))
    else:
        case = opened(asked, ruled)
        about, found = case.case, case.explain(wanted if of_law else name)
    if asked.json:
        print_json(about, "explain", found)
        return
    say(found.text)


def run(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with the code of ``outcome``."""
    sys.exit(outcome(arguments))


def outcome(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code; errors are told, never thrown at the user.

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
        complain([f"yalu: the answer could not be written to standard output: {error}", _NOT_WHOLE])
        return NOT_WRITTEN
    return code


_LONGEST = 500
_NOT_WHOLE = (
    "What was written is not the whole answer: make room or write to another place, and run it again."
)


def _code(tokens: list[str]) -> int:
    try:
        _check_text(tokens)
        answer: Any = app(
            tokens, console=console(), exit_on_error=False, print_error=False, result_action="return_value"
        )
    except OutputError:
        raise
    except KeyboardInterrupt:
        return _told(tokens, STOPPED, ["yalu: stopped"], ())
    except KNOWN as error:
        return _told(tokens, *_in_words(error), error.problems if isinstance(error, DocumentError) else ())
    except Exception as error:  # the last handler: whatever nobody foresaw
        return _told(tokens, UNFORESEEN, _unforeseen(tokens, error), ())
    return answer if isinstance(answer, int) else DONE


def _check_text(tokens: list[str]) -> None:
    """Refuse arguments that are not text. Raises ChoiceError."""
    for token in tokens:
        try:
            token.encode()
        except UnicodeEncodeError:
            shown = token.encode(errors="surrogateescape").decode(errors="backslashreplace")
            raise ChoiceError(
                f"the argument “{visible(shown)}” is not UTF-8; type it as UTF-8, or rename the file it names"
            ) from None


def _in_words(error: Exception) -> tuple[int, list[str]]:
    """The exit code of an error and what to say about it."""
    if isinstance(error, UnusedCliTokensError):
        typed = (error.unused_tokens or [""])[0]
        commands = [name for name in app if not name.startswith("-")]
        return USAGE, [f"yalu: {unknown('command', typed, commands)}"]
    if isinstance(error, CycloptsError):
        return USAGE, [f"yalu: {error}", "yalu --help lists the commands and their options."]
    if isinstance(error, DocumentError):
        return BAD_INPUT, str(error).splitlines()
    if isinstance(error, SiteFolderError):
        return REFUSED, [f"yalu: {error}"]
    if isinstance(error, OSError):
        return BAD_INPUT, [f"yalu: {error.filename or 'file'}: {error.strerror or error}"]
    return USAGE, [f"yalu: {error}"]


def _unforeseen(tokens: list[str], error: Exception) -> list[str]:
    """What to say of an error nobody foresaw; its traceback only for those who asked for it."""
    words = " ".join(str(error).split())[:_LONGEST]
    lines = [
        f"yalu: “{visible(' '.join(['yalu', *tokens]))}” ended with an error that Yalu did not foresee",
        f"{type(error).__name__}: {words}" if words else type(error).__name__,
        "Nothing is answered: this is neither a clean answer nor a finding.",
    ]
    if os.environ.get("YALU_DEBUG", "") not in {"", "0"}:
        return [*lines, *"".join(traceback.format_exception(error)).splitlines()]
    return [
        *lines,
        "It is a fault of Yalu. Please open an issue with these lines, the input if you may share it, "
        "and what YALU_DEBUG=1 adds when the command is run again.",
    ]


def _told(tokens: list[str], code: int, lines: list[str], problems: Sequence[Problem]) -> int:
    if "--json" in tokens:
        print_json(None, "error", {"code": code, "message": "\n".join(lines), "problems": list(problems)})
    else:
        complain(lines)
    return code
