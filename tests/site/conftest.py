"""Sites, each built once in a run whatever the number of processes, and a browser to see them."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
import pytest

from yalu.case.folder.new import write_new_case
from yalu.case.package import find_case, read_case
from yalu.case.records import Case
from yalu.policy.facade import PolicyDesk
from yalu.site.build import BuildReport, build_site
from yalu.site.frame.figure_page import Site
from yalu.site.frame.templates import render
from yalu.site.pages.policy.page import PolicyRoom, scripts

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
COLOURS = {"type": "rule", "values": ["color-contrast"]}
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


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of one run share."""
    place = tmp_path_factory.getbasetemp()
    return place.parent if "PYTEST_XDIST_WORKER" in os.environ else place


def _made_once(place: Path, make: Callable[[Path], bytes]) -> bytes:
    """What ``make`` says of the folder it fills; the first process that asks makes it, the others wait and read."""
    said, failed = place.with_suffix(".said"), place.with_suffix(".failed")
    try:
        os.close(os.open(place.with_suffix(".begun"), os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        for _ in range(6000):
            if said.exists():
                return said.read_bytes()
            if failed.exists():
                pytest.fail(f"another process could not make {place.name}: {failed.read_text()}")
            time.sleep(0.1)
        pytest.fail(f"the process that began to make {place.name} never finished it")
    try:
        found = make(place)
    except BaseException as error:
        failed.write_text(repr(error))
        raise
    written = said.with_suffix(".part")
    written.write_bytes(found)
    written.rename(said)
    return found


def _built(case: Case, folder: Path) -> Built:
    said = _made_once(folder, lambda place: msgspec.json.encode(build_site(case, place)))
    return Built(folder, msgspec.json.decode(said, type=BuildReport), case)


@pytest.fixture(scope="session")
def small(small_case: Case, shared: Path) -> Built:
    return _built(small_case, shared / "small-site")


@pytest.fixture(scope="session")
def hostile(hostile_case: Case, shared: Path) -> Built:
    return _built(hostile_case, shared / "hostile-site")


@pytest.fixture(scope="session")
def bundled(shared: Path) -> Built:
    """The site of the bundled case."""
    return _built(read_case(find_case("china-dprk")), shared / "bundled-site")


@pytest.fixture(scope="session")
def other_partner(shared: Path) -> Built:
    """The site of a second case of the same target, with petroleum and no visits."""
    return _built(read_case(find_case("russia-dprk")), shared / "other-site")


@dataclass(frozen=True)
class Page:
    """The page of the options alone, with the style and script it asks for; the rest of the site is not built."""

    folder: Path

    @property
    def text(self) -> str:
        return (self.folder / "policy.html").read_text(encoding="utf-8")

    @property
    def history(self) -> str:
        """The page beside it: options from history, the options as written, and other metrics."""
        return (self.folder / "policy-history.html").read_text(encoding="utf-8")

    @property
    def address(self) -> str:
        return (self.folder / "policy.html").as_uri()


def _written_alone(desk: PolicyDesk, folder: Path) -> bytes:
    site = Site(title="A case", code_version="0", data_version="1", known_by="2026-11-21")
    given = {
        "site": site,
        "case": desk.case,
        "navigation": (),
        "law_only": frozenset(),
        "drawn": {},
        "source_page": lambda _: "sources.html",
    }

    def page(address: str, template: str = "", current: str = "", **values: Any) -> tuple[str, str]:
        return address, render(template or address, {**given, "root": "", "current": current, **values})

    (folder / "static").mkdir(parents=True)
    room = PolicyRoom(desk)
    for name, html in room.pages(page):
        (folder / name).write_text(html, encoding="utf-8")
    (folder / "static/policy-data.js").write_bytes(room.files()["static/policy-data.js"])
    for name in ("site.css", "site.js", "tables.js", *scripts()):
        shutil.copy(str(files("yalu.site") / "static" / name), folder / "static" / name)
    return b""


@pytest.fixture(scope="session")
def alone(desk: PolicyDesk, shared: Path) -> Page:
    _made_once(shared / "policy-pages", lambda folder: _written_alone(desk, folder))
    return Page(shared / "policy-pages")


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
    """What the rules of axe find wrong with an open page; ``asked`` are tags of rules, or a choice of single rules.

    Only violations are worked out in full: what passes needs no address in the page.
    """
    if not page.evaluate("typeof window.axe === 'object'"):
        page.add_script_tag(
            content=(files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
        )
    found: list[dict[str, Any]] = page.evaluate(
        "asked => axe.run(document, {runOnly: asked, resultTypes: ['violations'], selectors: false})", asked
    )["violations"]
    return found


# Rows of the same markup tell the same: two of each kind, in every table, whatever their number.
TWO_OF_A_KIND = """() => document.querySelectorAll('tbody').forEach(body => {
    const seen = {}, part = e => e.tagName + [...e.attributes].map(a => a.name + (a.name === 'class' ? a.value : '')).join();
    [...body.rows].forEach(row => {
        const kind = [row, ...row.querySelectorAll('*')].map(part).join(' ');
        seen[kind] = (seen[kind] || 0) + 1;
        if (seen[kind] > 2) row.remove();
    });
})"""


def in_both_schemes(page: Any) -> list[dict[str, Any]]:
    """What is wrong with an open page in the light, and with its colours in the dark, where nothing else differs."""
    page.evaluate(TWO_OF_A_KIND)
    found = accessibility(page)
    page.emulate_media(color_scheme="dark")
    return found + accessibility(page, COLOURS)
