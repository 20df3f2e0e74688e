"""A site as of a day tells nothing that was published or happened later; where it read of earlier facts it cites."""

import re
from datetime import date
from html import unescape
from pathlib import Path

import msgspec
import pytest
from tests.site.conftest import Built

from yalu.case.later_words import names_later_day
from yalu.policy.facade import PolicyDesk
from yalu.site.build import build_site

DAY = date(2010, 1, 1)
pytestmark = pytest.mark.slow
# Pages that cite nothing in their own words; others name the sources, the lists' copies or the texts they were read in.
PAGES = (
    "index",
    "findings",
    "relations",
    "crisis",
    "comparison",
    "answers",
    "chains",
    "data",
    "ledger",
    "timeline",
)


@pytest.fixture(scope="module")
def early(bundled: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("early") / "site"
    build_site(bundled.case, folder, known_by=DAY)
    return folder


def lines(page: Path) -> list[str]:
    """What a page says between its menu and its footer, without sources and the stamp of the version."""
    text = page.read_text(encoding="utf-8")
    text = re.sub(r"<(script|style|head|header|footer)\b.*?</\1>", "", text, flags=re.DOTALL)
    text = re.sub(r"Sources?:.*?</(?:p|li|td|span)>", "\n", text, flags=re.DOTALL)
    text = re.sub(r"</(?:td|th|p|li|h\d|div|dd|dt|tr|caption|text)>|<br>", "\n", text)
    text = unescape(re.sub(r"<[^>]+>", "", text))
    return [line.strip() for line in re.sub(r"data 2026\S+", "", text).splitlines() if line.strip()]


@pytest.mark.parametrize("name", PAGES)
def test_no_line_names_a_later_day(early: Path, name: str) -> None:
    assert [line for line in lines(early / f"{name}.html") if names_later_day(line, DAY)] == []


@pytest.mark.parametrize("name", ["claims.html", "policy.html", "goods.html", "changes.html"])
def test_what_was_all_written_later_has_no_page_and_no_link(early: Path, bundled: Built, name: str) -> None:
    assert (bundled.folder / name).exists()
    assert not (early / name).exists()
    leads = re.compile(rf'(?<![-\w]){name}"')
    assert [p.name for p in early.rglob("*.html") if leads.search(p.read_text(encoding="utf-8"))] == []


def test_every_link_leads_somewhere(early: Path) -> None:
    pages = {page.resolve(): page.read_text(encoding="utf-8") for page in early.rglob("*.html")}
    anchors = {page: set(map(unescape, re.findall(r' id="([^"]*)"', text))) for page, text in pages.items()}
    broken = []
    for page, text in pages.items():
        for link in set(map(unescape, re.findall(r'href="((?!https?:|mailto:|data:|/)[^"]+)"', text))):
            address, _, place = link.partition("#")
            target = (page.parent / address.partition("?")[0]).resolve() if address else page
            if not target.is_file() or (place and target in anchors and place not in anchors[target]):
                broken.append((page.name, link))
    assert broken == []


def test_an_option_of_history_is_told_from_the_day_that_somebody_published_it(bundled: Built) -> None:
    desk = PolicyDesk(bundled.case)
    then = PolicyDesk(msgspec.structs.replace(bundled.case, known_by="2017-03-21"))
    assert {one.id for one in desk.reckonable} - {one.id for one in then.reckonable} == {
        "hanoi-2019",
        "snap-back-2018",
    }


def test_the_file_of_the_whole_case_says_that_it_knows_more_than_the_site(
    early: Path, bundled: Built
) -> None:
    said = "also those that this site, as of 1 January 2010, does not know yet"
    assert said in (early / "data.html").read_text(encoding="utf-8")
    assert "does not know yet" not in (bundled.folder / "data.html").read_text(encoding="utf-8")
