"""Reading the claims of a case: strict YAML, every problem at once, nothing guessed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from yalu.case.later_words import without_later_sentences
from yalu.case.records import Case
from yalu.claims.files.claim_keys import (
    between_of,
    check_forms,
    check_whole,
    open_choices,
    parameters_of,
    tests_of,
)
from yalu.claims.records import Claim, Kind
from yalu.documents.files.user_files import files_inside, read_user_file
from yalu.documents.problems import DocumentError, ProblemLog, did_you_mean, one_of, shown
from yalu.documents.records.yaml_files import YamlDocument, read_yaml
from yalu.vocabulary.dates import parse_date

FOLDER = "claims"
SHARED = ("article", "who", "where", "published", "topic")
LISTS = ("with", "open", "tests", "between")
KEYS = ("id", *SHARED, "quote", "tests", "together", "about", "with", "open", "between", "stated", "kind",
        "as_reported", "not_checkable", "notes")  # fmt: skip
NEEDED = ("id", "article", "who", "where", "published", "quote", "topic")
_RULE = "a claim has the keys of docs/claims-format.md"


def read_claims(case: Case) -> tuple[Claim, ...]:
    """The claims of a case in the order of their files. Raises DocumentError with every problem found."""
    root, log = Path(case.path), ProblemLog()
    found: list[Claim] = []
    for path in files_inside(root / FOLDER, log, inside=root, endings={".yaml", ".yml"}):
        found += read_file(path, case, log, name=f"{FOLDER}/{path.name}", inside=root)
    return _sound(found, log)


def published_by(claims: Iterable[Claim], day: date) -> tuple[Claim, ...]:
    """The claims that were published by a day, without notes of ours on later ones."""
    known = (claim for claim in claims if parse_date(claim.published).earliest <= day)
    return tuple(
        msgspec.structs.replace(claim, notes=without_later_sentences(claim.notes, day)) for claim in known
    )


def read_claim_file(path: Path, case: Case) -> tuple[Claim, ...]:
    """The claims of one file anywhere. Raises DocumentError with every problem found."""
    log = ProblemLog()
    return _sound(read_file(path, case, log, name=path.name), log)


def _sound(found: list[Claim], log: ProblemLog) -> tuple[Claim, ...]:
    _once(found, log)
    if not log.has_errors:  # a claim that could not be read is missing from its sentence
        _tied(found, log)
    if log.has_errors:
        raise DocumentError(log.problems())
    return tuple(found)


def read_file(
    path: Path, case: Case, log: ProblemLog, *, name: str, inside: Path | None = None
) -> list[Claim]:
    """The claims of one file, its problems logged."""
    data = read_user_file(path, log, kind="claims", file=name, inside=inside)
    document = None if data is None else read_yaml(data, log, file=name)
    if document is None:
        return []
    top: dict[str, Any] = document.value
    if "claims" not in top:
        one = _claim(document, top, {}, (), case, log)
        return [one] if one is not None else []
    for key in top:
        if key != "claims" and key not in SHARED:
            _say(
                document,
                log,
                (key,),
                f"the key {shown(key)} cannot stand at the top of a file of several claims{did_you_mean(key, SHARED)}",
                f"at the top stand {one_of(SHARED)} and claims",
                "move it into a claim, or correct it",
            )
    listed = top["claims"]
    if not isinstance(listed, list) or not listed:
        _say(
            document, log, ("claims",), "claims is not a list of claims", _RULE, "begin every claim with “- id: …”",
        )  # fmt: skip
        return []
    shared = {key: top[key] for key in SHARED if key in top}
    made = [
        _claim(document, item, shared, ("claims", number), case, log) for number, item in enumerate(listed)
    ]
    return [one for one in made if one is not None]


Path_ = tuple[str | int, ...]


def _say(
    document: YamlDocument,
    log: ProblemLog,
    path: Path_,
    message: str,
    rule: str,
    next_step: str,
    value: object = "",
) -> None:
    from yalu.documents.records.yaml_files import path_text  # noqa: PLC0415

    log.add(
        document.file, document.line(path), path_text(path), message, rule=rule, next_step=next_step, value=value,
    )  # fmt: skip


def _claim(
    document: YamlDocument, item: Any, shared: dict[str, Any], path: Path_, case: Case, log: ProblemLog
) -> Claim | None:
    if not isinstance(item, dict):
        _say(document, log, path, f"{shown(item)} is not a claim", _RULE, "write its keys below each other")
        return None
    body = {**shared, **item}

    def say(key: str, message: str, rule: str, next_step: str) -> None:
        _say(document, log, (*path, key), message, rule, next_step, value=str(body.get(key, ""))[:80])

    before = len(log.problems())
    for key in item:
        if key not in KEYS:
            say(key, f"there is no key {shown(key)}{did_you_mean(key, KEYS)}", _RULE, "correct or remove it")
    for key in NEEDED:
        if not str(body.get(key) or "").strip():
            say(
                key,
                f"{key} is missing",
                f"every claim has {one_of(NEEDED)}",
                "add it here or at the top of the file",
            )
    texts = {key: str(body.get(key) or "").strip() for key in KEYS if key not in LISTS}
    check_forms(texts, case, say)
    tests = tests_of(body.get("tests"), texts["quote"], say)
    given = parameters_of(body.get("with"), say) | between_of(body.get("between"), say)
    opened = open_choices(body.get("open"), say)
    check_whole(texts, given, opened, say)
    if len(log.problems()) > before and log.has_errors:
        return None
    kind: Kind | None = texts["kind"] or None  # type: ignore[assignment]
    return Claim(
        id=texts["id"],
        article=texts["article"],
        who=texts["who"],
        where=texts["where"],
        published=texts["published"],
        quote=texts["quote"],
        topic=texts["topic"],
        about=texts["about"],
        given=given,
        open=opened,
        stated=texts["stated"],
        kind=kind,
        as_reported=texts["where"] if texts["as_reported"].lower() == "true" else texts["as_reported"],
        not_checkable=texts["not_checkable"],
        notes=texts["notes"],
        file=document.file,
        tests=tests,
        together=texts["together"],
    )


def _once(claims: Iterable[Claim], log: ProblemLog) -> None:
    first: dict[str, Claim] = {}
    for claim in claims:
        if claim.id in first:
            log.add(
                claim.file, 0, "id", f"the id {shown(claim.id)} is used in {first[claim.id].file} too",
                rule="an id of a claim is used once", next_step="rename the newer one; ids already recorded stay",
            )  # fmt: skip
        first.setdefault(claim.id, claim)


def _tied(claims: Iterable[Claim], log: ProblemLog) -> None:
    """A name of a sentence that one claim alone has ties nothing, so it is a slip of the pen."""
    listed = [claim for claim in claims if claim.together]
    for claim in listed:
        others = {one.together for one in listed if one.article == claim.article and one.id != claim.id}
        if claim.together not in others:
            log.add(
                claim.file,
                0,
                "together",
                f"claim {claim.id} is alone in together: {claim.together}{did_you_mean(claim.together, sorted(others))}",
                rule="two claims of one article or more have the same together",
                next_step="give the other claims of the sentence this name, or leave it out",
            )
