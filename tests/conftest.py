"""What every test starts from: output as wide as in a pipe, and each bundled case read once in a process."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from yalu.case.locations import bundled_cases, find_case
from yalu.case.package import _Reading
from yalu.case.records import Case


@pytest.fixture(autouse=True)
def _no_terminal_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture(scope="session", autouse=True)
def _bundled_cases_are_read_once() -> Iterator[None]:
    """Hundreds of tests open a bundled case, which is frozen: each gets the first reading of its process.

    The last line holds every case against a new reading, so a test that changed what others read is noticed.
    """
    bundled = {find_case(name) for name in bundled_cases()}
    read: dict[Path, Case | None] = {}
    whole = _Reading.case

    def once(self: _Reading) -> Case | None:
        if self._folder not in bundled:
            return whole(self)
        if self._folder not in read:
            read[self._folder] = whole(self)
        return read[self._folder]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_Reading, "case", once)
        yield
    assert {folder: whole(_Reading(folder)) for folder in read} == read


@pytest.fixture(scope="session")
def desk() -> Any:
    """The policy desk of the bundled case: it keeps the law judged under each option for all who ask it."""
    from yalu.case.package import read_case
    from yalu.policy.facade import PolicyDesk

    return PolicyDesk(read_case(find_case("china-dprk")))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Hunts are left out where none is asked for; long modules begin first, so that no process ends the run alone with one."""
    if "hunt" not in config.getoption("markexpr"):
        config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("hunt")])
        items[:] = [item for item in items if not item.get_closest_marker("hunt")]
    modules: dict[str, int] = {}
    for item in items:
        weight = 0 if item.get_closest_marker("wheel") else 1 if item.get_closest_marker("slow") else 2
        name = item.nodeid.partition("::")[0]
        modules[name] = min(weight, modules.get(name, 2))
    items.sort(key=lambda item: modules[item.nodeid.partition("::")[0]])
