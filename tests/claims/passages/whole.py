"""An article as it is read, in one line for each mention: the first question whole, and the words behind every part."""

from __future__ import annotations

from yalu.claims.passages.records import Article, Proposal

_MARKS = {"words": "", "carried": "from before: ", "assumed": "assumed: "}


def printed(article: Article) -> list[str]:
    """What is stated, the question first proposed with all that is given and left open, what led to it, and what is left."""
    return [
        f"{passage.stated}: {_question(passage.proposals[0]) if passage.proposals else 'no question'}"
        for passage in article.passages
    ]


def _question(asked: Proposal) -> str:
    given = [f"{name}={value}" for name, value in sorted(asked.given.items())]
    given += [f"{name}={' or '.join(values)}" for name, values in sorted(asked.open.items())]
    led = dict.fromkeys(f"{taken.part}: {_MARKS[taken.how]}{taken.words}" for taken in asked.taken)
    left = f" | left: {', '.join(asked.not_understood)}" if asked.not_understood else ""
    return f"{asked.about}[{', '.join(given)}] is {asked.stated} | {'; '.join(led)}{left}"
