"""Pages are valid HTML: by rules of our own always, by the Nu checker where VNU names its jar (npm: vnu-jar)."""

import os
import re
import subprocess
from html.parser import HTMLParser

import pytest
from tests.site.conftest import Built

VOID = {"meta", "link", "br", "input", "img", "hr", "wbr"}
PHRASES = {
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "summary",
    "span",
    "b",
    "code",
    "caption",
    "figcaption",
    "pre",
    "label",
    "button",
    "title",
}
BLOCKS = {
    "p",
    "div",
    "ul",
    "ol",
    "dl",
    "table",
    "figure",
    "section",
    "details",
    "blockquote",
    "form",
    "pre",
    "h1",
    "h2",
    "h3",
    "h4",
    "nav",
    "main",
}
# What may stand directly in it, where only certain elements may.
CHILDREN = {
    "ul": {"li", "script"}, "ol": {"li", "script"}, "dl": {"dt", "dd", "div", "script"}, "tr": {"th", "td"},
    "tbody": {"tr"}, "thead": {"tr"}, "table": {"caption", "thead", "tbody", "tfoot", "colgroup", "tr"}, "select": {"option", "optgroup"},
}  # fmt: skip


class Structure(HTMLParser):
    """What is wrong with how the elements of a page stand in each other."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: set[str] = set()
        self.wrong: list[str] = []
        self.feed(text)
        self.close()
        self.wrong += [f"{tag} is never closed" for tag in self.open]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._starts(tag, attributes)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._starts(tag, attributes)
        if tag not in VOID and "svg" not in self.open:
            self.wrong.append(f"{tag} closes itself")

    def _starts(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attributes]
        self.wrong += [f"{tag} has {name} twice" for name in set(names) if names.count(name) > 1]
        given = dict(attributes)
        if given.get("id", "x") in self.ids or not given.get("id", "x"):
            self.wrong.append(f"the id {given['id']!r} stands twice or is empty")
        self.ids.add(given.get("id") or "")
        if not self.open or "svg" in self.open:
            return
        around = self.open[-1]
        if around in CHILDREN and tag not in CHILDREN[around]:
            self.wrong.append(f"{tag} in {around}")
        if tag in BLOCKS and around in PHRASES - {"figcaption", "caption"}:
            self.wrong.append(f"{tag} in {around}")
        if tag in {"a", "button", "select", "input"} and {"a", "button"} & set(self.open):
            self.wrong.append(f"{tag} in something that is pressed itself")
        if tag == "style" and "body" in self.open:
            self.wrong.append("style in the body")

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()
        elif tag not in VOID:
            self.wrong.append(f"{tag} ends in {self.open[-1] if self.open else 'nothing'}")


@pytest.mark.parametrize(
    "text", ["<p><div></div></p>", "<ul><p>x</p></ul>", "<b><i></b></i>", "<p>x", "<i id=a></i><i id=a></i>", "<a><a>x</a></a>", "<p/>"],
)  # fmt: skip
def test_the_rules_find_what_is_wrong(text: str) -> None:
    assert Structure(text).wrong


@pytest.mark.slow
@pytest.mark.parametrize("site", ["bundled", "other_partner", "hostile"])
def test_elements_stand_in_each_other_as_html_allows(site: str, request: pytest.FixtureRequest) -> None:
    built: Built = request.getfixturevalue(site)
    wrong = {p.name: found for p in built.pages if (found := Structure(p.read_text(encoding="utf-8")).wrong)}
    assert {name: found[:3] for name, found in wrong.items()} == {}


@pytest.mark.slow
@pytest.mark.skipif("VNU" not in os.environ, reason="VNU names no vnu.jar; npm: vnu-jar")
def test_the_nu_checker_finds_no_error(bundled: Built) -> None:
    asked = ["java", "-jar", os.environ["VNU"], "--errors-only", "--skip-non-html", str(bundled.folder)]
    said = subprocess.run(asked, capture_output=True, text=True, check=False).stderr
    assert said == ""


def test_no_list_of_facts_names_one_thing_twice_and_every_section_has_a_heading(bundled: Built) -> None:
    wrong = []
    for path in bundled.pages:
        text = path.read_text("utf-8")
        for facts in re.findall(r"<dl\b.*?</dl>", text, re.DOTALL):
            names = re.findall(r"<dt>(.*?)</dt>", facts)
            wrong += [f"{path.name}: {name}" for name in set(names) if names.count(name) > 1]
        for section in re.findall(r"<section\b.*?</section>", text, re.DOTALL):
            wrong += [path.name] if not re.search("<h[2-6]", section) else []
    assert wrong == []
