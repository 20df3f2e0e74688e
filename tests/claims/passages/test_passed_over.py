"""Words that were passed over, or put together wrongly, gave a verdict on another statement than the one that stands there."""

from __future__ import annotations

import pytest

from tests.claims.passages.test_verdicts import WHOLE, verdicts


@pytest.mark.parametrize(
    "sentence",
    [
        # a word between letters that part no words, a sign, a sentence that states nothing
        "2018年中国并未对朝鲜出口22.2亿美元。",
        "2018年中国与朝鲜贸易额不到24.3亿美元。",
        "2018년 중국의 북한 수출은 22억2000만 달러가 아니었다.",
        "China accounted for >90% of North Korea's trade in 2019.",
        "China's exports to North Korea were $2bn+ in 2018.",
        "China's exports to North Korea were A$2.2 billion in 2018.",
        WHOLE.replace(".", "?!"),
        WHOLE.replace("China's", "Were China's").replace("fell", "to fall"),
        WHOLE.replace("China's", "Had China's").replace("fell", "fallen"),
        WHOLE.replace("China's", "Say China's"),
        WHOLE.replace("fell", "have been reported to have fallen"),
        WHOLE.replace("fell", "were about to fall"),
        # two directions for one number, an average of nobody knows what, and one number for two flows
        WHOLE.replace("China's", "The growth of China's"),
        "China's imports from North Korea fell and then rose 10 percent in 2017.",
        "China's trade with North Korea doubled or tripled in 2022.",
        "China imported an average of $211 million from North Korea in 2016.",
        "China's exports and imports with North Korea were $2.22 billion and $213 million in 2018.",
        "China's exports to North Korea in 2017 were 1.5 times higher than in 2018.",
        # other times than those named
        "China's exports to North Korea in January and March 2021 were $13 million.",
        "China's exports to North Korea were $3.2 billion in the year to 31 December 2017.",
        "China's exports to North Korea were $200 million as of August 2018.",
        "China has imported $100 million from North Korea since 1 April 2017.",
        "On 18 February 2017 China imported 1.23 million tonnes of coal from North Korea.",
        "In 2015/16, China's imports from North Korea were $5.1 billion.",
        "In January 2018 China reported that its imports from North Korea fell 82 percent.",
        "It was reported in 2018 that China's imports from North Korea fell 33 percent.",
        "China has accounted for over 90 percent of North Korea's trade since 2014.",
        "China's monthly imports from North Korea in October 2021 were the lowest in the year.",
        "There were two visits to North Korea from China in each of 2018 and 2019.",
        # a town for a state, a visit for that of another, and an event of another day
        "Kim Jong Un visited Beijing three times in 2018.",
        "Song Tao visited North Korea in November 2017, the first visit since October 2016.",
        "Xi Jinping and Vladimir Putin met three times in 2018.",
        # who votes or acts is not who the rows say
        "North Korea voted for resolution 2397.",
        "China fined ZTE $1.19 billion in March 2017.",
        "The United States froze 25 Chinese bank accounts of Dandong Hongxiang.",
        "Dandong Hongxiang was designated by China on 26 September 2016.",
        "Resolution 2397 expired in 2018.",
        "Resolution 2375 capped refined petroleum at 500,000 barrels for the last quarter of 2017.",
        "China's imports from North Korea rose by 10 percent more than its exports in 2017.",
        # rows of a table, a list of amounts for one span of time, two sides of which each has its amount
        "Year\tChina's exports to North Korea\tChina's imports from North Korea\n2018\t$2.22 billion\t$213.15 million",
        "China's exports to North Korea\n2017 $3.25 billion\n2018 $2.22 billion",
        "China's trade with North Korea\nexports 2018 $2.22 billion\nimports 2018 $213 million",
        "China's exports to North Korea, 2016-2018: $2.84 billion, $3.25 billion, $2.22 billion",
        "China's exports to North Korea ($2.22 billion in 2018) exceeded its imports ($213.15 million).",
        # the first in so long, the third since then or of the year, and a last that is of another year than the one counted
        "Kim Jong Il's visit to China in May 2010 was the first in four years.",
        "Kim Jong Il's visit to China in May 2010 was the first for over four years.",
        "It was the third visit of Kim Jong Un to China since March 2018.",
        "Kim Jong Il's visit to China in August 2010 was his second of the year.",
        "Kim Jong Il's visit in August 2010 was his second to China that year.",
        # parts of a year of which nobody says when they end
        "China's exports to North Korea were $2.22 billion at the end of 2018.",
        "China's imports from North Korea were $94.3 million in early 2018.",
        "China's exports to North Korea were $2.5 billion in 2018-19.",
        "Kim Jong Un visited China three times in early 2018.",
        "North Korea conducted two nuclear tests in late 2016.",
        # several goods are the main ones, and no year is the highest
        "China's biggest exports to North Korea in 2013 were crude.",
        # so much for each of something is not the amount
        "China's exports to North Korea were $88 per North Korean in 2018.",
        "China imported 50 dollars of North Korean coal per Chinese in 2016.",
        "China's exports to North Korea were $2.22 billion per tonne in 2018.",
        "China's exports to North Korea were $185 million/month in 2018.",
        "China's exports to North Korea were $185 million / month in 2018.",
        # a word for more goods than one heading has
        "China exported no oil to North Korea in 2014.",
        "China's imports of garments from North Korea were $45 million in October 2016.",
        # two who act, and one who is given to
        "China and Russia's exports to North Korea were $3.2 billion in 2017.",
        "North Korea was shipped 578,000 tonnes of crude in 2013.",
    ],
)
def test_words_that_were_passed_over_or_put_together_get_no_verdict(evidence, read, sentence: str) -> None:
    assert not [verdict for verdict in verdicts(evidence, read(sentence, "2026-11-20")) if verdict]


