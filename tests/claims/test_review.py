"""ClaimReview: what is built has the shape of schema.org, and what has not is found out."""

from __future__ import annotations

from copy import deepcopy

import pytest

import yalu
from yalu.claims.files.claim_review import RATINGS, claim_review, faults


@pytest.fixture(scope="module")
def reviews():
    opened = yalu.open_case("china-dprk")
    rows = opened.claims.check("sexton-2017")
    return [
        (
            row,
            claim_review(
                row, opened.case, url=f"https://example.org/claims/{row.claim.id}", published="2026-11-22"
            ),
        )
        for row in rows
    ]


def test_every_verdict_that_can_be_rated_validates(reviews) -> None:
    made = [review for _, review in reviews if review is not None]
    assert made
    assert [fault for review in made for fault in faults(review)] == []
    assert {review["reviewRating"]["alternateName"] for review in made} <= {
        words for _, words in RATINGS.values()
    }


def test_what_nobody_can_say_is_not_rated(reviews) -> None:
    for row, review in reviews:
        assert (review is None) == (row.verdict not in RATINGS)


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        (("claimReviewed",), None, "claimReviewed is missing"),
        (("@type",), "Review", "@type"),
        (("url",), "claims/one", "begins with http"),
        (("datePublished",), "soon", "not a date"),
        (("reviewRating", "ratingValue"), 9, "outside 1 to 5"),
        (("reviewRating", "alternateName"), None, "alternateName is missing"),
        (("reviewRating", "bestRating"), "5", "another type"),
        (("itemReviewed", "author"), None, "author is missing"),
        (("itemReviewed", "appearance"), {"@type": "CreativeWork"}, "url is missing"),
        (("author",), "Yalu", "is not an object"),
    ],
)
def test_a_review_of_another_shape_is_refused(reviews, path, value, says) -> None:
    broken = deepcopy(next(review for _, review in reviews if review is not None))
    place = broken
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    assert any(says in fault for fault in faults(broken))


def test_what_is_reviewed_are_the_words_that_were_tested(reviews) -> None:
    row, review = next((row, review) for row, review in reviews if row.claim.id == "sexton-zte-shipments")
    assert review["claimReviewed"] == "ZTE’s 283 shipments"
    assert row.claim.quote in review["reviewBody"]
    assert (
        "no question takes up “of US microprocessors, servers and routers to Pyongyang”"
        in review["reviewBody"]
    )


def test_without_tests_the_whole_quote_is_reviewed(reviews) -> None:
    for row, review in reviews:
        if review is not None and not row.claim.tests:
            assert review["claimReviewed"] == row.claim.quote
