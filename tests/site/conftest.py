"""Two sites, each built once: the bundled case, and a ten-row case with hostile text in it; and a browser to see them."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
import pytest

from yalu.case.new import write_new_case
from yalu.case.package import find_case, read_case
from yalu.case.records import Case
from yalu.site.build import BuildReport, build_site

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
HOSTILE = '<script>alert("x")</script>&"\'</title>'


@dataclass(frozen=True)
class Built:
    """A site on disk, what its build reported, and the case it was built from."""

    folder: Path
    report: BuildReport
    case: Case

    @property
    def pages(self) -> list[Path]:
        return sorted(self.folder.rglob("*.html"))

    def text(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def small_case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return read_case(write_new_case(tmp_path_factory.mktemp("cases") / "small"))


@pytest.fixture(scope="session")
def hostile_case(small_case: Case) -> Case:
    """The ten-row case with script in every text that a stranger could have written."""
    replace = msgspec.structs.replace
    return replace(
        small_case,
        title=f"Case {HOSTILE}",
        description=HOSTILE,
        names={"target": f"T{HOSTILE}", "partner": f"P{HOSTILE}"},
        visits=tuple(
            replace(v, guest=f"G{HOSTILE}", place=HOSTILE, notes=HOSTILE, post_text="=1+1")
            for v in small_case.visits
        ),
        events=tuple(replace(e, title=f"E{HOSTILE}", text=HOSTILE) for e in small_case.events),
        tenures=tuple(replace(t, name=f"L{HOSTILE}") for t in small_case.tenures),
        sources={
            name: replace(s, title=f"S{HOSTILE}", url="javascript:alert(1)", publisher=HOSTILE)
            for name, s in small_case.sources.items()
        },
    )


def _built(case: Case, folder: Path) -> Built:
    return Built(folder, build_site(case, folder), case)


@pytest.fixture(scope="session")
def small(small_case: Case, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return _built(small_case, tmp_path_factory.mktemp("sites") / "small")


@pytest.fixture(scope="session")
def hostile(hostile_case: Case, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return _built(hostile_case, tmp_path_factory.mktemp("sites") / "hostile")


@pytest.fixture(scope="session")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site of the bundled case, built by the first process that asks; the others wait and share it."""
    place = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        place = place.parent
    folder, report = place / "bundled-site", place / "bundled-site.json"
    case = read_case(find_case("china-dprk"))
    try:
        os.close(os.open(place / "bundled-site.begun", os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        for _ in range(3000):
            if report.exists():
                return Built(folder, msgspec.json.decode(report.read_bytes(), type=BuildReport), case)
            time.sleep(0.1)
        pytest.fail("the process that began to build the bundled site never finished it")
    built = _built(case, folder)
    written = report.with_suffix(".part")
    written.write_bytes(msgspec.json.encode(built.report))
    written.rename(report)
    return built


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A browser. Where CHROMIUM names one, as it does in continuous integration, its absence is a failure and no skip."""
    named = os.environ.get("CHROMIUM", "")
    path = named or "/usr/bin/chromium"
    if not Path(path).exists():
        if named:
            pytest.fail(f"CHROMIUM names {named}, and there is no such file")
        pytest.skip("no Chromium; set CHROMIUM to its path")
    driver = pytest.importorskip("playwright.sync_api").sync_playwright().start()
    browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
    yield browser
    browser.close()
    driver.stop()


def accessibility(page: Any, asked: Any = RULES) -> list[dict[str, Any]]:
    """What the rules of axe find wrong with an open page; ``asked`` are tags of rules, or a choice of single rules."""
    page.add_script_tag(content=(files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate("asked => axe.run(document, {runOnly: asked})", asked)[
        "violations"
    ]
    return found
