"""Where the data that comes with Yalu lies: the one place that knows."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from pathlib import Path


@lru_cache(maxsize=64)
def bundled_path(*parts: str) -> Path | None:
    """A bundled file or folder, such as ``bundled_path("cases")``; None when there is none.

    In an installed package the data lies inside it, in a source tree beside ``src``.
    """
    package = Path(str(files("yalu")))
    for root in (package / "data", package.parents[1] / "data"):
        place = root.joinpath(*parts)
        if place.exists():
            return place
    return None


def bundled_file(*parts: str) -> Path:
    """A bundled file that must be there. Raises FileNotFoundError when the installation is damaged."""
    found = bundled_path(*parts)
    if found is None:
        raise FileNotFoundError(f"the bundled file {'/'.join(parts)} is missing; install Yalu again")
    return found
