"""An article read for claims as a file of claims, to be edited and kept: the first question of each mention stands in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from yalu.claims.files.claim_keys import LONGEST_QUOTE
from yalu.claims.passages.records import Article, Passage, Proposal

_TOPICS = {"trade": "trade", "law": "law", "visits": "visits", "events": "events", "eras": "visits", "ledger": "enforcement",
           "responses": "answers", "chains": "chains"}  # fmt: skip
_HEAD = """\
# Questions that the words of an article may be asking; no verdict stands here. Read each against its sentence: correct what
# is wrong, take one of the others (“or”), delete what states nothing, and keep the file. “yalu claims check FILE” judges it.
"""


def as_yaml(article: Article) -> str:
    """The claims of an article as YAML that ``yalu claims check`` takes as it stands; "" when it states nothing.

    Every value is written as a quoted scalar, so that nothing an article says is read as anything but text.
    """
    if not article.passages:
        return ""
    lines = [
        _HEAD + f"article: {_quoted(article.article)}",
        f"who: {_quoted(article.who)}",
        f"where: {_quoted(article.where)}",
        f"published: {_quoted(article.published.isoformat())}",
    ]
    if article.assumed:
        lines.append(f"# given by nobody, so put in by default: {', '.join(article.assumed)}")
    lines.append("claims:")
    for passage in article.passages:
        lines += _claim(passage)
    return "\n".join(lines) + "\n"


def _claim(passage: Passage) -> Iterator[str]:
    yield f"  - id: {_quoted(passage.id)}"
    yield f"    quote: {_quoted(quote(passage))}"
    if not passage.proposals:
        yield '    topic: "unread"'
        yield f"    not_checkable: {_quoted(f'No question was found for “{passage.stated}”.')}"
        return
    first, *others = passage.proposals
    yield f"    topic: {_quoted(_TOPICS.get(first.about.split('.')[0], 'trade'))}"
    yield from (f"    {line}" for line in _question(first))
    for taken in first.taken:
        if taken.words and taken.part not in {"about"}:
            how = {"words": "", "carried": " (from a sentence before)", "assumed": " (assumed)"}[taken.how]
            yield f"    # {taken.part} ← {_quoted(taken.words)}{how}"
    if first.not_understood:
        yield f"    # not understood: {_quoted(', '.join(first.not_understood))}"
    for other in others:
        yield from (
            f"    # {'or: ' if number == 0 else '    '}{line}" for number, line in enumerate(_question(other))
        )


def _question(proposal: Proposal) -> Iterator[str]:
    yield f"about: {_quoted(proposal.about)}"
    if proposal.given:
        yield f"with: {{{', '.join(f'{_quoted(name)}: {_quoted(value)}' for name, value in sorted(proposal.given.items()))}}}"
    if proposal.open:
        listed = (
            f"{_quoted(name)}: [{', '.join(map(_quoted, values))}]"
            for name, values in sorted(proposal.open.items())
        )
        yield f"open: {{{', '.join(listed)}}}"
    yield f"stated: {_quoted(proposal.stated)}"


def _quoted(text: str) -> str:
    """A text as a scalar in double quotes, which JSON and YAML write alike."""
    return json.dumps(text, ensure_ascii=False)


def quote(passage: Passage) -> str:
    """The words that a claim quotes: the sentence, or of a long one the words around the mention.

    One place for what is quoted, so that the part a question tests can be written beside it.
    """
    words = passage.sentence.split()
    if len(words) <= LONGEST_QUOTE:
        return " ".join(word[:200] for word in words)
    before = passage.sentence.find(passage.stated)
    middle = len(passage.sentence[: max(before, 0)].split())
    first = max(0, min(middle - LONGEST_QUOTE // 2, len(words) - LONGEST_QUOTE + 2))
    kept = [word[:200] for word in words[first : first + LONGEST_QUOTE - 2]]
    return re.sub(
        r"\s+",
        " ",
        f"{'… ' if first else ''}{' '.join(kept)}{' …' if first + len(kept) < len(words) else ''}",
    )
