"""Verdicts on what was read, only where no word of the sentence was left over and no part was guessed."""

from __future__ import annotations

import msgspec

from yalu.claims.evidence import Evidence, Unanswerable
from yalu.claims.passages.records import Article, Passage, Proposal
from yalu.claims.records import Claim, JudgedClaim
from yalu.claims.verdicts.judgement import judge, silent
from yalu.documents.choices import ChoiceError


def judged(evidence: Evidence, article: Article) -> Article:
    """The article with a verdict on each question whose every part was taken up from words; the others have none.

    Where the first question is not whole, none of its mention is judged: a second choice is no better understood.
    """
    return msgspec.structs.replace(
        article, passages=tuple(_judged(evidence, article, one) for one in article.passages)
    )


def _judged(evidence: Evidence, article: Article, passage: Passage) -> Passage:
    if not passage.proposals or not passage.proposals[0].whole or "published" in article.assumed:
        return passage
    first, *others = passage.proposals
    return msgspec.structs.replace(
        passage,
        proposals=(
            msgspec.structs.replace(first, judged=_verdict(evidence, article, passage, first)),
            *others,
        ),
    )


def _verdict(
    evidence: Evidence, article: Article, passage: Passage, proposal: Proposal
) -> JudgedClaim | None:
    claim = Claim(
        id=passage.id, article=article.article, who=article.who, where=article.where, published=article.published.isoformat(),
        quote=passage.sentence, topic="read", about=proposal.about, given=proposal.given, open=proposal.open, stated=proposal.stated,
    )  # fmt: skip
    try:
        return judge(evidence, claim, ad_hoc=True)
    except Unanswerable as silence:
        return silent(claim, str(silence), evidence.case.known_by, evidence.case.data_version)
    except ChoiceError:
        return None
