"""Which law a case is under: a bundled regime on its target, or a folder that says it is on that target."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from yalu.documents.choices import ChoiceError
from yalu.documents.problems import DocumentError, ProblemLog, one_of
from yalu.law.text.bodies import RegimeDescription, read_about
from yalu.law.text.regimes import Regime, bundled_regimes, find_regime, open_regime


def about_regime(folder: Path) -> RegimeDescription:
    """What ``regime.yaml`` of a folder says. Raises DocumentError with every fault of the file."""
    log = ProblemLog()
    read = read_about(folder, log)
    if read is None or log.has_errors:
        raise DocumentError(log.problems())
    return read[0]


@lru_cache(maxsize=1)
def _bundled() -> dict[str, RegimeDescription]:
    return {name: about_regime(find_regime(name)) for name in bundled_regimes()}


def regimes_on(target: str) -> tuple[str, ...]:
    """The bundled regimes on a target, by name."""
    return tuple(name for name, about in _bundled().items() if about.target == target)


def regime_for(target: str, regime: Regime | str | Path | None = None) -> Regime | None:
    """The law on a target: the regime named, or the bundled one; None when no bundled regime is on it.

    Raises ChoiceError when the regime named is on another state, or when several bundled ones are on this.
    """
    if regime is not None:
        opened = regime if isinstance(regime, Regime) else open_regime(regime)
        if opened.target != target:
            raise ChoiceError(
                f"the regime {opened.name} is on {opened.target}, and the case is on {target}: law is applied only to "
                f"its own target; name a case on {opened.target} with --case, or leave --regime out"
            )
        return opened
    names = regimes_on(target)
    if len(names) > 1:
        raise ChoiceError(f"several regimes are on {target}: {one_of(names)}; choose one with --regime")
    return open_regime(names[0]) if names else None


def no_regime(target: str) -> str:
    """One sentence for a target that no bundled regime is on, with the next step."""
    known = ", ".join(f"{name} on {about.target}" for name, about in _bundled().items())
    return (
        f"no bundled regime is on {target} (there is {known or 'none'}), so there is no law to apply; "
        "name a folder of your own with --regime (yalu regime new PATH writes one)"
    )
