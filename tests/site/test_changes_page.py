"""The page and the feed of what changed since an earlier version."""

import json
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from yalu.case.folder.new import write_new_case
from yalu.case.package import read_case
from yalu.opening import open_case
from yalu.site.build import build_site

ATOM = {"a": "http://www.w3.org/2005/Atom"}
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


def test_the_heading_counts_the_answers_that_moved(site):
    text = (site / "changes.html").read_text(encoding="utf-8")
    found = json.loads((site / "changes.json").read_bytes())
    moved, alike = len(found["answers"]), found["answers_alike"]
    assert f"{moved} of {moved + alike} answers moved since version" in text
    assert 'id="t-visits"' in text
    assert "0 in, 1 out, 0 changed" in re.sub(r"\s+", " ", text)


def test_every_page_leads_to_it(site):
    assert 'href="changes.html"' in (site / "index.html").read_text(encoding="utf-8")


def test_the_feed_has_an_entry_for_each_answer_with_an_id_of_its_own(site):
    feed = ElementTree.parse(site / "changes.xml").getroot()
    found = json.loads((site / "changes.json").read_bytes())
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    entries = feed.findall("a:entry", ATOM)
    ids = {entry.findtext("a:id", namespaces=ATOM) for entry in entries}
    assert len(entries) == len(ids) == len(found["answers"]) > 0
    for entry in (feed, *entries):
        assert all(entry.findtext(f"a:{name}", namespaces=ATOM) for name in ("id", "title", "updated"))


def test_a_site_without_an_earlier_version_has_no_such_page(small):
    assert not (small.folder / "changes.html").exists()
    assert "changes.html" not in small.text("index.html")
