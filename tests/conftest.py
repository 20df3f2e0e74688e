"""What every test starts from: output as wide as in a pipe, and each bundled case read and compared once in a process."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import settings

from yalu.case.folder.locations import bundled_cases, find_case
from yalu.case.package import _Reading, read_case
from yalu.case.records import Case
from yalu.policy.facade import PolicyDesk
from yalu.policy.results.comparison import PolicyComparison

# No property has a deadline: on a machine that does much else they failed, though nothing was wrong.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")


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
def desk() -> PolicyDesk:
    """The policy desk of the bundled case: it keeps the law judged under each option for all who ask it."""
    return PolicyDesk(read_case(find_case("china-dprk")))


_COMPARE = PolicyDesk.compare


@pytest.fixture(scope="session", autouse=True)
def _a_comparison_is_computed_once() -> Iterator[None]:
    """Commands, pages and explanations ask for the same comparison of the same case, which takes seconds: they share it.

    The last line notices a test that changed what it was given. ``computed_anew`` takes this back.
    """
    kept: dict[tuple[object, ...], tuple[PolicyDesk, PolicyComparison, bytes]] = {}

    def once(self: PolicyDesk, *names: Any, **asked: Any) -> PolicyComparison:
        # The desk is kept too, so that nothing else can come to have the identity of its case or law.
        key = (id(self.case), id(self.regime), self.version, repr(names), repr(sorted(asked.items())))
        if key not in kept:
            found = _COMPARE(self, *names, **asked)
            kept[key] = (self, found, msgspec.json.encode(found))
        return kept[key][1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PolicyDesk, "compare", once)
        yield
    assert [
        found.version for _, found, written in kept.values() if msgspec.json.encode(found) != written
    ] == []


@pytest.fixture
def computed_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every comparison of this test is computed."""
    monkeypatch.setattr(PolicyDesk, "compare", _COMPARE)


# One process installs the wheel while the other builds the site that most modules of tests/site wait for.
FIRST = ("tests/test_wheel.py", "tests/site/test_browser.py")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Hunts are left out where none is asked for; long modules begin first, so that no process ends the run alone with one."""
    if "hunt" not in config.getoption("markexpr"):
        config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("hunt")])
        items[:] = [item for item in items if not item.get_closest_marker("hunt")]
    places: dict[str, int] = {name: place - len(FIRST) for place, name in enumerate(FIRST)}
    for item in items:
        name = item.nodeid.partition("::")[0]
        places[name] = min(0 if item.get_closest_marker("slow") else 1, places.get(name, 1))
    items.sort(key=lambda item: places[item.nodeid.partition("::")[0]])
