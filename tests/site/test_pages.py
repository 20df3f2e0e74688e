"""Every page of a site: escaped, linked, self-contained, and the same for any case."""

import json
import re
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest
from tests.site.conftest import Built

from yalu.case.records import Case
from yalu.site import build as building
from yalu.site.build import build_site

pytestmark = pytest.mark.slow
VOID = {"meta", "link", "br", "input", "img", "path", "rect", "line", "hr"}


class Page(HTMLParser):
    """What a test asks of a page: its ids, its links, what it loads, its headings and tables."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.tags: list[str] = []
        self.scripts: list[dict[str, str]] = []
        self.handlers: list[str] = []
        self.lang = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        self.tags.append(tag)
        self.handlers += [name for name in given if name.startswith("on")]
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "html":
            self.lang = given.get("lang", "")
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag == "script":
            self.scripts.append(given)
        if tag in {"script", "img", "iframe", "source", "video", "audio", "embed", "object", "use", "image"}:
            self.loads += [given[name] for name in ("src", "data", "href") if name in given]
        if tag == "link":
            self.loads.append(given.get("href", ""))


@pytest.fixture(scope="module")
def parsed(bundled: Built) -> dict[Path, Page]:
    return {path: Page(path.read_text(encoding="utf-8")) for path in bundled.pages}


def test_script_in_any_text_of_a_case_stays_text(hostile: Built) -> None:
    for path in hostile.pages:
        text = path.read_text(encoding="utf-8")
        assert "<script>alert" not in text, path
        page = Page(text)
        assert page.handlers == [], path
        assert not [link for link in page.links if link.startswith("javascript:")], path
        own = [s for s in page.scripts if "src" in s or s.get("type") == "application/json"]
        assert len(page.scripts) - len(own) == 1, f"{path}: only the theme script is inline"


def test_the_data_of_the_switches_is_a_script_of_its_own(hostile: Built) -> None:
    data = (
        hostile.text("static/live-data.js").removeprefix("window.yaluCounting = ").rstrip().removesuffix(";")
    )
    assert [visit["id"] for visit in json.loads(data)["visits"]] == [
        visit.id for visit in hostile.case.visits
    ]
    assert "live-data" in hostile.text("relations.html")


def test_formulas_in_a_case_do_not_reach_a_spreadsheet(hostile: Built) -> None:
    assert ",'=1+1," in hostile.text("data/visits.csv")


def test_every_internal_link_leads_somewhere(bundled: Built, parsed: dict[Path, Page]) -> None:
    broken = []
    for path, page in parsed.items():
        for link in {*page.links, *page.loads}:
            if link.startswith(("http://", "https://", "data:", "mailto:")) or not link:
                continue
            address, _, anchor = link.partition("#")
            address = address.partition("?")[0]
            # 404.html is served at any address, so its links begin at the root of the site.
            start = bundled.folder if address.startswith("/") else path.parent
            target = (start / address.lstrip("/")).resolve() if address else path.resolve()
            if not target.is_file():
                broken.append(f"{path.relative_to(bundled.folder)} -> {link}")
            elif (
                anchor
                and target.suffix == ".html"
                and anchor not in parsed[bundled.folder / target.relative_to(bundled.folder.resolve())].ids
            ):
                broken.append(f"{path.relative_to(bundled.folder)} -> {link} (no such place)")
    assert broken == []


def test_no_page_loads_anything_from_elsewhere(bundled: Built, parsed: dict[Path, Page]) -> None:
    for path, page in parsed.items():
        assert not [load for load in page.loads if load.startswith(("http:", "https:", "//"))], path
    css = bundled.text("static/site.css")
    assert "@import" not in css
    assert "url(" not in css


def test_ids_are_unique_in_every_page(parsed: dict[Path, Page]) -> None:
    for path, page in parsed.items():
        assert len(page.ids) == len(set(page.ids)), path


def test_every_page_has_a_language_and_one_first_heading(parsed: dict[Path, Page]) -> None:
    for path, page in parsed.items():
        assert page.lang == "en", path
        assert page.tags.count("h1") == 1, path
        assert page.tags.count("main") == 1, path


def test_every_table_has_a_caption_and_headed_columns(bundled: Built) -> None:
    for path in bundled.pages:
        text = path.read_text(encoding="utf-8")
        tables = text.count("<table")
        assert text.count("<caption") == tables, path
        assert not re.search(r"<th(?![^>]*scope=)[ >]", text), path


def test_no_page_weighs_more_than_two_hundred_kilobytes(bundled: Built) -> None:
    heavy = {p.name: p.stat().st_size for p in bundled.pages if p.stat().st_size > 200_000}
    assert heavy == {}


def test_every_figure_has_its_page_embed_and_files(bundled: Built) -> None:
    slugs = {path.stem for path in (bundled.folder / "figures").glob("*.html")}
    assert bundled.report.figures == len(slugs) >= 15
    for slug in slugs:
        assert (bundled.folder / "embed" / f"{slug}.html").is_file()
        assert (bundled.folder / "figures" / f"{slug}.csv").is_file()
        assert (bundled.folder / "figures" / f"{slug}.json").is_file()
        page = bundled.text(f"figures/{slug}.html")
        assert bundled.report.data_version in page
        assert bundled.report.known_by in page
        if 'id="chart-' in page:
            for ending in ("svg", "png", "vl.json", "js"):
                assert (bundled.folder / "figures" / f"{slug}.{ending}").is_file(), f"{slug}.{ending}"


def test_every_visit_has_a_page(bundled: Built) -> None:
    assert {p.stem for p in (bundled.folder / "visits").glob("*.html")} == {v.id for v in bundled.case.visits}


def test_the_same_case_gives_the_same_bytes(small: Built, tmp_path: Path) -> None:
    build_site(small.case, tmp_path / "again")
    for path in sorted(small.folder.rglob("*")):
        if path.is_file():
            again = tmp_path / "again" / path.relative_to(small.folder)
            assert again.read_bytes() == path.read_bytes(), path.name


def test_a_build_that_fails_leaves_the_old_site(
    small_case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / ".yalu-site").write_text("")
    (folder / "index.html").write_text("old")

    def broken(*_: object) -> None:
        raise RuntimeError("the relations are down")

    monkeypatch.setattr(building, "all_figures", broken)
    with pytest.raises(RuntimeError, match="down"):
        build_site(small_case, folder)
    assert (folder / "index.html").read_text() == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["site"]


def test_a_case_without_a_codebook_still_shows_its_rows(small_case: Case, tmp_path: Path) -> None:
    import msgspec

    report = build_site(msgspec.structs.replace(small_case, codebook=None), tmp_path / "site")
    assert report.figures == 1
    assert "no codebook" in (tmp_path / "site" / "method.html").read_text()


def test_a_case_without_rows_builds(small_case: Case, tmp_path: Path) -> None:
    import msgspec

    empty = msgspec.structs.replace(small_case, visits=(), events=(), tenures=())
    assert build_site(empty, tmp_path / "site").pages > 5


def test_no_code_or_template_of_the_site_names_a_country() -> None:
    folder = Path(str(files("yalu.site")))
    for path in folder.rglob("*"):
        if path.suffix in {".py", ".html", ".js", ".css"}:
            # A language that the search reads (Korean, Chinese) is no state.
            found = re.findall(
                r"\b(?:china|korea|dprk|beijing|pyongyang)\b|\bkim ", path.read_text(), re.IGNORECASE
            )
            assert not found, f"{path.name}: {found}"


def test_every_visit_stands_on_one_page_of_the_timeline(bundled: Built) -> None:
    pages = [bundled.text(f"{name}.html") for name in ("timeline", "timeline-before")]
    for visit in bundled.case.visits:
        assert [page.count(f'href="visits/{visit.id}.html"') for page in pages].count(1) == 1, visit.id
