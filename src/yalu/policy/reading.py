"""Reading policies and assumptions from files: every file to the end, every problem at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from yalu.documents.folders import read_bytes
from yalu.documents.problems import DocumentError, ProblemLog
from yalu.documents.typed_records import fit
from yalu.documents.yaml_files import MAX_BYTES, YamlDocument, read_yaml
from yalu.policy.assumptions import Assumptions
from yalu.policy.checking import Known, PolicyFile, check_assumptions, check_policies
from yalu.policy.records import Policy
from yalu.policy.refusing import refuse_forecasts

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
    files = [(path, path.name) for path in _yaml_files(folder)]
    for place in also:
        own = [place] if place.is_file() else _yaml_files(place)
        if not own:
            _none_there(place, log)
        files += [(path, str(path)) for path in own]
    read = [found for path, name in files if (found := _policy(path, name, log, digest)) is not None]
    named = (folder / RANGES, RANGES) if ranges is None else (ranges, str(ranges))
    assumed = _assumptions(*named, log, digest)
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
    policy = fit(document, Policy, log)
    return None if policy is None else PolicyFile(policy, document)


def read_assumptions(data: bytes, log: ProblemLog, *, file: str) -> tuple[Assumptions, YamlDocument] | None:
    """The assumptions in the bytes of one file, or None with every problem logged."""
    document = read_yaml(data, log, file=file)
    if document is None or refuse_forecasts(document, log):
        return None
    assumed = fit(document, Assumptions, log)
    return None if assumed is None else (assumed, document)


def _policy(path: Path, name: str, log: ProblemLog, digest: hashlib._Hash) -> PolicyFile | None:
    data = read_bytes(path, log, file=name, limit=MAX_BYTES)
    if data is None:
        return None
    digest.update(f"{path.name}\0{len(data)}\0".encode() + data)
    return read_policy(data, log, file=name)


def _assumptions(
    path: Path, name: str, log: ProblemLog, digest: hashlib._Hash
) -> tuple[Assumptions, YamlDocument] | None:
    data = read_bytes(path, log, file=name, limit=MAX_BYTES)
    if data is None:
        return None
    digest.update(f"{RANGES}\0{len(data)}\0".encode() + data)
    return read_assumptions(data, log, file=name)


def _yaml_files(folder: Path) -> list[Path]:
    found: Iterable[Path] = folder.iterdir() if folder.is_dir() else ()
    return sorted(p for p in found if p.suffix in {".yaml", ".yml"} and p.name != RANGES)


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
