"""Pages say where they stand only where somebody said it."""

import json
import re
from html import unescape
from xml.etree import ElementTree

import pytest
from tests.site.conftest import Built

from yalu.case.records import Case
from yalu.site.build import build_site
from yalu.site.frame.addresses import base_of

BASE = "https://example.org/yalu/"


@pytest.fixture(scope="module")
def published(hostile_case: Case, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The case with script in every text, built for an address."""
    folder = tmp_path_factory.mktemp("published") / "site"
    return Built(folder, build_site(hostile_case, folder, base_url=BASE.rstrip("/")), hostile_case)


def metas(text: str) -> dict[str, str]:
    found = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', text)
    return {name: unescape(value) for name, value in found}


@pytest.mark.parametrize(
    ("typed", "base"),
    [
        ("https://example.org", "https://example.org/"),
        ("http://127.0.0.1:8000/a/b//", "http://127.0.0.1:8000/a/b/"),
    ],
)
def test_a_base_ends_in_a_slash(typed: str, base: str) -> None:
    assert base_of(typed) == base


@pytest.mark.parametrize(
    "typed", ["example.org", "//example.org/", "ftp://example.org/", "javascript:alert(1)", "https://", "https://a.b/?q", 'https://a.b/"x'],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="the address of a site"):
        base_of(typed)


def test_every_page_names_its_own_address_once(published: Built) -> None:
    for path in published.pages:
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(published.folder).as_posix()
        public = BASE + re.sub("^embed/", "figures/", name).removesuffix("index.html")
        assert re.findall(r'<link rel="canonical" href="([^"]*)">', text) == [public]
        assert metas(text)["og:url"] == public


@pytest.mark.slow
def test_every_page_is_described_by_words_of_its_own(bundled: Built, other_partner: Built) -> None:
    for built in (bundled, other_partner):
        printed: dict[str, str] = {}
        for path in built.pages:
            if path.parent.name == "embed":
                continue
            found = metas(path.read_text(encoding="utf-8"))
            assert found["og:title"] and found["og:description"] == found["description"] != built.case.title
            assert printed.setdefault(found["description"], path.name) == path.name, path


def test_a_figure_is_shared_with_its_picture(published: Built) -> None:
    found = metas(published.text("figures/visits-by-year.html"))
    assert found["og:image"] == f"{BASE}figures/visits-by-year.png"
    assert found["twitter:card"] == "summary_large_image"
    assert (published.folder / "figures" / "visits-by-year.png").is_file()
    assert metas(published.text("method.html"))["twitter:card"] == "summary"
    front = metas(published.text("index.html"))
    assert front["og:image"].startswith(f"{BASE}figures/") and front["twitter:card"] == "summary_large_image"


def test_the_sitemap_lists_every_page_that_stands_for_itself(published: Built) -> None:
    tree = ElementTree.fromstring(published.text("sitemap.xml"))
    listed = {loc.text for loc in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    names = {p.relative_to(published.folder).as_posix() for p in published.pages}
    shown = {n for n in names if not n.startswith("embed/") and n != "404.html"}
    assert listed == {BASE + name.removesuffix("index.html") for name in shown}
    assert f"Sitemap: {BASE}sitemap.xml" in published.text("robots.txt")


def test_the_page_of_the_data_describes_the_whole_case_to_search_engines(published: Built) -> None:
    (said,) = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', published.text("data.html"), re.DOTALL
    )
    printed = json.loads(said)
    assert (printed["@type"], printed["url"]) == ("Dataset", f"{BASE}data.html")
    # A description shorter than 50 letters, or no licence with an address, is refused by Dataset Search.
    assert 50 <= len(printed["description"]) <= 5000
    assert printed["license"].startswith("https://")
    assert re.fullmatch(r"(\d{4}-\d\d-\d\d|\.\.)/(\d{4}-\d\d-\d\d|\.\.)", printed["temporalCoverage"])
    for file in printed["distribution"]:
        assert (published.folder / file["contentUrl"].removeprefix(BASE)).is_file()


def test_without_an_address_no_page_invents_one(small: Built) -> None:
    assert not (small.folder / "sitemap.xml").exists()
    assert "Sitemap" not in small.text("robots.txt")
    for path in small.pages:
        text = path.read_text(encoding="utf-8")
        assert "canonical" not in text and "og:url" not in text and "og:image" not in text
        assert "YOUR-SITE" not in text, path
