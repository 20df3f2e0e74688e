"""The page of screening: examples are the engine's own answers, in three scripts, readable and whole."""

from pathlib import Path

import jinja2
import msgspec
import pytest

import yalu.site
from yalu.case.folder.new import write_new_case
from yalu.case.package import find_case, read_case
from yalu.screening.ownership.rule_answers import rule_book
from yalu.site.pages.screening.page import headline, measured, open_room

TEMPLATES = Path(yalu.site.__file__).parent / "templates"


@pytest.fixture(scope="module")
def room():
    case = read_case(find_case("china-dprk"))
    return open_room(case, None, None)  # the room asks nothing of the site or of trade


@pytest.fixture(scope="module")
def values(room):
    shown = {}

    def page(address, **given):
        shown[address] = given
        return address, ""

    assert list(room.pages(page)) == [("screening.html", "")]
    return shown["screening.html"]


def test_one_person_stops_in_three_scripts(values):
    stops = [
        e
        for e in values["examples"]
        if e.decision.outcome == "stop" and e.decision.best.party == "ofac-sdn:20157"
    ]
    assert {e.lang for e in stops} == {"ko", "zh", "en"}
    assert values["headline"].startswith("One listed person stops in three scripts")


def test_a_common_name_and_a_ships_name_are_reviewed_and_settled_by_a_datum(values):
    answers = {(e.name, e.imo, bool(e.decision.query.births)): e.decision for e in values["examples"]}
    assert answers["김영철", "", False].outcome == "review"
    assert "give a birth date" in answers["김영철", "", False].needs[0]
    assert answers["김영철", "", True].outcome == "stop"
    assert answers["CHON MA SAN", "", False].outcome == "review"
    assert answers["Another Name", "8660313", False].outcome == "stop"


def test_every_example_shows_its_readings_and_what_met(values):
    for example in values["examples"]:
        assert example.decision.best is not None, example.name
        if not example.imo:
            assert example.readings
            assert example.met


def test_examples_are_the_same_on_every_build(room):
    case = read_case(find_case("china-dprk"))
    again = open_room(case, None, None)
    assert [e.decision.id for e in again.examples] == [e.decision.id for e in room.examples]


def test_a_case_without_examples_has_no_room(tmp_path):
    write_new_case(tmp_path / "c")
    assert open_room(read_case(tmp_path / "c"), None, None) is None


def test_the_headline_says_only_what_the_examples_show():
    assert headline(()) == "How a name is read and decided"


def test_measured_figures_are_those_of_the_benchmarks_page(values):
    published = (Path(__file__).parents[2] / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    assert len(measured()) >= 8
    assert values["measured"] == measured()
    for row in measured():
        for number in (*row["yalu"].split("; "), *filter(None, row["peer"].split("; "))):
            assert number in published, (row["set"], number)


def test_the_policy_and_the_rules_can_be_taken_away(room, values):
    assert set(room.files()) == {"data/screening-policy.yaml", "data/ownership-rules.yaml"}
    assert values["ownership"] == rule_book().rules
    assert {outcome for outcome, _, _ in values["rules"]} == {"stop", "review"}


def test_the_page_renders_with_every_name_in_its_language_and_hostile_text_escaped(values):
    environment = jinja2.Environment(
        loader=jinja2.ChoiceLoader(
            [
                jinja2.DictLoader({"base.html": "{% block content %}{% endblock %}"}),
                jinja2.FileSystemLoader(TEMPLATES),
            ]
        ),
        autoescape=True,
    )
    environment.filters |= {"web": lambda address: address, "amount": str}
    hostile = msgspec.structs.replace(values["examples"][0], why="<script>alert(1)</script>")
    html = environment.get_template("screening.html").render(
        **values | {"examples": (hostile, *values["examples"][1:])}
    )
    assert "<script" not in html
    assert '<span lang="ko">김정은</span>: stop' in html
    assert '<span lang="zh">金正恩</span>: stop' in html
    assert "a name that meets nothing here is “clear on 3 partial lists”" in html
    assert html.count("<td>a part, without entries that are not bundled</td>") == 3
    assert "Not asked, because nothing of them is bundled: eu, ofac-nonsdn, us-denied" in html
    assert "Warning: ofac-sdn is " in html
    assert html.count("<table>") == html.count('tabindex="0" role="region"')
