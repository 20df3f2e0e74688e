"""Reading policies and assumptions from files: every file to the end, every problem at once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from yalu.documents.problems import DocumentError, ProblemLog
from yalu.documents.typed_records import fit
from yalu.documents.user_files import files_inside, read_user_file
from yalu.documents.yaml_files import YamlDocument, read_yaml
from yalu.policy.assumptions import Assumptions
from yalu.policy.checking import Known, PolicyFile, check_assumptions, check_policies
from yalu.policy.records import Policy
from yalu.policy.refusing import refuse_forecasts

T = TypeVar("T")
RANGES = "ranges.yaml"
FOLDER = "policies"


class ReadPolicies(msgspec.Struct, frozen=True):
    """Policies and assumptions as read and checked, with a hash of every byte they came from."""

    policies: tuple[Policy, ...]
    assumptions: Assumptions
    version: str


def read_policies(
    folder: Path, known: Known, *, also: Sequence[Path] = (), ranges: Path | None = None
) -> ReadPolicies:
    """The policies of a case folder, a user's own beside them, and the assumptions.

    ``also`` are files or folders of further policies; ``ranges`` is read instead of the case's
    ``ranges.yaml``. Raises DocumentError carrying every problem of every file.
    """
    log, digest = ProblemLog(), hashlib.sha256()
    case = folder.parent
    files: list[tuple[Path, str, Path | None]] = [
        (path, path.name, case) for path in _yaml_files(folder, case, log)
    ]
    for place in also:
        own = _yaml_files(place, place, log) if place.is_dir() else [place]
        if not own:
            _none_there(place, log)
        files += [(path, str(path), None) for path in own]
    read = [
        found
        for path, name, inside in files
        if (found := _policy(path, name, inside, log, digest)) is not None
    ]
    if ranges is None:
        assumed = _assumptions(folder / RANGES, RANGES, case, log, digest)
    else:
        assumed = _assumptions(ranges, str(ranges), None, log, digest)
    if assumed is not None:
        known = msgspec.structs.replace(known, as_of=assumed[0].as_of)
        check_assumptions(*assumed, known, log)
    check_policies(read, known, log)
    if not log.has_errors and not any(file.policy.baseline for file in read):
        _no_baseline(log)
    if log.has_errors or assumed is None:
        raise DocumentError(log.problems())
    ordered = sorted((f.policy for f in read), key=lambda policy: (not policy.baseline, policy.id))
    return ReadPolicies(tuple(ordered), assumed[0], digest.hexdigest()[:10])


def read_policy(data: bytes, log: ProblemLog, *, file: str) -> PolicyFile | None:
    """The policy in the bytes of one file, or None with every problem logged."""
    document = read_yaml(data, log, file=file)
    if document is None or refuse_forecasts(document, log):
        return None
    policy = _fitted(document, Policy, log)
    return None if policy is None else PolicyFile(policy, document)


def read_assumptions(data: bytes, log: ProblemLog, *, file: str) -> tuple[Assumptions, YamlDocument] | None:
    """The assumptions in the bytes of one file, or None with every problem logged."""
    document = read_yaml(data, log, file=file)
    if document is None or refuse_forecasts(document, log):
        return None
    assumed = _fitted(document, Assumptions, log)
    return None if assumed is None else (assumed, document)


def _fitted(document: YamlDocument, wanted: type[T], log: ProblemLog) -> T | None:
    """The document as a record; every misfit also says where its key is explained."""
    misfits = ProblemLog()
    found = fit(document, wanted, misfits)
    for problem in misfits.problems():
        log.add(
            problem.file, problem.row, problem.field, problem.message, rule=problem.rule, value=problem.value,
            next_step=f"{problem.next_step}; docs/policy-format.md explains every key",
        )  # fmt: skip
    return found


def _policy(
    path: Path, name: str, inside: Path | None, log: ProblemLog, digest: hashlib._Hash
) -> PolicyFile | None:
    data = read_user_file(path, log, kind="policy", file=name, inside=inside)
    if data is None:
        return None
    digest.update(f"{path.name}\0{len(data)}\0".encode() + data)
    return read_policy(data, log, file=name)


def _assumptions(
    path: Path, name: str, inside: Path | None, log: ProblemLog, digest: hashlib._Hash
) -> tuple[Assumptions, YamlDocument] | None:
    data = read_user_file(path, log, kind="policy", file=name, inside=inside)
    if data is None:
        return None
    digest.update(f"{RANGES}\0{len(data)}\0".encode() + data)
    return read_assumptions(data, log, file=name)


def _yaml_files(folder: Path, inside: Path, log: ProblemLog) -> list[Path]:
    found = files_inside(folder, log, inside=inside, endings={".yaml", ".yml"})
    return [path for path in found if path.name != RANGES]


def _none_there(place: Path, log: ProblemLog) -> None:
    log.add(
        str(place), 0, "", "there is no policy here",
        rule="policies are YAML files, or a folder of them",
        next_step="name a file such as my-policy.yaml; docs/policy-format.md shows a whole one",
    )  # fmt: skip


def _no_baseline(log: ProblemLog) -> None:
    log.add(
        FOLDER, 0, "baseline", "no policy is the baseline",
        rule="every option is held against doing nothing new, so one policy says “baseline: true”",
        next_step="add a policy with “baseline: true” and no levers",
    )  # fmt: skip
