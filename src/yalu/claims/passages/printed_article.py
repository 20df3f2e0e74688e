"""An article read for claims, as lines of text: what was found first, then each sentence with its questions."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Iterator

from yalu.claims.passages.records import Article, Passage, Proposal
from yalu.vocabulary.words.numerals import plural

_SHORT = 160


def article_lines(article: Article, options: Collection[str], *, tested: bool = False) -> Iterator[str]:
    """What was read: a summary, then every sentence that states something; ``options`` are those of claims test."""
    asked = sum(bool(one.proposals) for one in article.passages)
    if not article.passages:
        yield f"0 statements in {plural(article.sentences, 'sentence')}: no number, day or act in it that could be asked."
        return
    yield (
        f"{plural(len(article.passages), 'statement')} in {plural(article.sentences, 'sentence')}; "
        f"a question for {asked if asked != len(article.passages) else 'each'}"
        + (f", {sum(_whole(one) for one in article.passages)} with every word taken up." if asked else ".")
    )
    if tested:
        yield _tested(article)
    last = 0
    for passage in article.passages:
        if passage.number != last:
            yield ""
            yield f"{passage.number}. “{_shortened(passage.sentence)}”"
            last = passage.number
        yield from _passage_lines(passage, options, tested=tested)
    yield ""
    yield f"Read as published on {article.published}" + (
        f"; given by nobody, so put in by default: {', '.join(article.assumed)}." if article.assumed else "."
    )
    yield from article.notes


def _whole(passage: Passage) -> bool:
    return bool(passage.proposals) and passage.proposals[0].whole


def _tested(article: Article) -> str:
    if "published" in article.assumed:
        return "Nothing was judged: give --published, because periods were read from a day that nobody gave."
    number = sum(bool(one.proposals and one.proposals[0].judged) for one in article.passages)
    return f"Judged: {number}; the others have words or parts that no question took up, and get no verdict."


def _shortened(text: str) -> str:
    return text if len(text) <= _SHORT else text[:_SHORT].rsplit(" ", 1)[0] + " …"


def _passage_lines(passage: Passage, options: Collection[str], *, tested: bool) -> Iterator[str]:
    yield f"  {passage.stated}" + ("" if passage.proposals else ": no question found")
    if not passage.proposals:
        return
    first = passage.proposals[0]
    if first.judged is not None:
        yield f"    {first.judged.shown.upper()}: {first.judged.reason}"
    yield f"    {command(first, options)}"
    for part in _parts(first):
        yield f"      {part}"
    if first.not_understood:
        yield f"      not understood: {', '.join(first.not_understood)}" + ("; no verdict" if tested else "")
    for other in passage.proposals[1:]:
        yield f"    or {command(other, options)}"


def _parts(proposal: Proposal) -> Iterator[str]:
    """Each part with the words that led to it, one line a part."""
    words: dict[str, list[str]] = {}
    values: dict[str, str] = {}
    hows: dict[str, str] = {}
    for taken in proposal.taken:
        words.setdefault(taken.part, []).append(taken.words)
        values[taken.part] = values.get(taken.part) or taken.value
        if taken.how != "words" or taken.part not in hows:
            hows[taken.part] = taken.how
    for part, listed in words.items():
        said = ", ".join(
            dict.fromkeys(f"“{_shortened(w)}”" if hows[part] != "assumed" else w for w in listed if w)
        )
        if not said:
            continue
        name = {"about": "subject"}.get(part, part)
        note = {"words": "", "carried": " (a sentence before)", "assumed": "assumed: "}[hows[part]]
        value = f" {values[part]}" if values[part] and part not in {"about", "stated"} else ""
        yield f"{name}{value} ← {note}{said}" if hows[part] == "assumed" else f"{name}{value} ← {said}{note}"


def command(proposal: Proposal, options: Collection[str]) -> str:
    """A question as a command that can be pasted; of what is left open the first value, as only a file can leave it open."""
    given = dict(proposal.given) | {
        name: values[0] for name, values in proposal.open.items() if name == "period"
    }
    words = ["yalu claims test --about", shlex.quote(proposal.about)]
    for name, value in sorted(given.items()):
        option = name.replace("_", "-")
        words += (
            [f"--{option} {shlex.quote(value)}"]
            if name in options
            else [f"--set {name}={shlex.quote(value)}"]
        )
    return " ".join([*words, "--stated", shlex.quote(proposal.stated)])
