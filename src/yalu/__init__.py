"""Yalu: an open observatory for sanctions implementation.

>>> import yalu
>>> case = yalu.open_case("china-dprk")
>>> case.visits.frequency(rules="beyond-parallel", eras="calendar").table()  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yalu.renamed import install as _name_renamed_modules
from yalu.vocabulary.version import CODE_VERSION

__version__ = CODE_VERSION
_name_renamed_modules()

__all__ = ["__version__", "open_case", "open_screening"]

if TYPE_CHECKING:
    from yalu.opening import open_case
    from yalu.screening.screener import open_screening


def __getattr__(name: str) -> Any:
    # Loaded on first use, so that `import yalu` costs next to nothing.
    if name == "open_case":
        from yalu.opening import open_case  # noqa: PLC0415 - see above

        return open_case
    if name == "open_screening":
        from yalu.screening.screener import open_screening  # noqa: PLC0415 - see above

        return open_screening
    raise AttributeError(f"module 'yalu' has no attribute {name!r}")
