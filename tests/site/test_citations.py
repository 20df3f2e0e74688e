"""What a page offers to be cited by is read by other programs as it was meant."""

import json
import re

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.site.frame.citations import cite, cite_figure, cite_result
from yalu.site.frame.figure_page import FigurePage, Site
from yalu.vocabulary.coverage import Observed
from yalu.vocabulary.dates import parse_date
from yalu.vocabulary.results import Figure, Trail

SITE = Site(
    title="A and B", code_version="1.0", data_version="2+abc", known_by="2020-12-31", licence="CC-BY-4.0",
    base="https://example.org/yalu/",
)  # fmt: skip
# The fields of csl-data.json 1.0.2 that we write, with their types; it allows no others than its own.
CSL = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["type", "id"],
        "additionalProperties": False,
        "properties": {
            "type": {"enum": ["webpage"]},
            "issued": {
                "type": "object",
                "required": ["date-parts"],
                "additionalProperties": False,
                "properties": {
                    "date-parts": {
                        "type": "array",
                        "maxItems": 2,
                        "items": {
                            "type": "array",
                            "minItems": 1,
                            "maxItems": 3,
                            "items": {"type": "integer"},
                        },
                    }
                },
            },
            **{n: {"type": "string"} for n in ("id", "title", "container-title", "version", "note", "URL")},
        },
    },
}


def entry(text: str) -> tuple[str, dict[str, str]]:
    """A BibTeX entry as BibTeX reads it: braces count even behind a backslash, and a comma parts fields outside them."""
    head = re.match(r"@misc\{([^\s,{}%#~\\]+),", text)
    assert head is not None and text.endswith("}")
    parts, depth, start = [], 0, head.end()
    body = text[:-1]
    for place in range(start, len(body)):
        depth += {"{": 1, "}": -1}.get(body[place], 0)
        assert depth >= 0
        if body[place] == "," and depth == 0:
            parts.append(body[start:place])
            start = place + 1
    assert depth == 0
    fields = {}
    for part in (*parts, body[start:]):
        field = re.fullmatch(
            r"\s*([a-z]+) = (?:\{(.*)\}|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))\s*",
            part,
            re.DOTALL,
        )
        assert field is not None, part
        fields[field[1]] = field[2] or field[3]
    return head[1], fields


def plain(text: str) -> str:
    """What TeX sets for a text that we escaped."""
    names = {
        "textbackslash": "\\",
        "textbraceleft": "{",
        "textbraceright": "}",
        "textasciitilde": "~",
        "textasciicircum": "^",
    }
    return re.sub(r"\\(?:([a-z]+)\{\}|(.))", lambda m: names[m[1]] if m[1] else m[2], text)


def figure(**values: object) -> FigurePage:
    printed = {
        "slug": "coal",
        "title": "Coal fell",
        "subtitle": "t",
        "shows": "s",
        "columns": (),
        "rows": (),
        "definition": "",
        "uncertainty": "",
    }
    return FigurePage(**{**printed, **values})  # type: ignore[arg-type]


def test_a_text_names_title_project_version_knowledge_licence_and_address() -> None:
    assert cite(SITE, "figures/coal.html", "Coal fell").text == (
        "“Coal fell”. Yalu: A and B. Data version 2+abc. Known by 31 December 2020. Licence CC-BY-4.0. "
        "https://example.org/yalu/figures/coal.html"
    )


def test_a_figure_is_cited_with_the_last_day_of_each_of_its_series() -> None:
    seen = [
        Observed(parse_date("2016-01-01").earliest, parse_date(day).latest)
        for day in ("2017-11-30", "2022-12-31")
    ]
    cited = cite_figure(figure(series=(("Customs", seen[0]), ("Alleged", seen[1]))), SITE)
    printed = "observed: Customs to 30 November 2017, Alleged to 31 December 2022"
    assert f"O{printed[1:]}." in cited.text
    assert printed in json.loads(cited.csl)[0]["note"]
    assert printed in entry(cited.bibtex)[1]["note"]


def test_a_number_is_cited_by_the_heading_of_its_page() -> None:
    days = Figure(
        id="gaps/all/visit/2020-12-31", title="Days since the last visit on 2020-12-31", value=1000, unit="days",
        definition="", trail=Trail(),
    )  # fmt: skip
    cited = cite_result(days, SITE, "trails/gaps.html", f"{days.title}: 1,000 days")
    assert cited.text.startswith("“Days since the last visit on 31 December 2020: 1,000 days”. ")


def test_without_a_base_no_form_names_a_host() -> None:
    cited = cite(Site(title="A", code_version="1", data_version="2", known_by="2020-12-31"), "a.html", "T")
    assert "http" not in cited.text + cited.bibtex + cited.csl


@given(
    st.text(
        alphabet=st.characters(exclude_categories=("C", "Z")) | st.sampled_from("{}\\%#&_~^$,@\"' "),
        min_size=1,
    )
)
def test_any_title_comes_out_of_each_form_as_it_went_in(title: str) -> None:
    cited = cite(SITE, "figures/coal.html", title)
    name, fields = entry(cited.bibtex)
    assert name == "yalu-figures-coal"
    assert plain(fields["title"][1:-1]) == title
    assert (fields["year"], fields["month"], fields["url"]) == (
        "2020",
        "dec",
        "https://example.org/yalu/figures/coal.html",
    )
    (item,) = json.loads(cited.csl)
    jsonschema.validate([item], CSL)
    assert (item["title"], item["issued"]) == (title, {"date-parts": [[2020, 12, 31]]})


@pytest.mark.parametrize("known_by", ["2020", "", "all"])
def test_a_day_that_is_none_is_left_out(known_by: str) -> None:
    site = Site(title="A", code_version="1", data_version="2", known_by=known_by)
    cited = cite(site, "a.html", "T")
    assert "issued" not in json.loads(cited.csl)[0]
    assert "year" not in entry(cited.bibtex)[1]
