"""Words on a page: dates as readers say them, numbers without noise, addresses that are safe."""

import re

import pytest
from tests.site.conftest import Built

from yalu.site.frame.templates import (
    _css,
    _with_spoken_days,
    amount,
    cell,
    environment,
    quoted,
    spoken_date,
    web_address,
    words,
)
from yalu.vocabulary.dates import parse_date


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("2006-10-09", "9 October 2006"),
        ("1984-05", "May 1984"),
        ("1964?", "1964 (doubtful)"),
        ("1964~", "1964 (about)"),
        ("199X", "the 1990s"),
    ],
)
def test_dates_are_said_as_precisely_as_they_are_known(text: str, spoken: str) -> None:
    assert spoken_date(parse_date(text)) == spoken


def test_a_missing_date_says_nothing() -> None:
    assert spoken_date(None) == ""


@pytest.mark.parametrize(
    ("value", "shown"), [(2.0, "2"), (1.256, "1.26"), (1003, "1,003"), (None, ""), ("a", "a")]
)
def test_numbers_are_shown_without_noise(value: object, shown: str) -> None:
    assert amount(value) == shown


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "", "file:///etc/passwd"]
)
def test_only_web_addresses_become_links(address: str) -> None:
    assert web_address(address) == ""


def test_web_addresses_stay() -> None:
    assert web_address("https://example.org/a?b=c") == "https://example.org/a?b=c"


def test_ids_become_words_and_acronyms_stay_upper() -> None:
    assert words("secret_then_confirmed") == "secret then confirmed"
    assert words("unsc_resolution") == "UNSC resolution"


def test_escaping_is_on_for_every_template() -> None:
    assert environment().autoescape is True
    assert environment().from_string("{{ x }}").render(x="<b>") == "&lt;b&gt;"


@pytest.mark.parametrize("text", ['a"b', "a'b", "a;b:c", "</style>", "a\\b", "a&b", "line\nbreak"])
def test_a_heading_cannot_end_the_style_that_carries_it(text: str) -> None:
    assert not set(_css(text)) & set("\"';:<>&\n")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("seen on 2016-11-30.", "seen on 30 November 2016."),
        ("passed in 2016-11-30/2016-12-31", "passed in 30 November to 31 December 2016"),
        ("2017-01-01..2017-08-04", "1 January to 4 August 2017"),
        ("(2017-03-08)", "(8 March 2017)"),
        ("as of 2019-08)", "as of August 2019)"),
        ("the quantity of 2024-02/2024-11.", "the quantity of February to November 2024."),
        # Ids, addresses, years of a season and what is no day stay as they are.
        ("frequency/calendar/2017-03-21", "frequency/calendar/2017-03-21"),
        ("un@bundled-2026-02-27#d2", "un@bundled-2026-02-27#d2"),
        ("https://a.example/?on=2017-03-21", "https://a.example/?on=2017-03-21"),
        ("the file 2017-03-21.csv", "the file 2017-03-21.csv"),
        ("14 sales in 2006-07", "14 sales in 2006-07"),
        ("2017-13-01 and 2017-02-40", "2017-13-01 and 2017-02-40"),
    ],
)
def test_days_in_the_words_of_a_page_are_said_as_readers_say_them(text: str, shown: str) -> None:
    assert _with_spoken_days(f"<p>{text}</p>") == f"<p>{shown}</p>"


@pytest.mark.parametrize(
    "kept", ["<code>{}</code>", "<pre>{}</pre>", '<time datetime="{}">', "<text>{}</text>"]
)
def test_days_that_are_copied_or_read_by_programs_stay(kept: str) -> None:
    assert _with_spoken_days(kept.format("2017-03-21")) == kept.format("2017-03-21")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2017-10", "October 2017"),
        ("2017-08, 2017-09", "August 2017, September 2017"),
        ("2019-01 to 2019-08", "January 2019 to August 2019"),
        ("2017-10: none", "2017-10: none"),
        (1369, "1,369"),
    ],
)
def test_a_cell_of_months_says_them(value: object, shown: str) -> None:
    assert cell(value) == shown


def test_no_page_of_the_bundled_site_writes_a_day_as_iso_in_its_words(bundled: Built) -> None:
    kept = re.compile(r"<(code|pre|script|style|svg|title|textarea)\b.*?</\1>|<[^>]*>", re.DOTALL)
    iso = re.compile(r"(?<![\w/@.=#:~-])[12]\d{3}-[01]\d-[0-3]\d(?![\w/@#~-]|\.\.)")
    pages = [
        p for p in bundled.pages if p.parent == bundled.folder or p.parent.name in {"measures", "parties"}
    ]
    found = {p.name: said[:3] for p in pages if (said := iso.findall(kept.sub("\n", p.read_text("utf-8"))))}
    assert found == {}


def test_quotation_marks_within_a_quotation_are_single() -> None:
    assert quoted("a “humanitarian exemption” loophole") == "“a ‘humanitarian exemption’ loophole”"
