"""The pages of chains: a picture with nothing on top of anything, and the same as a list."""

import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.site.conftest import Built

from yalu import __version__
from yalu.opening import open_case
from yalu.site.frame.figure_page import Site
from yalu.site.pages.assembly import Pages
from yalu.site.pages.chains.layered_layout import BOX, lay_out
from yalu.site.pages.chains.page import ChainsRoom, open_room
from yalu.site.pages.chains.svg import wrapped
from yalu.site.pages.figures import Findings


@pytest.fixture(scope="module")
def printed() -> dict[str, str]:
    case = open_case("china-dprk").case
    site = Site(
        title=case.title, code_version=__version__, data_version=case.data_version, known_by="2026-11-21"
    )
    room = ChainsRoom(case, site)
    pages = Pages(case, None, Findings({}), {}, site, None, (room,))
    return dict(room.pages(pages._page))


def test_every_deal_has_a_page_and_a_row_in_the_table(printed):
    case = open_case("china-dprk").case
    assert set(printed) == {"chains.html"} | {f"chains/{deal.id}.html" for deal in case.deals}
    assert all(f'href="chains/{deal.id}.html"' in printed["chains.html"] for deal in case.deals)


def test_the_title_of_the_table_states_the_finding(printed):
    assert re.search(
        r">Of 36 documented chains, that the seller knew is established in 4 and alleged in 8; "
        r"in 2 a court accepted it unanswered; in 22 it is not shown</h1>",
        printed["chains.html"],
    )


def test_every_link_of_the_picture_stands_in_the_list_under_its_number(printed):
    for name, html in printed.items():
        picture = re.search(r'<svg class="chain-picture".*?</svg>', html, re.DOTALL)
        if picture is None:
            continue
        numbers = set(re.findall(r'class="chain-label"[^>]*>(\d+)', picture[0]))
        assert numbers, name
        assert all(f'<li id="link-{number}"' in html for number in numbers), name


def test_the_shenyang_page_says_where_the_condition_was_broken_and_what_is_controlled(printed):
    page = printed["chains/smtcl.html"]
    assert "Here a condition was broken: No retransfer to North Korea: CNC control units" in page
    assert "broken here" in page
    assert "should have known (K3, S1; Shenyang Machine Tools Company (SMTCL); as of 2015)" in page
    assert page.count('class="chain-box other item controlled"') == 2


def test_a_breach_is_told_on_the_word_of_whoever_reports_it(printed):
    def title(deal):
        return re.search(r'<h1 class="chain-title">([^<]*)', printed[f"chains/{deal}.html"])[1]

    assert title("smtcl").startswith(
        "CNC control units and CNC software licences went on against a condition, “no retransfer to North Korea”, as experts report;"
    )
    assert (
        "“no unlicensed export”, as is alleged; that Optronic GmbH knew is alleged, as of April 2003"
        in title("optronic")
    )
    assert "“no military use”, as officials found; of Hubei Sanjiang" in title("tel")
    assert title("ryonha").startswith("Ryonha CNC machine tools reached DPRK")


def test_the_title_of_a_chain_holds_no_code_of_a_scale(printed):
    titles = {
        name: re.search(r'<h1 class="chain-title">([^<]*)', html)[1]
        for name, html in printed.items()
        if "/" in name
    }
    assert [name for name, title in titles.items() if re.search(r"\b[KS]\d\b", title)] == []


def test_evidence_is_told_by_line_style_with_a_key(printed):
    page = printed["chains/dhid.html"]
    for grade in (
        "court_finding",
        "official_finding",
        "company_admission",
        "expert_report",
        "press",
        "allegation",
    ):
        assert f'class="chain-line {grade}"' in page


def test_no_page_is_heavier_than_two_hundred_kilobytes(printed):
    assert max(len(html.encode()) for html in printed.values()) < 200_000


def test_a_case_without_deals_has_no_room(small_case):
    site = Site(title="t", code_version="1", data_version="1", known_by="2020-12-31")
    assert open_room(small_case, site, None) is None


def test_names_are_cut_at_a_width_that_a_box_has():
    assert all(len(line) <= 19 for line in wrapped("Korea Daesongsan Information Technology Exchange " * 3))
    assert wrapped("a" * 50)[0] == "a" * 19
    assert wrapped("Short name") == ("Short name",)


TIES = st.lists(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] != pair[1]), max_size=14
)


@given(TIES)
def test_no_two_boxes_touch_whatever_is_tied_to_whatever_even_in_a_ring(pairs):
    heights = {f"n{n}": 40.0 + 10 * (n % 3) for n in range(8)}
    ties = [(str(n), f"n{a}", f"n{b}") for n, (a, b) in enumerate(pairs)]
    layout = lay_out(heights, ties)
    assert layout == lay_out(heights, ties)
    for one, two in combinations(layout.boxes.values(), 2):
        apart_x = abs(one.x - two.x) >= BOX
        apart_y = abs(one.y - two.y) >= (one.height + two.height) / 2
        assert apart_x or apart_y
    assert set(layout.ways) == {tie[0] for tie in ties}


@given(TIES)
def test_what_is_no_ring_runs_from_left_to_right(pairs):
    ties = [(str(n), f"n{min(pair)}", f"n{max(pair)}") for n, pair in enumerate(pairs)]
    layout = lay_out({f"n{n}": 40.0 for n in range(8)}, ties)
    assert all(layout.boxes[one].x < layout.boxes[two].x for _, one, two in ties)


OVERLAPS = """() => {
  const out = [], box = e => e.getBBox();
  const svg = document.querySelector('.chain-picture');
  if (!svg) return out;
  const boxes = [...svg.querySelectorAll('rect.chain-box')].map(box);
  const texts = [...svg.querySelectorAll('text')].map(e => [e.textContent, box(e), e.getAttribute('class')]);
  const met = (a, b) => a.x < b.x + b.width - 1 && b.x < a.x + a.width - 1
    && a.y < b.y + b.height - 1 && b.y < a.y + a.height - 1;
  texts.forEach(([text, here, kind], i) => {
    if (kind.includes('label')) {
      if (boxes.some(b => met(b, here))) out.push('on a box: ' + text);
      texts.forEach(([other, there], j) => { if (j !== i && met(here, there)) out.push(text + ' / ' + other); });
    } else if (!boxes.some(b => here.x >= b.x - 1 && here.x + here.width <= b.x + b.width + 1)) {
      out.push('out of its box: ' + text);
    }
  });
  return out;
}"""


@pytest.mark.browser
@pytest.mark.slow
def test_no_label_lies_on_another_or_on_a_box_in_any_picture(chromium, printed):
    from importlib.resources import files

    css = (files("yalu.site") / "static" / "site.css").read_text(encoding="utf-8")
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    found = {}
    for name, html in printed.items():
        page.set_content(f"<style>{css}</style>{html}")
        found[name] = page.evaluate(OVERLAPS)
    page.close()
    assert {name: bad for name, bad in found.items() if bad} == {}


def test_a_note_keeps_its_capitals_and_ends_once(bundled: Built) -> None:
    text = (bundled.folder / "chains" / "tel.html").read_text(encoding="utf-8")
    assert "the State Department’s table no entry of 2017. <" in text
