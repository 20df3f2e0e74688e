"""The room of claims: one table of all, a page each, a report per article, and downloads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

import msgspec

from yalu.case.records import Case
from yalu.claims.facade import Claims
from yalu.claims.files.history import Recorded
from yalu.claims.records import Checked, JudgedClaim
from yalu.site.data.slow_answers import check
from yalu.site.data.trade_data import Traded
from yalu.site.frame.citations import embedded
from yalu.site.frame.downloads import csv_bytes, json_bytes
from yalu.site.frame.figure_page import FigurePage, Site, gathered
from yalu.site.frame.rooms import Render
from yalu.site.frame.second_process import Errand, SecondProcess
from yalu.site.pages.claims import wording as said
from yalu.site.pages.claims.claim_review import COLUMNS, csv_rows, review_of, summary, where_url
from yalu.site.pages.claims.conditional_claims import by_readings
from yalu.site.pages.claims.figures import by_topic
from yalu.site.pages.claims.sentences import SentenceClaims, sentences_title, whole_sentences
from yalu.site.pages.claims.specification_curve import described, picture, shown_rows
from yalu.vocabulary.results import Citation, Result
from yalu.vocabulary.words.numerals import plural, with_noun


class ArticleLink(msgspec.Struct, frozen=True):
    """What claims were read in: its id among the claims, and where it stands."""

    id: str
    title: str
    who: str
    published: str
    url: str
    number: int


class ClaimsRoom:
    """Everything the site tells of the claims of a case. Checks every claim once."""

    navigation = (("claims.html", "Claims"),)

    def __init__(self, case: Case, site: Site, claims: Claims) -> None:
        self.case, self.site, self._claims = case, site, claims
        self._begun: Errand[tuple[Checked, ...]] | None = None

    def begin(self, second: SecondProcess) -> None:
        """Let a second process check the claims."""
        self._begun = second.ask(check, self._claims)

    @cached_property
    def checked(self) -> tuple[Checked, ...]:
        """Every claim with its verdicts."""
        return check(self._claims) if self._begun is None else self._begun.result()

    @cached_property
    def histories(self) -> dict[str, tuple[Recorded, ...]]:
        """The verdicts that were recorded of each claim, by its id."""
        return {each.claim.id: tuple(self._claims.history(each.claim.id)) for each in self.checked}

    @cached_property
    def sentences(self) -> tuple[SentenceClaims, ...]:
        """The sentences of which claims are parts."""
        return whole_sentences(self.checked)

    @cached_property
    def headline(self) -> str:
        """How many claims hold, in a sentence."""
        return said.headline(self.checked)

    def figures(self) -> tuple[FigurePage, ...]:
        """The pictures over all claims."""
        return self._figures

    @cached_property
    def _figures(self) -> tuple[FigurePage, ...]:
        figures = (by_topic(self.checked, self.headline), by_readings(self.checked))
        return tuple(page for page in figures if page is not None)

    def results(self) -> tuple[Result, ...]:
        """The figures claims were checked against; each gets its trail."""
        judged = (found for each in self.checked for found in (each.today, each.then) if found is not None)
        return tuple(found.figure for found in judged if found.figure is not None)

    def files(self) -> dict[str, bytes]:
        """The claims as CSV, JSON and ClaimReview, and each of them whole."""
        reviews = [review for each in self.checked if (review := review_of(each, self.case, self.site))]
        made = {
            "claims/claims.csv": csv_bytes(COLUMNS, csv_rows(self.checked), self.site),
            "claims/claims.json": json_bytes(
                {"version": self.site.version, "claims": [summary(each) for each in self.checked]}
            ),
            "claims/claimreview.json": json_bytes(reviews),
        }
        for each in self.checked:
            whole = {"version": self.site.version, "checked": each, "history": self.histories[each.claim.id]}
            made[f"claims/{each.claim.id}.json"] = msgspec.json.encode(whole, order="sorted") + b"\n"
        return made

    def pages(self, page: Render) -> Iterator[tuple[str, str]]:
        """The table, every claim, every article."""
        shared = self._shared()
        yield page(
            "claims.html", checked=self.checked, headline=self.headline, counts=said.counts(self.checked),
            articles=self._articles(), titles={a.id: a.title for a in self._articles()}, **shared,
            figures=self._figures, sentences=self.sentences,
            partly=sum(each.extent == "partly_checked" for each in self.checked),
        )  # fmt: skip
        for place, each in enumerate(self.checked):
            around = {
                "previous": self.checked[place - 1].claim.id if place else "",
                "next": self.checked[place + 1].claim.id if place + 1 < len(self.checked) else "",
            }
            values = {"each": each, "title": said.claim_title(each), **self._values(each), **around, **shared}
            yield page(f"claims/{each.claim.id}.html", "claim.html", **values)
        for article in self._articles():
            own = tuple(each for each in self.checked if each.claim.article == article.id)
            values = {
                "article": article,
                "checked": own,
                "headline": said.headline(own),
                "counts": said.counts(own),
                "sentences": [one for one in self.sentences if one.article == article.id],
                **shared,
            }
            yield page(f"claims/report-{article.id}.html", "claim_report.html", **values)

    def _shared(self) -> dict[str, Any]:
        return {
            "verdict_mark": said.mark,
            "verdict_names": said.NAMES,
            "source_title": self._source_title,
            "support": lambda each: said.readings_that_support(each.today.grid) if each.today else "",
            "stands": said.STANDS,
            "roles": said.ROLES,
            "spoken": said.spoken,
            "shorter": said.shorter,
            "unchecked": said.unchecked,
            "pending": said.pending,
            "as_printed": said.as_printed,
            "explained": said.explained,
            "tested_of": said.tested_of,
            "sentences_title": sentences_title,
        }

    def _values(self, each: Checked) -> dict[str, Any]:
        """What the page of one claim says beyond the record: its picture, its table, its history."""
        judged = each.today
        review = review_of(each, self.case, self.site)
        values: dict[str, Any] = {
            "review": embedded(review) if review else "",
            "history": self.histories[each.claim.id],
            "rows": (),
            "wide": "",
            "sentence": next((one for one in self.sentences if each in one.parts), None),
        }
        if judged is None or judged.grid is None:
            return values | {"cited": _cited(judged, self.case), "difference": ""}
        rows = said.completed(each)
        drawn = shown_rows(rows)
        return values | {
            "rows": sorted(
                rows,
                key=lambda row: (row.role == "neighbouring", row.stand == "cannot_say", row.role == "other"),
            ),
            "names": said.choice_names(rows),
            "labels": judged.grid.labels,
            "fixed": said.fixed_choices(rows, judged.grid.labels),
            "wide": picture(judged, drawn, narrow=False),
            "narrow": picture(judged, drawn, narrow=True),
            "told_readings": described(judged, drawn) if len(drawn) > 1 else plural(len(rows), "reading"),
            "readings_title": said.readings_title(judged.grid),
            "deciding": said.deciding_words(judged),
            "departs": any(row.role == "other" for row in drawn),
            "undecided": any(row.stand == "cannot_say" for row in drawn),
            "cited": _cited(judged, self.case),
            "difference": _difference(judged),
        }

    def _source_title(self, where: str) -> str:
        source = self.case.sources.get(where)
        return source.title if source is not None else where

    def _articles(self) -> tuple[ArticleLink, ...]:
        first = {each.claim.article: each.claim for each in reversed(self.checked)}
        numbers = Counter(each.claim.article for each in self.checked)
        return tuple(
            ArticleLink(
                name, self._source_title(claim.where), claim.who, claim.published, where_url(self.case, claim.where),
                numbers[name],
            )
            for name, claim in sorted(first.items(), key=lambda item: (item[1].published, item[0]))
        )  # fmt: skip


def _cited(judged: JudgedClaim | None, case: Case) -> Sequence[Citation]:
    """The sources under a figure, each with its title where the case has it."""
    if judged is None or judged.figure is None:
        return ()
    return [
        msgspec.structs.replace(c, title=case.sources[c.id].title)
        if not c.title and c.id in case.sources
        else c
        for c in gathered([judged.figure])
    ]


def _difference(judged: JudgedClaim) -> str:
    if judged.difference is None or not judged.side or judged.unit == "date":
        return ""
    side = "more than ours" if judged.difference > 0 else "less than ours"
    number = (
        f"{abs(judged.difference):,.4g}"
        if abs(judged.difference) < 10_000
        else f"{abs(judged.difference):,.0f}"
    )
    unit = {"percent": "points", "1": "", "day": "days", "place": "places"}.get(judged.unit, judged.unit)
    return " ".join(f"stated is {with_noun(number, unit)} {side}".split())


def open_room(case: Case, site: Site, traded: Traded | None) -> ClaimsRoom | None:
    """The room of a case that has claims; None for one without."""
    claims = Claims(case, None if traded is None else traded.whole)
    return ClaimsRoom(case, site, claims) if claims.all else None
