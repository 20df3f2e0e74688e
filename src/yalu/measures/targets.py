"""Which bundled regime is on which target, from the file ``regime.yaml`` of each."""

from __future__ import annotations

from pathlib import Path

import msgspec

from yalu.documents.problems import DocumentError, ProblemLog
from yalu.documents.typed_records import fit
from yalu.documents.user_files import read_user_file
from yalu.documents.yaml_files import read_yaml
from yalu.measures.regimes import bundled_regimes, find_regime

FILE = "regime.yaml"


class About(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a regime says of itself: its title and the ISO alpha-3 code of its target."""

    title: str
    target: str


def about_regime(folder: Path) -> About | None:
    """What ``regime.yaml`` says, None when there is none. Raises DocumentError with every fault of the file."""
    if not (folder / FILE).is_file():
        return None
    log = ProblemLog()
    data = read_user_file(folder / FILE, log, kind="measure", file=FILE, inside=folder)
    document = None if data is None else read_yaml(data, log, file=FILE)
    about = None if document is None else fit(document, About, log)
    if log.has_errors:
        raise DocumentError(log.problems())
    return about


def regime_on(target: str) -> tuple[str, About] | None:
    """The first bundled regime on a target, by name, with what it says of itself; None when there is none."""
    for name in bundled_regimes():
        about = about_regime(find_regime(name))
        if about is not None and about.target == target:
            return name, about
    return None
