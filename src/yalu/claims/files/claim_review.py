"""Verdicts as schema.org ClaimReview, and a check that an object has that shape.

The rating is a place on our own scale, said in words (``alternateName``); schema.org and the readers of
ClaimReview ask for a number beside it, best and worst. What is reviewed are the words that were tested, and not
the rest of the quote. A claim that is not checkable, or on which
nobody can say, has no ClaimReview: no rating would be true.
"""

from __future__ import annotations

from typing import Any

from yalu.case.records import Case
from yalu.claims.records import Checked, JudgedClaim
from yalu.claims.verdicts.joint import quoted
from yalu.vocabulary.dates import DateError, parse_date

CONTEXT = "https://schema.org"
WORST, BEST = 1, 5
RATINGS = {
    "supported": (5, "Supported by the data"),
    "supported_if": (3, "Supported under some definitions"),
    "contradicted": (1, "Contradicted by the data"),
}
_REQUIRED: dict[str, dict[str, type | tuple[type, ...]]] = {
    "ClaimReview": {
        "@context": str, "claimReviewed": str, "url": str, "datePublished": str, "reviewRating": dict,
        "itemReviewed": dict, "author": dict,
    },
    "Rating": {
        "ratingValue": (int, float),
        "bestRating": (int, float),
        "worstRating": (int, float),
        "alternateName": str,
    },
    "Claim": {"author": dict, "datePublished": str, "appearance": dict},
    "Organization": {"name": str},
    "Person": {"name": str},
    "CreativeWork": {"url": str},
}  # fmt: skip
_TYPES = {
    "reviewRating": {"Rating"},
    "itemReviewed": {"Claim"},
    "author": {"Organization", "Person"},
    "appearance": {"CreativeWork"},
}
_DATES = {"datePublished"}
_ADDRESSES = {"url"}


def claim_review(
    checked: Checked, case: Case, *, url: str, published: str, reviewer: str = "Yalu", reviewer_url: str = ""
) -> dict[str, Any] | None:
    """One verdict as a ClaimReview, or None where there is nothing to rate.

    ``url`` is where the verdict stands, ``published`` the day it was computed.
    """
    judged, claim = checked.today, checked.claim
    if judged is None or judged.verdict not in RATINGS:
        return None
    value, words = RATINGS[judged.verdict]
    words += f", as reported by {judged.as_reported_by}" if judged.as_reported_by else ""
    source = case.sources.get(claim.where)
    address = claim.where if claim.where.startswith("http") else source.url if source is not None else ""
    author: dict[str, Any] = {"@type": "Organization", "name": reviewer}
    return {
        "@context": CONTEXT,
        "@type": "ClaimReview",
        "url": url,
        "datePublished": published,
        "claimReviewed": claim.tested,
        "reviewBody": _body(checked, judged),
        "author": author | ({"url": reviewer_url} if reviewer_url else {}),
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": value,
            "bestRating": BEST,
            "worstRating": WORST,
            "alternateName": words,
        },
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": "Person", "name": claim.who},
            "datePublished": claim.published,
            "appearance": {"@type": "CreativeWork", "url": address}
            | ({"name": source.title} if source is not None else {}),
        },
    }


def _body(checked: Checked, judged: JudgedClaim) -> str:
    """The reason for the verdict, and what of the quote it is not about."""
    said = [judged.reason]
    if checked.claim.tests:
        said.append(f"only the words reviewed are rated; the whole quote reads “{checked.claim.quote}”")
    if checked.unasked:
        said.append(f"no question takes up {quoted(checked.unasked)}")
    if checked.joint is not None:
        said.append(
            f"the sentence as a whole: {checked.joint.verdict.replace('_', ' ')}, {checked.joint.reason}"
        )
    return "; ".join(said)


def faults(
    review: Any, *, at: str = "ClaimReview", kinds: frozenset[str] = frozenset({"ClaimReview"})
) -> list[str]:
    """What keeps an object from the shape of schema.org's ClaimReview; empty when nothing does."""
    if not isinstance(review, dict):
        return [f"{at} is not an object"]
    kind = review.get("@type")
    if kind not in kinds:
        return [f"{at} has the @type {kind!r}; it is one of {', '.join(sorted(kinds))}"]
    found = []
    for name, types in _REQUIRED[kind].items():
        value = review.get(name)
        if value is None or value == "":
            found.append(f"{at}.{name} is missing")
        elif not isinstance(value, types) or isinstance(value, bool):
            found.append(f"{at}.{name} is {value!r}, which is of another type")
    for name, value in review.items():
        if name in _TYPES:
            found += faults(value, at=f"{at}.{name}", kinds=frozenset(_TYPES[name]))
        found += _form(name, value, f"{at}.{name}")
    return found + (_rating(review, at) if kind == "Rating" else [])


def _form(name: str, value: Any, at: str) -> list[str]:
    if name == "@context" and value != CONTEXT:
        return [f"{at} is {value!r}, not {CONTEXT}"]
    if name in _DATES and isinstance(value, str):
        try:
            parse_date(value)
        except DateError as error:
            return [f"{at}: {error}"]
    if name in _ADDRESSES and isinstance(value, str) and not value.startswith(("http://", "https://")):
        return [f"{at} {value!r} is not an address that begins with http"]
    return []


def _rating(rating: dict[str, Any], at: str) -> list[str]:
    numbers = [rating.get(name) for name in ("worstRating", "ratingValue", "bestRating")]
    if all(isinstance(n, int | float) for n in numbers) and not numbers[0] <= numbers[1] <= numbers[2]:  # type: ignore[operator]
        return [f"{at}: the rating {numbers[1]} lies outside {numbers[0]} to {numbers[2]}"]
    return []
