"""Titles and headings name things as readers know them: no id of the case, no code of a state, no day in figures."""

import html
import re
from pathlib import Path

from tests.site.conftest import Built

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


HEAD = re.compile(r"<(title|h[1-4]|caption|summary)\b[^>]*>(.*?)</\1>", re.DOTALL)
APART = re.compile(r"<code\b.*?</code>|<[^>]*>", re.DOTALL)


def heads(page: Path) -> list[str]:
    """The text of every title and heading of a page, without what stands in code."""
    return [
        html.unescape(APART.sub("", inner)) for _, inner in HEAD.findall(page.read_text(encoding="utf-8"))
    ]


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