@pytest.mark.parametrize(
    "sentence",
    [
        "2018年中国对朝鲜出口22.2亿美元。",
        "2017年，中国自朝鲜进口额为17.3亿美元。",
        "2018년 중국의 북한 수출은 22억2000만 달러였다.",
        "China's trade with North Korea was 2.43 billion US dollars in 2018.",
        "China imported 22.5 Mt of coal from North Korea in 2016.",
        "China's exports to North Korea in 2018: $2.22 billion; imports: $213.15 million",
        "China's exports to North Korea:\n• 2017: $3.25 billion\n• 2018: $2.22 billion",
        "Kim Jong Un's first visit to China in 2019 was in January.",
        "Kim Jong Un's last visit to China in 2018 was in June.",
        "Kim Jong Il's last visit to China before 2010 was in January 2006.",
        "Per customs data, China's exports to North Korea were $2.22 billion in 2018.",
        "North Korea was supplied with 578,000 tonnes of crude by China in 2013.",
        "22.5 million tonnes of coal were sold by North Korea to China in 2016.",
        "China imported no coal from North Korea in April 2017 until May.",
        "China stopped importing coal from North Korea in March 2017.",
        "China's trade with North Korea rose a quarter in 2025.",
        "China's exports to North Korea were higher than its imports in 2013.",
        "China's imports from North Korea were lower in 2023 than its exports.",
        "China's exports to North Korea were 24 percent higher than its imports in 2013.",
        "China's imports from North Korea were 19 percent lower than its exports in 2013.",
        "Resolution 2397 capped refined petroleum at 500,000 barrels a year.",
        "Resolution 2397 caps crude oil at 525,000 tons or 4 million barrels.",
        "China's exports to North Korea rose 54.5 percent and its imports 18.4 percent in the first quarter of 2017.",
    ],
)
def test_a_sentence_that_the_rows_decide_is_supported(evidence, read, sentence: str) -> None:
    assert {verdict for verdict in verdicts(evidence, read(sentence, "2026-11-20")) if verdict} == {
        "supported"
    }


def test_who_stopped_in_a_month_may_have_bought_until_then(evidence, read) -> None:
    article = read("China stopped importing coal from North Korea in February 2017.", "2026-11-20")
    assert verdicts(evidence, article) == ["supported_if"]
    assert article.passages[0].proposals[0].open["period"] == ("2017-02", "2017-03")


@pytest.mark.parametrize(
    ("sentence", "stated"),
    [
        ("North Korea had conducted four nuclear tests by September 2016.", "four"),
        ("North Korea had conducted five nuclear tests by 2016.", "five"),
        ("Kim Jong Un had visited China four times by January 2019.", "four times"),
        ("There was no summit between China and North Korea from 2011 to 2017.", "no"),
        ("The last visit by Kim Jong Il to China was in August 2011.", "August 2011"),
    ],
)
def test_where_words_leave_two_days_open_both_are_asked(evidence, read, sentence: str, stated: str) -> None:
    article = read(sentence, "2026-11-20")
    by_words = dict(zip([one.stated for one in article.passages], verdicts(evidence, article), strict=True))
    assert by_words[stated] == "supported_if"


@pytest.mark.parametrize(
    "sentence",
    [
        "There have been no nuclear tests since 2017.",
        "There has been no nuclear test since September 2017.",
        "The second nuclear test of 2016 was on 9 September 2016.",
        "North Korea's second nuclear test in 2016 was in September.",
    ],
)
def test_none_since_a_year_and_the_second_of_a_year_are_not_contradicted_by_all_of_it(
    evidence, read, sentence: str
) -> None:
    assert "contradicted" not in verdicts(evidence, read(sentence, "2026-11-20"))


def test_by_the_end_of_a_year_is_by_its_last_day(read) -> None:
    (passage,) = read(
        "North Korea had conducted five nuclear tests by the end of 2016.", "2026-11-20"
    ).passages
    assert (passage.proposals[0].given["to"], passage.proposals[0].open) == ("2016-12-31", {})


def test_a_visit_by_somebody_is_the_visit_of_that_guest(read) -> None:
    found = read("The last visit by Kim Jong Il to China was in August 2011.", "2026-11-20").passages
    assert found[0].proposals[0].given["guest"] == "kim-jong-il"
