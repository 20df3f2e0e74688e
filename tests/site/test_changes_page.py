"""The page and the feed of what changed since an earlier version."""

import json
import re
import shutil
from datetime import date
from html import escape
from pathlib import Path
from xml.etree import ElementTree

import pytest

from yalu.case.folder.new import write_new_case
from yalu.case.package import read_case
from yalu.changes.version_record import read_record, record_of, write_record
from yalu.opening import open_case
from yalu.site.build import build_site

ATOM = {"a": "http://www.w3.org/2005/Atom"}
DAY = re.compile(r"\d{4}-\d\d-\d\dT00:00:00Z")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a small case that lost its first visit and changed a note of its second."""
    folder = tmp_path_factory.mktemp("versions")
    old = Path(write_new_case(folder / "old"))
    new = Path(shutil.copytree(old, folder / "new"))
    lines = (new / "visits.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (new / "visits.csv").write_text("".join([lines[0], *lines[2:]]), encoding="utf-8")
    build_site(read_case(new), folder / "site", since=open_case(old))
    return folder / "site"


def test_the_heading_counts_figures_and_verdicts_apart_and_answers_that_are_new_are_neither(site):
    text = (site / "changes.html").read_text(encoding="utf-8")
    answers = json.loads((site / "changes.json").read_bytes())["answers"]
    moved = [one for one in answers if one["was"] and one["now"]]
    assert {one["kind"] for one in moved} == {"visits"}
    assert f", {len(moved)} figures moved</h1>" in text


def test_each_table_has_its_rows_on_a_page_of_its_own(site):
    assert 'href="changes/visits.html"' in (site / "changes.html").read_text(encoding="utf-8")
    text = (site / "changes" / "visits.html").read_text(encoding="utf-8")
    assert "Visits: 0 in, 1 out, 0 changed" in text


def test_a_row_that_went_leads_nowhere(site):
    (gone,) = json.loads((site / "changes.json").read_bytes())["rows"]
    text = (site / "changes" / "visits.html").read_text(encoding="utf-8")
    assert f'<th scope="row">{gone["id"]}</th>' in text


def test_the_bundled_site_says_what_changed_since_the_version_that_its_case_carries(bundled):
    earlier = read_record(bundled.case)
    assert earlier is not None
    for name in ("index.html", "changes.html", "visits/V001.html"):
        assert f"What changed since version {earlier.data_version.partition('+')[0]} (22" in bundled.text(
            name
        )
    printed = "".join(
        page.read_text(encoding="utf-8") for page in (bundled.folder / "changes").glob("*.html")
    )
    found = json.loads((bundled.folder / "changes.json").read_bytes())
    assert [row["id"] for row in found["rows"] if f">{escape(row['id'])}<" not in printed] == []
    assert 'href="../visits/V001.html"' in printed


def test_no_page_of_what_changed_is_heavy(bundled):
    pages = [bundled.folder / "changes.html", *(bundled.folder / "changes").glob("*.html")]
    assert {page.name: size for page in pages if (size := page.stat().st_size) > 200_000} == {}


def test_a_version_that_is_named_stands_before_the_one_that_the_case_carries(site, tmp_path):
    folder = Path(write_new_case(tmp_path / "case"))
    write_record(record_of(open_case(folder), released=date(2020, 1, 1)), folder)
    build_site(read_case(folder), tmp_path / "own")
    assert ", no answer moved" in (tmp_path / "own" / "changes.html").read_text(encoding="utf-8")
    build_site(read_case(folder), tmp_path / "named", since=open_case("russia-dprk"))
    assert "1 January 2020" not in (tmp_path / "named" / "changes.html").read_text(encoding="utf-8")


def test_a_site_as_of_a_day_is_not_compared_with_a_version_that_knew_more(tmp_path):
    folder = Path(write_new_case(tmp_path / "case"))
    write_record(record_of(open_case(folder)), folder)
    case = read_case(folder)
    build_site(case, tmp_path / "site", known_by=case.visits[1].start.latest)
    assert not (tmp_path / "site" / "changes.html").exists()


def test_every_page_leads_to_it(site):
    assert 'href="changes.html"' in (site / "index.html").read_text(encoding="utf-8")


def test_the_feed_has_an_entry_for_each_answer_with_an_id_of_its_own(site):
    feed = ElementTree.parse(site / "changes.xml").getroot()
    found = json.loads((site / "changes.json").read_bytes())
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    entries = feed.findall("a:entry", ATOM)
    ids = {entry.findtext("a:id", namespaces=ATOM) for entry in entries}
    assert len(entries) == len(ids) == len(found["answers"]) > 0
    assert all(DAY.fullmatch(one.text or "") for one in feed.iter("{http://www.w3.org/2005/Atom}updated"))
    assert {one.get("rel") for one in feed.findall("a:link", ATOM)} == {"self", None}
    assert len({entry.findtext("a:title", namespaces=ATOM) for entry in entries}) == len(entries)
    for entry in (feed, *entries):
        assert all(entry.findtext(f"a:{name}", namespaces=ATOM) for name in ("id", "title", "updated"))


def test_an_entry_of_the_feed_leads_to_the_page_of_its_answer(bundled):
    entries = ElementTree.parse(bundled.folder / "changes.xml").getroot().findall("a:entry", ATOM)
    titles = [entry.findtext("a:title", "", namespaces=ATOM) for entry in entries]
    assert len(set(titles)) == len(titles) > 100
    leads = {one.get("href") or "" for entry in entries for one in entry.findall("a:link", ATOM)}
    assert [address for address in leads if not (bundled.folder / address).is_file()] == []
    assert "claims/sexton-25-accounts.html" in leads
    assert len(leads) > 10


def test_a_site_without_an_earlier_version_has_no_such_page(small):
    assert not (small.folder / "changes.html").exists()
    assert "changes.html" not in small.text("index.html")
