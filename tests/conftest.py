"""What every test starts from: output as wide as in a pipe, whatever terminal or runner started the tests."""

import pytest


@pytest.fixture(autouse=True)
def _no_terminal_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long modules begin first, so that no process ends the run alone with one of them."""
    modules: dict[str, int] = {}
    for item in items:
        weight = 0 if item.get_closest_marker("wheel") else 1 if item.get_closest_marker("slow") else 2
        name = item.nodeid.partition("::")[0]
        modules[name] = min(weight, modules.get(name, 2))
    items.sort(key=lambda item: modules[item.nodeid.partition("::")[0]])
