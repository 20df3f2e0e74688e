"""Reading the claims of a case: strict YAML, every problem at once, nothing guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, get_args

from yalu.case.folder import read_bytes
from yalu.case.problems import CaseError, ProblemLog, did_you_mean, one_of, shown
from yalu.case.records import Case
from yalu.case.yaml_reading import MAX_BYTES, YamlDocument, read_yaml
from yalu.claims.expressions import asks, parse
from yalu.claims.records import Claim, Kind
from yalu.claims.subjects import find_subject
from yalu.relations.codebook import ChoiceError
from yalu.vocabulary.dates import DateError, parse_date

FOLDER = "claims"
LONGEST_QUOTE = 25
SHARED = ("article", "who", "where", "published", "topic")
KEYS = ("id", *SHARED, "quote", "about", "with", "open", "stated", "kind", "not_checkable", "notes")
NEEDED = ("id", "article", "who", "where", "published", "quote", "topic")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_WORD = re.compile(r"[a-z][a-z_]*")
_RULE = "a claim has the keys of docs/claims-format.md"


def read_claims(case: Case) -> tuple[Claim, ...]:
    """The claims of a case in the order of their files. Raises CaseError with every problem found."""
    folder = Path(case.path) / FOLDER
    if not folder.is_dir():
        return ()
    log = ProblemLog()
    found: list[Claim] = []
    for path in sorted([*folder.glob("*.yaml"), *folder.glob("*.yml")]):
        found += read_file(path, case, log, name=f"{FOLDER}/{path.name}")
    _once(found, log)
    if log.has_errors:
        raise CaseError(log.problems())
    return tuple(found)


def read_claim_file(path: Path, case: Case) -> tuple[Claim, ...]:
    """The claims of one file anywhere. Raises CaseError with every problem found."""
    log = ProblemLog()
    found = read_file(path, case, log, name=path.name)
    _once(found, log)
    if log.has_errors:
        raise CaseError(log.problems())
    return tuple(found)


def read_file(path: Path, case: Case, log: ProblemLog, *, name: str) -> list[Claim]:
    """The claims of one file, its problems logged."""
    data = read_bytes(path, log, file=name, limit=MAX_BYTES)
    document = None if data is None else read_yaml(data, log, file=name)
    if document is None:
        return []
    top: dict[str, Any] = document.value
    if "claims" not in top:
        one = _claim(document, top, {}, (), case, log)
        return [one] if one is not None else []
    for key in top:
        if key != "claims" and key not in SHARED:
            _say(document, log, (key,), f"the key {shown(key)} cannot stand at the top of a file of several claims{did_you_mean(key, SHARED)}",
                 f"at the top stand {one_of(SHARED)} and claims", "move it into a claim, or correct it")  # fmt: skip
    listed = top["claims"]
    if not isinstance(listed, list) or not listed:
        _say(
            document,
            log,
            ("claims",),
            "claims is not a list of claims",
            _RULE,
            "begin every claim with “- id: …”",
        )
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
    from yalu.case.yaml_reading import path_text  # noqa: PLC0415

    log.add(
        document.file,
        document.line(path),
        path_text(path),
        message,
        rule=rule,
        next_step=next_step,
        value=value,
    )


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
    texts = {key: str(body.get(key) or "").strip() for key in KEYS if key not in {"with", "open"}}
    _forms(texts, case, say)
    given = _given(body.get("with"), say)
    opened = _open(body.get("open"), say)
    _whole(texts, given, opened, say)
    if len(log.problems()) > before and log.has_errors:
        return None
    kind: Kind | None = texts["kind"] or None  # type: ignore[assignment]
    return Claim(id=texts["id"], article=texts["article"], who=texts["who"], where=texts["where"], published=texts["published"],
                 quote=texts["quote"], topic=texts["topic"], about=texts["about"], given=given, open=opened, stated=texts["stated"],
                 kind=kind, not_checkable=texts["not_checkable"], notes=texts["notes"], file=document.file)  # fmt: skip


def _forms(texts: dict[str, str], case: Case, say: Any) -> None:
    """Ids, dates, sources, quotes and words, each in its form."""
    for key in ("id", "article"):
        if texts[key] and not _ID.fullmatch(texts[key]):
            say(
                key,
                f"{shown(texts[key])} is not an id",
                "ids are letters, digits, “-”, “_” and “.”, at most 80",
                "write it so",
            )
    if texts["published"]:
        try:
            parse_date(texts["published"])
        except DateError as error:
            say("published", str(error), "a day, a month or a year", "write YYYY-MM-DD")
    if texts["topic"] and not _WORD.fullmatch(texts["topic"]):
        say(
            "topic",
            f"{shown(texts['topic'])} is not one word",
            "a topic is one lower-case word",
            "write one, such as trade",
        )
    words = len(texts["quote"].split())
    if words > LONGEST_QUOTE:
        say(
            "quote",
            f"the quote has {words} words",
            f"a quote has at most {LONGEST_QUOTE} words",
            "keep the words that state it",
        )
    where = texts["where"]
    if where and not where.startswith(("http://", "https://")) and where not in case.sources:
        say("where", f"there is no source {shown(where)}{did_you_mean(where, case.sources)}", "where is an id of sources.csv or an address", "add the source, or give an address")  # fmt: skip
    if texts["kind"] and texts["kind"] not in get_args(Kind):
        say("kind", f"there is no kind {shown(texts['kind'])}{did_you_mean(texts['kind'], get_args(Kind))}", f"kinds are {one_of(get_args(Kind))}", "choose one, or leave it out")  # fmt: skip


def _given(value: Any, say: Any) -> dict[str, str]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        say(
            "with",
            "with is not a mapping",
            "with holds parameters and their values",
            "write {period: 2017-Q1}",
        )
        return {}
    for name, one in value.items():
        if isinstance(one, list | dict):
            say(
                "with",
                f"{name} has several values",
                "a parameter under with has one value",
                "move it to open to try several",
            )
    return {str(name): _text(one) for name, one in value.items() if not isinstance(one, list | dict)}


def _open(value: Any, say: Any) -> dict[str, tuple[str, ...]]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        say(
            "open",
            "open is not a mapping",
            "open holds parameters, each with the list of its values",
            'write {period: ["2015", "2016"]}',
        )
        return {}
    for name, one in value.items():
        if not isinstance(one, list) or not one:
            say(
                "open",
                f"{name} has no list of values",
                "a choice left open lists the values to try",
                "write [first, second]",
            )
    return {
        str(name): tuple(_text(v) for v in one)
        for name, one in value.items()
        if isinstance(one, list) and one
    }


def _text(value: Any) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def _whole(
    texts: dict[str, str], given: dict[str, str], opened: dict[str, tuple[str, ...]], say: Any
) -> None:
    """Either a question and what was stated, or the reason why nothing can be held against it; never both."""
    if texts["not_checkable"]:
        for key in ("about", "stated", "kind"):
            if texts[key]:
                say(
                    key,
                    f"{key} stands beside not_checkable",
                    "a claim is checked, or says why it cannot be",
                    "remove one of the two",
                )
        if given or opened:
            say(
                "with",
                "parameters stand beside not_checkable",
                "a claim is checked, or says why it cannot be",
                "remove one of the two",
            )
        return
    for key in ("about", "stated"):
        if not texts[key]:
            say(
                key,
                f"{key} is missing",
                "a claim has about and stated, or not_checkable",
                "add it, or say why it cannot be checked",
            )
    for name in given.keys() & opened.keys():
        say(
            "open",
            f"{name} is named and left open at once",
            "a parameter stands under with or under open",
            "keep one of the two",
        )
    if not texts["about"]:
        return
    try:
        subjects = [ask.subject for ask in asks(parse(texts["about"], find_subject))]
    except ChoiceError as error:
        say(
            "about",
            str(error),
            "about names a subject, or arithmetic over subjects",
            "yalu claims subjects lists them",
        )
        return
    _parameters(subjects, given, opened, say)


def _parameters(
    subjects: list[Any], given: dict[str, str], opened: dict[str, tuple[str, ...]], say: Any
) -> None:
    from yalu.claims.catalogue import read_value  # noqa: PLC0415

    for key, pairs in (("with", [(n, (v,)) for n, v in given.items()]), ("open", list(opened.items()))):
        for name, values in pairs:
            errors = []
            for subject in subjects:
                try:
                    parameter = subject.parameter(name)
                    for value in values:
                        read_value(parameter, value)
                    errors = []
                    break
                except ChoiceError as error:
                    errors.append(str(error))
            if errors:
                say(
                    key,
                    errors[0],
                    "parameters are those of the subject",
                    "yalu claims subjects NAME lists them",
                )


def _once(claims: Iterable[Claim], log: ProblemLog) -> None:
    first: dict[str, Claim] = {}
    for claim in claims:
        if claim.id in first:
            log.add(claim.file, 0, "id", f"the id {shown(claim.id)} is used in {first[claim.id].file} too", rule="an id of a claim is used once",
                    next_step="rename the newer one; ids already recorded stay")  # fmt: skip
        first.setdefault(claim.id, claim)
