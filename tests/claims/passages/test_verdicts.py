"""A verdict is given only where every word of the sentence was taken up and no part was guessed."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from tests.visits.building import a_case, visit
from yalu.claims.evidence import Evidence
from yalu.claims.passages.names import Names
from yalu.claims.passages.printed_article import article_lines
from yalu.claims.passages.proposals import read_for_claims
from yalu.claims.passages.questions.acts import likely_actions
from yalu.claims.passages.records import Sentence
from yalu.claims.passages.sentence_facts import Sight
from yalu.claims.passages.texts import text_of
from yalu.claims.passages.verdicts import judged

WHOLE = "China's coal imports from North Korea fell 51.6 percent by volume in the first quarter of 2017."


def verdicts(evidence, article) -> list[str | None]:
    found = judged(evidence, article).passages
    return [
        one.proposals[0].judged.verdict if one.proposals and one.proposals[0].judged else None
        for one in found
    ]


def test_a_sentence_understood_to_the_last_word_is_judged(evidence, read) -> None:
    article = read(WHOLE)
    assert article.passages[0].proposals[0].not_understood == ()
    assert verdicts(evidence, article)[0] in {"supported", "contradicted", "supported_if", "cannot_say"}
    assert verdicts(evidence, article)[0] is not None


@pytest.mark.parametrize(
    "sentence",
    [
        WHOLE.replace("fell", "allegedly fell"),
        WHOLE.replace("imports", "imports through private brokers"),
        WHOLE.replace(".", " because it wanted to punish Pyongyang."),
        WHOLE.replace("China's", "If there were no ban, China's"),
        WHOLE.replace("coal", "washed coal"),
        WHOLE.replace(" in the first quarter of 2017", ""),
        WHOLE.replace("fell", "never fell"),
        WHOLE.replace(".", " and 9 other numbers."),
        WHOLE.replace(".", "?"),
        WHOLE.replace("fell", "could fall"),
        WHOLE.replace("fell", "was expected to fall"),
    ],
)
def test_one_word_more_or_a_part_guessed_gives_no_verdict(evidence, read, sentence) -> None:
    assert set(verdicts(evidence, read(sentence))) == {None}


def test_nothing_is_judged_by_a_day_that_nobody_gave(evidence, read) -> None:
    article = msgspec.structs.replace(read(WHOLE), assumed=("published",))
    assert set(verdicts(evidence, article)) == {None}
    assert any("give --published" in line for line in article_lines(article, (), tested=True))


def test_the_end_of_the_days_before_a_first_visit_is_said_to_be_assumed_where_no_day_of_it_is_told(
    evidence, read
) -> None:
    article = read("It was the first visit to North Korea since October 2005.", "2018-06-05")
    first = article.passages[-1].proposals[0]
    assumed = [(taken.part, taken.value, taken.words) for taken in first.taken if taken.how == "assumed"]
    assert assumed == [("to", "2018-05-06", "a month before publication")]
    assert set(verdicts(evidence, article)) == {None}
    dated = read(
        "On 3 May 2018 an envoy paid the first visit to North Korea since October 2005.", "2018-06-05"
    )
    assert [one.proposals[0].assumed for one in dated.passages if one.stated == "October 2005"] == [()]


def test_only_the_first_question_is_judged(evidence, read) -> None:
    for passage in judged(evidence, read(WHOLE)).passages:
        assert all(one.judged is None for one in passage.proposals[1:])


def test_every_word_is_taken_up_or_listed(read) -> None:
    sentence = (
        "Curiously, China's coal imports from North Korea fell 12 percent in 2016 despite all promises."
    )
    first = read(sentence).passages[0].proposals[0]
    assert first.not_understood == ("Curiously", "despite", "all", "promises")
    assert {taken.words for taken in first.taken if taken.start >= 0} <= {
        sentence[taken.start : taken.end] for taken in first.taken
    } | {taken.words for taken in first.taken}


def test_the_lines_say_first_how_much_was_understood(evidence, read) -> None:
    lines = list(article_lines(judged(evidence, read(WHOLE)), {"flow", "hs"}, tested=True))
    assert lines[0].endswith("with every word taken up.")
    assert any(
        line.strip().startswith("yalu claims test --about trade.growth --flow import --hs 2701")
        for line in lines
    )
    assert any("←" in line for line in lines)


@pytest.mark.parametrize(
    "turned", ["China denied that {}", "No report shows that {}", "China has never admitted that {}"]
)
def test_words_that_turn_a_statement_are_no_part_of_it(evidence, read, turned) -> None:
    article = read(turned.format(WHOLE[0].lower() + WHOLE[1:]))
    number = next(one for one in judged(evidence, article).passages if one.stated == "51.6 percent")
    assert number.proposals[0].judged is None


def test_a_measure_that_another_fits_nearly_as_well_settles_nothing(evidence, read) -> None:
    sentence = "The limit for coal imports from North Korea was one million tonnes."
    article = read(sentence)
    first = article.passages[0].proposals[0]
    assert first.about == "law.cap_size"
    assert "measure" in first.assumed
    assert set(verdicts(evidence, article)) == {None}


def test_a_test_that_is_named_by_its_number_is_settled(evidence, read) -> None:
    article = read("The third nuclear test was on February 12, 2013.")
    found = judged(evidence, article).passages
    assert {
        (one.proposals[0].about, one.proposals[0].judged.verdict) for one in found if one.proposals[0].judged
    } >= {("events.date", "supported")}


@pytest.mark.parametrize(
    "sentence",
    [
        "China's exports rose 8.3 percent in 2016.",
        "North Korea's exports were $1.7 billion in 2016.",
        "Both imports and exports fell in 2016.",
        "China's trade with South Korea fell in 2016.",
        "Russia's exports rose 8.3 percent in 2016.",
        "Trade between China and North Korea was twice that of Russia and North Korea in 2016.",
    ],
)
def test_trade_of_which_one_side_is_not_named_is_not_judged_as_trade_of_the_two(
    evidence, read, sentence
) -> None:
    assert set(verdicts(evidence, read(sentence))) <= {None}


def test_trade_with_a_third_state_is_asked_of_that_state(read) -> None:
    for passage in read("China's exports to South Korea rose 8.3 percent in 2016.").passages:
        assert passage.proposals[0].given["partner"] == "KOR"


@pytest.mark.parametrize(
    "sentence",
    [
        "China's imports from North Korea fell 33 percent in 2016 and its exports rose 8.3 percent.",
        "China's imports from North Korea fell 33 percent in 2016, its exports rose 8.3 percent.",
        "China's imports from North Korea fell 33 percent and exports to North Korea rose 8.3 percent in 2016.",
    ],
)
def test_a_number_is_of_the_flow_of_its_own_clause(read, sentence) -> None:
    flows = [one.proposals[0].given["flow"] for one in read(sentence).passages if one.kind == "percent"]
    assert flows == ["import", "export"]


@pytest.mark.parametrize("said", ["fell in 2016", "fell 10 percent in 2016", "both fell in 2016"])
def test_that_imports_and_exports_each_fell_is_not_judged_by_their_sum(evidence, read, said) -> None:
    for flows in ("imports from and exports to North Korea", "imports and exports with North Korea"):
        assert set(verdicts(evidence, read(f"China's {flows} {said}."))) <= {None}


@pytest.mark.parametrize(
    "sentence",
    [
        "China's imports from North Korea in 2016 were 80 percent of its exports to North Korea.",
        "China's imports from North Korea in 2016 were only 12 percent of those in 2015.",
        "China's imports from North Korea in 2016 were a tenth of what they were in 2013.",
        "North Korea's share of China's trade was 0.1 percent in 2015.",
        "North Korea accounted for 90 percent of China's trade in 2015.",
        "China conducted 90 percent of its trade with North Korea in 2015.",
        "Russia accounted for 5 percent of North Korea's trade in 2015.",
        "China bought 90 percent of North Korea's coal in 2015.",
    ],
)
def test_a_part_of_something_else_is_not_judged_as_the_share_of_the_partner(evidence, read, sentence) -> None:
    assert set(verdicts(evidence, read(sentence))) <= {None}


@pytest.mark.parametrize("flow", ["imports", "exports"])
def test_a_share_of_one_flow_is_asked_with_the_denominators_of_that_flow(read, flow) -> None:
    for said in (f"China's share of North Korea's {flow} was 90 percent in 2015.",
                 f"China accounted for 90 percent of North Korea's {flow} in 2015."):  # fmt: skip
        (passage,) = read(said).passages
        assert passage.proposals[0].open["denominator"] == (flow, f"{flow}-all-reporters")


@pytest.mark.parametrize(
    ("said", "period", "against"),
    [
        ("fell 88 percent between 2012 and 2014", "2014", "2012"),
        ("fell 88 percent from 2012 to 2014", "2014", "2012"),
        ("fell 28 percent in March 2016 from February", "2016-03", "2016-02"),
        ("fell 25 percent in January 2016 from December", "2016-01", "2015-12"),
        ("fell 25 percent from December 2015 to January 2016", "2016-01", "2015-12"),
        ("fell 25 percent in 2014 from 2012", "2014", "2012"),
    ],
)
def test_the_two_ends_of_a_change_are_what_is_compared(read, said, period, against) -> None:
    (passage,) = read(f"China's imports from North Korea {said}.").passages
    asked = passage.proposals[0].given
    assert (asked["period"], asked["against"]) == (period, against)


def test_the_two_ends_in_months_of_a_year_may_be_the_span_as_well(evidence, read) -> None:
    for said in ("from January to March 2016", "between January and March 2016"):
        article = read(f"China's exports to North Korea rose 28 percent {said}.")
        assert set(verdicts(evidence, article)) == {None}


def test_an_amount_of_a_year_later_is_of_the_year_after(read) -> None:
    text = "China's imports from North Korea fell from $2.5 billion in 2013 to $1.7 billion {}."
    for said in ("a year later", "the next year", "the following year"):
        assert [p.proposals[0].given["period"] for p in read(text.format(said)).passages] == ["2013", "2014"]


@pytest.mark.parametrize(
    "sentence",
    [
        "China's imports from North Korea fell 88 percent since 2016.",
        "China's coal imports from North Korea dropped by 25 percent in January 2017 from December.",
        "China exported 96,000 tonnes of oil products to North Korea in 2017.",
        "China paid North Korea $126 million for coal in January 2017.",
    ],
)
def test_the_period_of_a_number_of_trade_is_no_day_of_an_event(read, sentence) -> None:
    assert [one.kind for one in read(sentence, "2018-05-05").passages if one.kind == "date"] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "China imported $211 million a month from North Korea in 2016.",
        "China imported 22.5 million tonnes of coal a month from North Korea in 2016.",
        "China imported 22.5 million tonnes of coal from North Korea each month in 2016.",
        "China imported 22.5 million tonnes of coal from North Korea every month of 2016.",
    ],
)
def test_an_amount_a_month_is_not_judged_as_the_amount_of_the_year(evidence, read, sentence) -> None:
    assert set(verdicts(evidence, read(sentence))) == {None}


@pytest.mark.parametrize(
    ("said", "stated"),
    [
        ("just under", "slightly under $5 billion"),
        ("only over", "over $5 billion"),
        ("barely more than", "slightly more than $5 billion"),
        ("just", "$5 billion"),
        ("slightly less than", "slightly less than $5 billion"),
        ("a little fewer than", "slightly less than $5 billion"),
        ("well above", "above $5 billion"),
    ],
)
def test_just_under_an_amount_is_under_it_and_near_it(read, said, stated) -> None:
    (passage,) = read(f"China's trade with North Korea was {said} $5 billion in 2016.").passages
    assert passage.proposals[0].stated == stated


@pytest.mark.parametrize("said", ["a little under", "just under", "slightly below", "barely under"])
def test_far_under_an_amount_is_not_just_under_it(evidence, read, said) -> None:
    """2.22 billion is under 3 billion, and no little under it."""
    text = f"China's exports to North Korea in 2018 were {said} $3 billion."
    assert verdicts(evidence, read(text, "2026-11-20")) == ["contradicted"]
    near = f"China's imports from North Korea in 2016 were {said} $2.54 billion."
    assert verdicts(evidence, read(near, "2026-11-20")) == ["supported"]


def test_growth_by_value_is_asked_in_money_alone(read) -> None:
    for words in ("by value", "in value"):
        (passage,) = read(
            f"China's coal imports from North Korea rose 14.5 percent {words} in 2016."
        ).passages
        assert passage.proposals[0].given["unit"] == "USD"


def test_a_day_from_which_a_limit_holds_is_not_the_day_of_adoption_or_of_an_event(evidence, read) -> None:
    sentence = "Resolution 2375 capped refined petroleum at two million barrels a year from 2018."
    article = read(sentence, "2019-05-05")
    dates = [one for one in article.passages if one.kind == "date"]
    assert not [p for one in dates for p in one.proposals if p.about == "events.date"]
    assert not [p for one in dates for p in one.proposals if p.given.get("edge") == "adopted"]
    assert "contradicted" not in verdicts(evidence, article)


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("Kim Jong Un visited China four times in 2018 and 2019.", ("2018-01-01", "2019-12-31")),
        ("North Korea conducted five nuclear tests between 2006 and 2016.", ("2006-01-01", "2016-12-31")),
        ("North Korea conducted two nuclear tests before 2010.", (None, "2009-12-31")),
    ],
)
def test_a_count_has_all_the_days_that_its_words_name(read, sentence, days) -> None:
    asked = (
        next(one for one in read(sentence, "2023-03-01").passages if one.kind != "date").proposals[0].given
    )
    assert (asked.get("from"), asked["to"]) == days


@pytest.mark.parametrize(
    "sentence",
    [
        "Kim Jong Un visited China four times in 2018 and 2020.",
        "North Korea conducted two nuclear tests in 2013 and 2016.",
        "Kim Jong Un has been in power for ten years.",
    ],
)
def test_a_second_period_or_an_office_still_held_gets_no_verdict(evidence, read, sentence) -> None:
    assert set(verdicts(evidence, read(sentence, "2023-03-01"))) <= {None}


@pytest.mark.parametrize(
    ("said", "given"),
    [
        ("has been no summit since 2019", {"from": ("2019-01-01", "2020-01-01")}),
        ("was no summit between 2011 and 2018",
         {"from": ("2011-01-01", "2012-01-01"), "to": ("2018-12-31", "2017-12-31")}),
    ],
)  # fmt: skip
def test_none_since_or_between_years_leaves_the_years_themselves_open(evidence, read, said, given) -> None:
    article = read(f"There {said}.", "2023-03-01")
    assert article.passages[0].proposals[0].open == given
    assert verdicts(evidence, article)[0] == "supported_if"


def test_the_lowest_since_a_year_is_asked_to_the_period_itself_with_and_without_that_year(read) -> None:
    (passage,) = read(
        "China's trade with North Korea in 2018 was the lowest since 2007.", "2023-03-01"
    ).passages
    asked = passage.proposals[0]
    assert asked.given["to"] == "2018-01-01"
    assert asked.open["from"] == ("2007-01-01", "2008-01-01")


def test_a_place_among_years_is_one_among_those_over_at_publication(read) -> None:
    (passage,) = read("China's imports from North Korea in 2013 were the highest.", "2018-05-05").passages
    assert passage.proposals[0].given["to"] == "2017-05-06"


@pytest.mark.parametrize(
    "said", ["largest import", "main import", "number one import", "biggest single import"]
)
def test_the_largest_import_is_a_place_among_goods(read, said) -> None:
    asked = read(f"Coal was China's {said} from North Korea in 2016.").passages[0].proposals[0]
    assert asked.given["among"] == "goods"


def test_none_of_some_goods_since_a_year_leaves_that_year_open(read) -> None:
    asked = read("China imported no coal from North Korea since 2017.", "2023-03-01").passages[0].proposals[0]
    assert asked.open["period"] == ("2017-01/2023-02", "2018-01/2023-02")


@pytest.mark.parametrize(
    ("sentence", "flows"),
    [
        ("In 2016 China exported 1.3 times its imports from North Korea.", ("export", "import")),
        ("China's exports to North Korea in 2016 were 1.3 times its imports.", ("export", "import")),
        ("China's exports to North Korea in 2016 were nearly double its imports.", ("export", "import")),
        (
            "North Korea's imports from China in 2016 were 1.3 times its exports to China.",
            ("export", "import"),
        ),
        ("North Korea's exports to China in 2016 were twice its imports.", ("import", "export")),
    ],
)
def test_one_way_of_trade_is_measured_by_the_other(read, sentence, flows) -> None:
    asked = next(one for one in read(sentence).passages if one.kind == "times").proposals[0]
    assert (asked.about, asked.given["flow"], asked.given["against_flow"]) == ("trade.ratio", *flows)
    assert "against_period" not in asked.given


@pytest.mark.parametrize(
    "sentence",
    [
        "North Korea carried out its fifth nuclear test eight months after its fourth test.",
        "North Korea's fifth nuclear test came eight months after its fourth.",
        "The fifth nuclear test came eight months after the fourth nuclear test.",
    ],
)
def test_time_between_two_tests_is_no_wait_for_a_visit(read, sentence) -> None:
    asked = next(one for one in read(sentence).passages if one.kind == "time").proposals[0]
    assert (asked.about, asked.given) == ("events.gap", {"from": "E040", "to": "E044"})


def test_a_fifth_test_is_not_denied_by_a_sixth_after_it(evidence, read) -> None:
    article = read("North Korea carried out its fifth nuclear test.", "2018-05-05")
    assert set(verdicts(evidence, article)) == {None}


@pytest.mark.parametrize(
    "sentence",
    [
        "China's non-oil exports to North Korea were $3.25 billion in 2016.",
        "China's non-coal imports from North Korea fell in 2016.",
        "China-based imports from North Korea fell in 2016.",
        "China's imports from North Korea are said to have fallen in 2016.",
    ],
)
def test_a_word_with_a_hyphen_is_taken_up_whole_or_not_at_all(evidence, read, sentence) -> None:
    assert set(verdicts(evidence, read(sentence))) == {None}


@pytest.mark.parametrize(
    ("said", "period"),
    [
        ("the year to June 2016", "2015-07/2016-06"),
        ("the 12 months ended in June 2016", "2015-07/2016-06"),
        ("the six months to June 2016", "2016-01/2016-06"),
    ],
)
def test_months_up_to_one_are_that_many_months(read, said, period) -> None:
    asked = read(f"China's imports from North Korea in {said} fell 13 percent.").passages[0].proposals[0]
    assert asked.given["period"] == period
    assert "against" not in asked.given


def test_that_one_leader_did_not_travel_is_asked_of_that_leader(evidence, read) -> None:
    for said in (
        "Kim Jong Un did not visit China before 2018.",
        "Xi Jinping did not visit North Korea before 2017.",
    ):
        article = read(said, "2022-05-01")
        asked = next(one for one in article.passages if one.kind == "none").proposals[0]
        assert asked.given["guest"] in {"kim-jong-un", "xi-jinping"}
    assert "contradicted" not in verdicts(
        evidence, read("Kim Jong Un did not visit China before 2018.", "2022-05-01")
    )


def test_a_second_trip_in_a_month_is_the_second_of_all(read) -> None:
    asked = (
        read("Kim Jong Un made his second trip to China in May 2018.", "2022-05-01").passages[0].proposals[0]
    )
    assert asked.given == {"guest": "kim-jong-un", "to": "2018-05-31"}


def test_a_fine_of_another_month_is_not_judged_by_the_sum_of_the_year(evidence, read) -> None:
    text = "ZTE was fined $1.19 billion in {} 2017."
    assert verdicts(evidence, read(text.format("June"), "2022-05-01"))[0] is None
    assert verdicts(evidence, read(text.format("March"), "2022-05-01"))[0] == "supported_if"


@pytest.mark.parametrize(
    "said",
    [
        "between $1.5 billion and $2 billion",
        "$1.5-2 billion",
        "$1.5 to $2 billion",
        "$1.5 billion to $2 billion",
        "1.5 to 2 billion dollars",
        "two to three billion dollars",
    ],
)
def test_a_range_of_money_is_one_statement(read, said) -> None:
    (passage,) = read(f"China's imports from North Korea were {said} in 2016.").passages
    assert passage.proposals[0].stated == said


def test_a_fall_from_one_amount_to_another_is_no_range(read) -> None:
    for said in ("$2.5 billion to $1.7 billion", "2.5 to 1.7 billion dollars"):
        passages = read(f"China's imports from North Korea fell from {said} in 2016.").passages
        assert all("to" not in one.stated for one in passages)


@pytest.mark.parametrize(
    "sentence",
    [
        "China's imports from North Korea fell by 32 percent in 2016 to 1.73 billion dollars from 2.54 billion dollars.",
        "China's imports from North Korea were $1.7 billion in 2016, compared with $2.5 billion.",
    ],
)
def test_the_amount_compared_with_is_not_judged_by_the_year_of_the_other(evidence, read, sentence) -> None:
    assert verdicts(evidence, read(sentence))[-1] is None


@pytest.mark.parametrize(
    "sentence",
    [
        # who acts is another than the rows are of
        "India has conducted six nuclear tests.",
        "China has conducted six nuclear tests.",
        "The United States listed 27 ships on 30 March 2018.",
        "The United States adopted resolution 2371 on August 5, 2017.",
        "China's trade deficit with South Korea was $1.51 billion in 2017.",
        # whose trade with whom is not said
        "North Korea's trade deficit was $1.51 billion in 2017.",
        # what was meant to be is not what was
        "Kim Jong Un was to visit China three times in 2018.",
        "Kim Jong Un had to visit China three times in 2018.",
        # which ban or resolution is not said
        "The ban has been in force since 2006.",
        "The Security Council has passed six resolutions since 2006.",
        # who it was is not said
        "They conducted six nuclear tests.",
        "India is a nuclear power. It has conducted six nuclear tests.",
        "Three of his five visits to China were in 2018.",
        "Four summits took place in 2018.",
        # what a word turns
        "China's imports from North Korea fell almost ninefold in 2018.",
        "North Korea shipped 2.68 million tonnes of coal through China in the first quarter of 2017.",
        "Resolution 2397 was published in January 2018.",
        # a leader's name, or a year, names no event
        "Kim Jong Un's third visit to China in 2018 was in June.",
        "North Korea's coal exports reached 35 percent of the 2017 cap by February 2017.",
        "The last visit since 2009 was in May 2017.",
        # the length of time is a part of what is stated
        "2020 was the worst year for trade between China and North Korea in two decades.",
    ],
)
def test_what_the_rows_are_not_of_gets_no_verdict(evidence, read, sentence: str) -> None:
    assert not [verdict for verdict in verdicts(evidence, read(sentence, "2026-11-20")) if verdict]


def test_the_whole_that_a_part_is_taken_of_is_not_counted_in_the_time_of_the_part(evidence, read) -> None:
    article = read("North Korea conducted two of its six nuclear tests in 2016.", "2026-11-20")
    assert verdicts(evidence, article)[:2] == ["supported", None]


def test_the_first_half_of_a_year_names_no_first_visit(evidence, read) -> None:
    article = read("Kim Jong Un visited China three times in the first half of 2018.", "2026-11-20")
    assert [verdict for verdict in verdicts(evidence, article) if verdict] == ["supported"]


def test_a_measure_that_was_guessed_stays_a_guess_for_the_next_question(evidence, read) -> None:
    found = read("The ban has been in force since 2006. It was widened in 2016.", "2026-11-20").passages
    measures = [t.how for one in found for t in one.proposals[0].taken if t.part == "measure"]
    assert measures
    assert set(measures) == {"assumed"}


def test_a_part_of_the_trade_of_both_is_no_share_of_the_targets_trade(evidence, read) -> None:
    article = read("China's imports from North Korea were 16 percent of two-way trade in 2024.", "2026-11-20")
    assert "trade.share" not in {asked.about for one in article.passages for asked in one.proposals}


def test_an_affair_alone_names_no_act_of_another_kind(evidence) -> None:
    """ZTE was fined, settled with and given a suspended sum: a word that fits none of these chooses none of them."""
    text = "ZTE had 40 offices in Europe."
    sight = Sight(Sentence(number=1, block=1, text=text), Names(evidence), date(2026, 11, 20))
    assert likely_actions(sight, sight.mentions[0]) == []


def test_an_article_is_read_where_no_law_is_on_the_target() -> None:
    """Without law no ban is found in it, and its other sentences are."""
    article = read_for_claims(
        Evidence(a_case(visits=(visit("V1", "2005-05-10", guest="Anna First"),))),
        text_of(b"The ban was lifted in 2006. There were two visits in 2005.", "article"),
        article="a", where="https://example.org/a", who="w", published=date(2010, 1, 1),
    )  # fmt: skip
    assert {asked.about.split(".")[0] for one in article.passages for asked in one.proposals} == {"visits"}


def test_the_period_of_goods_supplied_is_no_delivery_of_a_deal(evidence, read) -> None:
    article = read(
        "China supplied 4,470 tonnes of refined oil to North Korea from January to April 2018.", "2026-11-20"
    )
    assert [one.proposals[0].about for one in article.passages] == ["trade.total"]


def test_the_last_since_a_year_was_not_in_that_year(evidence, read) -> None:
    found = read("The last visit to China since 2009 was in May 2017.", "2018-01-20").passages
    assert [one.stated for one in found if one.proposals] == ["May 2017"]


def test_the_first_three_are_no_first(evidence, read) -> None:
    found = read("Kim Jong Un's first three visits to China were in 2018.", "2026-11-20").passages
    assert "first" not in {one.stated for one in found}


def test_in_korean_the_first_state_owns_the_trade(read) -> None:
    flows = {
        "2016년 북한의 중국 수출은 26억 달러였다.": "import",
        "2016년 북한의 중국 수입은 32억 달러였다.": "export",
        "2016년 중국의 북한 수출은 32억 달러였다.": "export",
        "중국의 통계에 따르면 2016년 북한의 수출은 26억 달러였다.": "import",
    }
    for text, flow in flows.items():
        assert read(text).passages[-1].proposals[0].given["flow"] == flow, text
