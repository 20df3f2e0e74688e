"""How often `yalu claims read` proposes the right question among its first three.

    python bench/claims_read.py FOLDER [--case NAME] [--half tune|test|both] [--missed]

FOLDER has the texts of the two articles whose claims the case encodes (they are not ours to hand on); without it only
the YAML files beside this one are read. The right question is that of the encoded claim for the sentence its quote stands in, or
of the YAML files: the subject, the parameters that say what is asked, and what is stated. Claims that are not checkable
have no question and are left out. Sentences were put in two halves by a hash of their words before anything was tuned; `tune`
was looked at, `test` was not. The sentences of claims_pages.yaml came after all of that and are a set of their own. Prints one
JSON object.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import time
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import yaml

import yalu
from yalu.claims.evidence import Evidence, Unanswerable
from yalu.claims.passages.proposals import read_for_claims
from yalu.claims.passages.records import Article, Proposal
from yalu.claims.passages.texts import text_of
from yalu.claims.questions.named_facts import day_or_event
from yalu.claims.questions.question import make_question, statement_of
from yalu.claims.records import Claim, FigureReading
from yalu.documents.choices import ChoiceError
from yalu.vocabulary.dates import parse_date

GOAL = 0.8
# What says which thing is asked of. Reading-dependent parameters (rules, eras, weight, side, window, limb) are not.
MAIN = ("period", "flow", "hs", "reporter", "against_period", "against_flow", "event", "measure", "instrument", "action", "matter",
        "leader", "guest", "visit", "what", "kind", "edge", "deal", "item", "node", "company", "direction", "which", "state")  # fmt: skip
DAYS = ("from", "to", "on")
_APART = 62  # days: where a sentence says “since 1953” the encoded claim may name the day


class Gold(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence with its right question."""

    id: str
    sentence: str
    published: str
    about: str
    given: dict[str, str]
    open: dict[str, tuple[str, ...]] = {}
    stated: str


def half_of(sentence: str) -> str:
    """The half of a sentence, by its words alone."""
    plain = " ".join(re.findall(r"\w+", sentence.lower()))
    return "tune" if int(hashlib.sha256(plain.encode()).hexdigest()[:8], 16) % 2 == 0 else "test"


def found_in(quote: str, sentences: list[str]) -> str | None:
    """The sentence that a quote stands in; of a quote with “…” the one that has its longest piece."""

    def plain(text: str) -> str:
        return " ".join(re.findall(r"\w+", text.replace("’", "'").lower()))

    piece = plain(max(re.split(r"…|\.\.\.", quote), key=len))
    return next((s for s in sentences if piece in plain(s)), None)


def same(evidence: Evidence, gold: Gold, proposal: Proposal) -> bool:
    """Whether a proposal asks the right question."""
    if _shape(gold.about) != _shape(proposal.about):
        return False
    try:
        right = make_question(evidence, gold.about, gold.given, gold.open, gold.stated, lenient=True)
        ours = make_question(
            evidence, proposal.about, proposal.given, proposal.open, proposal.stated, lenient=True
        )
    except ChoiceError:
        return False
    for number, base in enumerate(right.base):
        theirs = ours.base[number]
        for name in base:
            wanted = {_plain(v) for v in gold.open.get(name, (base[name],))}
            offered = {_plain(v) for v in proposal.open.get(name, (theirs[name],))}
            if name in MAIN and not _alike(name, wanted, offered, gold, evidence):
                return False
            if name == "from" and base[name] and not _close(evidence, base[name], theirs[name]):
                return False
    return _stated_alike(right, ours, gold.stated, proposal.stated)


def _shape(about: str) -> str:
    return re.sub(r"\[.*?\]|\s", "", about)


def _plain(value: str) -> str:
    return value.replace("-", "").lower()


def _alike(name: str, wanted: set[str], offered: set[str], gold: Gold, evidence: Evidence) -> bool:
    if wanted & offered:
        return True
    if name == "reporter" and not wanted - {""}:
        return offered <= {"", evidence.case.partner.lower()}
    # An act is named by its id, or by its affair; the words may give either.
    return (
        name in {"matter", "action", "kind", "state"}
        and gold.about.startswith(("ledger.count", "ledger.total"))
        and ("" in wanted or "" in offered)
    )


def _close(evidence: Evidence, one: str, other: str) -> bool:
    if not other:
        return False
    try:
        first, second = (day_or_event(evidence, text, "from") for text in (one, other))
    except Unanswerable:
        return False
    return (
        abs((first.earliest - second.earliest).days) <= 370
        if "01-01" in one + other
        else abs((first.earliest - second.earliest).days) <= _APART
    )


def _stated_alike(right: Any, ours: Any, gold: str, offered: str) -> bool:
    plain = [re.sub(r"[^\w.%$-]+", " ", text.lower()).strip() for text in (gold, offered)]
    if plain[0] == plain[1] or set(plain[0].split()) <= set(plain[1].split()):
        return True
    try:
        a, b = (statement_of(q, FigureReading(), text, None) for q, text in ((right, gold), (ours, offered)))
    except (ChoiceError, Unanswerable):
        return False
    if a.interval is None or b.interval is None:
        return bool(set(a.words) & set(b.words))
    return a.interval.shared(b.interval) is not None


