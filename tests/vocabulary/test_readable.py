"""Days, spans, places and trades are named as a reader says them, and what is none of these stands as it is."""

import pytest

from yalu.vocabulary.places.countries import place_name
from yalu.vocabulary.words.readable import days_in_words, goods_words, spoken_date, spoken_span, trade_words


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("CHN", "China"), ("PRK", "North Korea"), ("KOR", "South Korea"), ("RUS", "Russia"), ("BOL", "Bolivia"),
        ("COD", "Democratic Republic of the Congo"), ("EU", "European Union"), ("490", "Other Asia, nes"),
        ("842", "United States"), ("ALL", "all states"), ("BES", "Bonaire, Sint Eustatius and Saba"),
        ("SHN", "Saint Helena, Ascension and Tristan da Cunha"), ("XEA", "XEA"), ("", ""), ("no code", "no code"),
    ],
)  # fmt: skip
def test_a_place_has_the_name_that_readers_know_and_no_two_share_one(code: str, name: str):
    assert place_name(code) == name


@pytest.mark.parametrize(
    ("span", "said"),
    [
        ("2017", "2017"), ("2017-03", "March 2017"), ("2017-03-21", "21 March 2017"), ("2017-Q1", "the first quarter of 2017"),
        ("2017-H2", "the second half of 2017"), ("2017-01..2017-07", "January to July 2017"), ("2017-01/2017-07", "January to July 2017"),
        ("2016-12..2017-02", "December 2016 to February 2017"), ("2017-02-08..2017-03-10", "8 February to 10 March 2017"),
        ("2015/2017", "2015 to 2017"), ("2017~", "2017 (about)"), ("2017-99-01", "2017-99-01"), ("../2017", "../2017"), ("soon", "soon"),
        ("2017-H3", "2017-H3"), ("", ""),
        ("2017-01~..2017-03~", "January 2017 (about) to March 2017 (about)"),
        ("2017-01-05?/2017-01-09", "5 January 2017 (doubtful) to 9 January 2017"),
        ("2017-01..2017-01", "January 2017"),
    ],
)  # fmt: skip
def test_a_span_is_said_in_words_with_its_year_once(span: str, said: str):
    assert spoken_span(span) == said


def test_a_trade_goes_to_or_from_the_other_side_and_both_ways_with_it():
    assert trade_words("import", "CHN", "PRK") == "imports of China from North Korea"
    assert trade_words("export", "ALL", "PRK") == "exports of all states to North Korea"
    assert trade_words("export+import", "CHN", "PRK") == "exports and imports of China with North Korea"
    assert (goods_words("TOTAL"), goods_words("2701")) == ("all goods", "HS 2701")


def test_a_date_is_said_with_its_doubt():
    assert [spoken_date(when) for when in ("2006-10-09", "1984-05", "1964~", "199X", None)] == [
        "9 October 2006", "May 1984", "1964 (about)", "the 1990s", "",
    ]  # fmt: skip


def test_days_in_a_sentence_are_said_and_those_in_ids_stay():
    assert days_in_words("in 2017-01..2017-07, 2016-11-30/2016-12-31") == (
        "in January to July 2017, 30 November to 31 December 2016"
    )
    assert days_in_words(
        "from 2015-05-01 to 2017-04, of ofac-sdn-2024-05-07 (list/2024-05-07), page 2017-99"
    ) == ("from 1 May 2015 to April 2017, of ofac-sdn-2024-05-07 (list/2024-05-07), page 2017-99")
