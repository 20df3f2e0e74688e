"""Words on a page: dates as readers say them, numbers without noise, addresses that are safe."""

import pytest

from yalu.site.frame.templates import _css, amount, environment, spoken_date, web_address, words
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