def gold_of_claims(
    claims: tuple[Claim, ...], sentences: dict[str, list[str]]
) -> tuple[list[Gold], list[str]]:
    """The encoded claims as gold, and the ids of those whose sentence was not found."""
    gold, lost = [], []
    for claim in claims:
        if claim.not_checkable or claim.article not in sentences:
            continue
        sentence = found_in(claim.quote, sentences[claim.article])
        if sentence is None:
            lost.append(claim.id)
            continue
        gold.append(Gold(id=claim.id, sentence=sentence, published=claim.published, about=claim.about, given=claim.given,
                         open=claim.open, stated=claim.stated))  # fmt: skip
    return gold, lost


def gold_of_sentences(path: Path) -> list[Gold]:
    """The sentences of a YAML file as gold."""
    return [
        Gold(id=item["id"], sentence=item["sentence"], published=str(item["published"]), about=item["about"],
             given={k: str(v) for k, v in item["with"].items()}, stated=str(item["stated"]))
        for item in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]  # fmt: skip


def judge(evidence: Evidence, gold: Gold, article: Article) -> int:
    """The place of the right question among those of some figure of the sentence; 0 when it is not there."""
    places = [
        place
        for passage in article.passages
        if passage.sentence == gold.sentence
        for place, proposal in enumerate(passage.proposals, start=1)
        if same(evidence, gold, proposal)
    ]
    return min(places, default=0)


def main() -> None:
    """Measure both halves, or one."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path, nargs="?")
    arguments.add_argument("--case", default="china-dprk")
    arguments.add_argument("--half", choices=("tune", "test", "both"), default="both")
    arguments.add_argument("--missed", action="store_true", help="list what was missed in the tuning half")
    given = arguments.parse_args()
    opened = yalu.open_case(given.case)
    evidence = opened.claims.evidence
    articles: dict[str, Article] = {}
    sentences: dict[str, list[str]] = {}
    took = 0.0
    texts = (
        [text_of(path.read_bytes(), path.name) for path in sorted(given.folder.glob("*.txt"))]
        if given.folder
        else []
    )
    for name, claims in _by_article(opened.claims.all).items():
        whole = _text_with(claims, texts)
        if whole is None:
            continue
        start = time.process_time()
        articles[name] = read_for_claims(
            evidence,
            whole,
            article=name,
            where="https://example.org",
            who="",
            published=parse_date(claims[0].published).latest,
        )
        took += time.process_time() - start
        from yalu.claims.passages.sentences import sentences as split  # noqa: PLC0415

        sentences[name] = [s.text for s in split(whole.blocks)]
    gold, lost = gold_of_claims(opened.claims.all, sentences)
    rows: list[tuple[str, Gold, int]] = []
    for one in gold:
        article = next(a for n, a in articles.items() if one.sentence in sentences[n])
        rows.append(("seeds", one, judge(evidence, one, article)))
    for source, name in (("review", "claims_read.yaml"), ("pages", "claims_pages.yaml")):
        for one in gold_of_sentences(Path(__file__).parent / name):
            text = text_of(one.sentence.encode(), "sentence")
            article = read_for_claims(
                evidence,
                text,
                article="s",
                where="https://example.org",
                who="",
                published=date.fromisoformat(one.published),
            )
            rows.append((source, one, judge(evidence, one, article)))
    result: dict[str, Any] = {"not_found": lost, "seconds_both_articles": round(took, 2), "goal": GOAL}
    for half in ("tune", "test") if given.half == "both" else (given.half,):
        for source in ("seeds", "review"):
            places = [
                place for where, one, place in rows if where == source and half_of(one.sentence) == half
            ]
            result[f"{half}_{source}"] = _rates(places)
        halved = [place for where, one, place in rows if where != "pages" and half_of(one.sentence) == half]
        result[half] = _rates(halved)
    result["pages"] = _rates([place for where, _, place in rows if where == "pages"])
    if given.missed:
        result["missed"] = [
            f"{one.id}: {one.about} {one.given} {one.stated!r} | {one.sentence}"
            for where, one, place in rows
            if not place and where != "pages" and half_of(one.sentence) == "tune"
        ]
    print(json.dumps(result, indent=1, ensure_ascii=False))


def _by_article(claims: tuple[Claim, ...]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.article, []).append(claim)
    return found


def _text_with(claims: list[Claim], texts: list[Any]) -> Any:
    """The text that has most of the quotes of an article."""

    def held(text: Any) -> int:
        whole = [block.text for block in text.blocks]
        return sum(found_in(claim.quote, whole) is not None for claim in claims)

    best = max(texts, key=held, default=None)
    return best if best is not None and held(best) > len(claims) // 2 else None


def _rates(places: list[int]) -> dict[str, Any]:
    return {"questions": len(places), "among_three": sum(p > 0 for p in places), "first": sum(p == 1 for p in places),
            "rate": round(sum(p > 0 for p in places) / len(places), 3) if places else None}  # fmt: skip


if __name__ == "__main__":
    main()
