"""Every command of `yalu` by what it is for, loaded when it is called.

A program of many parts would otherwise load all of them to answer about one: `yalu --help` and
`yalu` alone are answered from this table without any of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from cyclopts import App


class Command(NamedTuple):
    """One command of the first level: its name, where it lives, what it is for, in a line."""

    name: str
    path: str
    help: str


# In the order of the question that Yalu asks: what was promised, what was done, what was said.
GROUPS: dict[str, tuple[Command, ...]] = {
    "Promised": (
        Command("law", "law.commands:app", "Law as data: list, show, timeline, check flows, caps used."),
    ),
    "Done": (
        Command("visits", "visits:app", "High-level visits: frequency, latency, gaps, seats, compare."),
        Command("trade", "trade:app", "Read a trade file; share, growth, unit value, mirror gaps, bans."),
        Command("chains", "chains:app", "How it got there, on what evidence, and what sellers knew."),
        Command("enforcement", "enforcement:app", "What authorities did, and what was answered."),
    ),
    "Said": (
        Command("claims", "claims.commands:app", "Test any published number against the evidence; verdicts, slips."),
    ),
    "Ask": (
        Command("screen", "screen.commands:app", "Is this party listed? in any script, with reasons; whole books."),
        Command("goods", "goods.commands:app", "Control lists: classify an item, show an entry, list the entries."),
        Command("policy", "policy.commands:app", "Options, compared by what happens if they fail."),
        Command("search", "search:search", "Find anything by a word: names in any script, codes, ids."),
        Command("explain", "search:explain", "Explain any id: row, rule, source, figure, with its trail."),
    ),
    "Check and keep": (
        Command("build", "build:build", "Build the site of a case: every page, figure and download."),
        Command("diff", "diff:diff", "What moved between two versions of a case: answers and rows."),
        Command("lists", "lists:app", "Sanctions lists: update them, see what is stored or changed."),
        Command("refresh", "refresh:refresh", "How old every list and series is, and fetching newer rows."),
        Command("completion", "commands:completion", "Print what completes commands in bash, zsh or fish."),
    ),
    "Your own": (
        Command("case", "case:app", "Check a case folder, start a new one, or list the bundled ones."),
        Command("regime", "regime:app", "The law on a target of your own: start a folder, or check one."),
    ),
}  # fmt: skip
EVERY = [command for commands in GROUPS.values() for command in commands]

# Names of the first releases. `measures` stays; the other two go with the next release.
_ALIASES = {
    "measures": ("law",),
    "ledger": ("enforcement", "actions"),
    "responses": ("enforcement", "responses"),
}
_LEAVING = frozenset({"ledger", "responses"})


def renamed(tokens: list[str]) -> tuple[list[str], str]:
    """A command line under the names of today, and what to say of an old name ("" where there is nothing)."""
    if not tokens or tokens[0] not in _ALIASES:
        return tokens, ""
    now = _ALIASES[tokens[0]]
    note = f"note: “yalu {tokens[0]}” is now “yalu {' '.join(now)}”; the old name goes with the next release"
    return [*now, *tokens[1:]], note if tokens[0] in _LEAVING else ""


def overview(version: str) -> str:
    """What `yalu --help` prints: every command in its group, at 80 columns."""
    wide = max(len(command.name) for command in EVERY)
    lines = ["Usage: yalu COMMAND", "", f"An open observatory for sanctions implementation, {version}."]
    for group, commands in GROUPS.items():
        lines += ["", group, *(f"  {c.name:<{wide}}  {c.help}" for c in commands)]
    lines += ["", "yalu COMMAND --help has the options. Every command takes --json and --full;",
              "tables take --limit N and --out FILE (.csv, .xlsx, .parquet, .jsonl).", "yalu alone shows where to start."]  # fmt: skip
    return "\n".join(lines)


def application(version: str) -> App:
    """The command line as cyclopts runs it, no command loaded yet."""
    from cyclopts import App, Group, Parameter  # noqa: PLC0415 - the overview needs none

    app = App(
        name="yalu", version=version, help="An open observatory for sanctions implementation.",
        # No option that empties a list: nothing fills one but what is typed.
        default_parameter=Parameter(negative_iterable=(), show_default=_default_shown),
    )  # fmt: skip
    for place, (group, commands) in enumerate(GROUPS.items()):
        shown = Group(group, sort_key=place)
        for command in commands:
            app.command(f"yalu.cli.{command.path}", name=command.name, help=command.help, group=shown)
    return app


def _default_shown(value: object) -> str | None:
    """A default as help shows it; nothing, no and an empty list are what nobody typed."""
    if not value:
        return None
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def completion(shell: Literal["bash", "zsh", "fish"]) -> None:
    """Print the completion of a shell, to be kept where that shell reads it.

    bash: yalu completion bash > ~/.local/share/bash-completion/completions/yalu;
    zsh: yalu completion zsh > a folder of $fpath, as _yalu;
    fish: yalu completion fish > ~/.config/fish/completions/yalu.fish

    Parameters
    ----------
    shell
        The shell that completes.
    """
    from yalu.cli.main import app  # noqa: PLC0415 - every command is loaded to be listed
    from yalu.cli.output import print_raw  # noqa: PLC0415

    print_raw(app.generate_completion(prog_name="yalu", shell=shell).rstrip() + "\n")
