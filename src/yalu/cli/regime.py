"""`yalu regime`: start a folder of law on a target of one's own, and check it."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter

from yalu.cli.output import complain, present, say
from yalu.cli.parameters import Printed, PrintOptions
from yalu.cli.tables import Kept, Part, Table
from yalu.documents.problems import problems_text
from yalu.law.text.bodies import FIRST_DAY, LAST_DAY
from yalu.law.text.measure_files import check_regime
from yalu.law.text.new_measure import write_new_regime
from yalu.law.text.regimes import Regime, find_regime, open_regime

app = App(name="regime", help="The law on a target of your own: start a folder, or check one.")


@app.command
def new(path: Path) -> None:
    """Write a small valid regime on an invented state, every key explained, into an empty folder.

    Parameters
    ----------
    path
        The folder to write; it must be empty or not exist.
    """
    write_new_regime(path)
    typed = shlex.quote(str(path))
    say(
        f"Wrote a small working regime into {path}",
        "",
        f"  {path}/README.md            what each file is for",
        f"  yalu regime check {typed}    check it after every change",
        f"  yalu law check FLOWS.csv --regime {typed}",
    )


@app.command
def check(
    path: str,
    *,
    fail_on: Annotated[
        Literal["warning"] | None, Parameter(help="Exit with 1 when there are warnings.")
    ] = None,
    asked: PrintOptions = Printed(),  # noqa: B008 - frozen
) -> int:
    """Report every problem of a regime at once; when it is whole, say what it holds.

    Parameters
    ----------
    path
        A regime folder, or the name of a bundled regime.
    """
    folder = find_regime(path)
    problems = check_regime(folder)
    errors = [p for p in problems if p.severity == "error"]
    regime = None if errors else open_regime(folder)

    def shown() -> Iterator[Part]:
        verdict = "can be used" if not errors else "cannot be used until the errors are mended"
        yield Kept(f"{path}: {len(errors)} errors, {len(problems) - len(errors)} warnings; it {verdict}.")
        if regime is not None:
            yield from _held(regime)

    if not asked.json:
        complain(problems_text(problems).splitlines())
    found = {
        "path": path, "problems": problems, "errors": len(errors), "holds": None if regime is None else _holds(regime),
    }  # fmt: skip
    present(found, shown, asked=asked, command="regime check")
    if errors:
        return 3
    return 1 if problems and fail_on == "warning" else 0


def _holds(regime: Regime) -> dict[str, object]:
    """What a whole regime holds, as numbers and names."""
    measures = regime.measures
    return {
        "title": regime.title,
        "target": regime.target,
        "instruments": len(regime.instruments),
        "measures": len(measures),
        "effects": dict(sorted(Counter(m.effect for m in measures).items())),
        "layers": dict(sorted(Counter(regime.layer(m) for m in measures).items())),
        "verified": dict(sorted(Counter(m.verified for m in measures).items())),
        "bodies": {body: sum(m.body == body for m in regime.members) for body in regime.bodies},
        "sources": sum(name != "memory" for name in regime.sources),
        "data_version": regime.data_version,
    }


def _held(regime: Regime) -> Iterator[Part]:
    holds = _holds(regime)
    yield f"\n{regime.title}, on {regime.target}"
    yield f"  {holds['measures']} measures in {holds['instruments']} instruments, {holds['sources']} sources"
    for name in ("effects", "layers", "verified"):
        yield f"  {name}: {', '.join(f'{n} {word}' for word, n in holds[name].items())}"  # type: ignore[attr-defined]
    for body, title in regime.bodies.items():
        members = (_member(m.state, m.start, m.until) for m in regime.members if m.body == body)
        yield f"  members of {body} ({title}): {', '.join(members)}"
    yield ""
    yield Table(
        "Measures",
        ["id", "effect", "addresses", "from", "until", "text", "what"],
        [
            [
                m.id,
                m.effect,
                m.addressee if m.addressee == "target" else regime.whose(m) or "every state",
                m.in_force.start,
                m.in_force.until or "",
                m.verified,
                m.title,
            ]
            for m in regime.measures
        ],
        note=f"Next: yalu law check FLOWS.csv with --regime, or yalu build with a case on {regime.target}.",
    )


def _member(state: str, start: object, until: object) -> str:
    since = f" from {start}" if start != FIRST_DAY else ""
    return f"{state}{since}" + (f" until {until}" if until != LAST_DAY else "")
