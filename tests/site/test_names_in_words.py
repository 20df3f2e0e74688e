"""Titles and headings name things as readers know them: no id of the case, no code of a state, no day in figures."""

import re
from html.parser import HTMLParser
from pathlib import Path

from tests.site.conftest import Built

HEADS = {"title", "h1", "h2", "h3", "h4", "caption", "summary"}
APART = {"code", "script", "style", "svg"}
# A code of the two states and of those whose acts are on record, standing alone; an ISO day; a word with underscores.
CODE = re.compile(r"(?<![\w-])(?:CHN|PRK|RUS|KOR|JPN|GBR|IRN|ALL)(?![\w-])")
DAY = re.compile(r"(?<![\w/+=-])(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-\d\d)?(?![\w-])")
COLUMN = re.compile(r"\b[a-z]+_[a-z_0-9]+\b")
SLUG = re.compile(r"(?<![\w/-])[a-z][a-z0-9]*(?:-[a-z0-9]+)+(?![\w/-])")
ID_FIRST = {
    "lists.html",
    "screening.html",
    "data.html",
    "changes.html",
    "changes",
}  # their headings are the ids one copies


class Heads(HTMLParser):
    """The text of every title and heading, without what stands in code."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in HEADS | APART:
            self.open.append(tag)
            if tag in HEADS and self.open.count(tag) == 1:
                self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open and not APART & set(self.open):
            self.found[-1] += data


def heads(page: Path) -> list[str]:
    read = Heads()
    read.feed(page.read_text(encoding="utf-8"))
    return read.found


def ids(site: Built) -> set[str]:
    """Ids of rows, measures, instruments and options, as far as they have the shape of one: words with hyphens."""
    case = site.case
    tables = (case.actions, case.deals, case.nodes, case.links, case.events, case.responses, case.flows)
    law = {path.stem for path in (site.folder / "measures").glob("*.html")}
    named = (
        {row.id for table in tables for row in table} | law | {"-".join(name.split("-")[:2]) for name in law}
    )
    options = {path.stem for path in Path(case.path, "policies").glob("*.yaml")}
    return {one for one in named | options if "-" in one}


def test_no_title_or_heading_shows_what_only_files_need(bundled: Built):
    known = ids(bundled)
    wrong = []
    for page in bundled.pages:
        if page.relative_to(bundled.folder).parts[0] in ID_FIRST:
            continue
        for text in heads(page):
            found = [hit[0] for hit in SLUG.finditer(text) if hit[0] in known]
            found += [hit for shape in (CODE, DAY, COLUMN) for hit in shape.findall(text)]
            wrong += [f"{page.name}: {', '.join(found)} in “{text.strip()[:90]}”"] if found else []
    assert wrong == []


def test_the_shapes_find_what_they_are_to_find():
    assert CODE.findall("imports of CHN with PRK, Silver Bridge Co-HKG") == ["CHN", "PRK"]
    assert DAY.findall("as of 2017-06 to 2017-08-02, ofac-sdn-2024-05-07") == ["2017-06", "2017-08-02"]
    assert COLUMN.findall("item mach_6axis") == ["mach_6axis"]
    assert SLUG.findall("“pay-up-front” under unscr-2371") == ["pay-up-front", "unscr-2371"]
