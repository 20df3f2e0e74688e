"""Reading policies and assumptions from files: every file to the end, every problem at once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from yalu.documents.files.user_files import files_inside, read_user_file
from yalu.documents.problems import DocumentError, Problem, ProblemLog, shown
from yalu.documents.records.typed_records import fit
from yalu.documents.records.yaml_files import Path as YamlPath
from yalu.documents.records.yaml_files import YamlDocument, path_text, read_yaml
from yalu.policy.agreement.schedule import price_range
from yalu.policy.assumptions import MODEL_RANGES, Assumptions, Range
from yalu.policy.options.checks import check_assumptions, check_policies, window_of
from yalu.policy.options.faults import KnownNames, PolicyFile
from yalu.policy.records import Policy, Span

T = TypeVar("T")
RANGES = "ranges.yaml"
FOLDER = "policies"
WORKED = (
    "worked"  # options worked out as examples: read and checked with the others, compared only when named
)


class ReadPolicies(msgspec.Struct, frozen=True):
    """Policies and assumptions as read and checked, with a hash of every byte they came from.

    ``worked`` are the case's worked options, which are compared only when they are named.
    """

    policies: tuple[Policy, ...]
    assumptions: Assumptions
    version: str
    warnings: tuple[Problem, ...] = ()
    worked: tuple[Policy, ...] = ()


def read_policies(
    folder: Path, known: KnownNames, *, also: Sequence[Path] = (), ranges: Path | None = None
) -> ReadPolicies:
    """The policies of a case folder, a user's own beside them, and the assumptions.

    ``also`` are files or folders of further policies; ``ranges`` is read instead of the case's
    ``ranges.yaml``; ranges of the model and measures that it leaves out are the case's.
    Raises DocumentError carrying every problem of every file.
    """
    log, digest = ProblemLog(), hashlib.sha256()
    case = folder.parent
    files: list[tuple[Path, str, Path | None]] = [
        (path, path.name, case) for path in _yaml_files(folder, case, log)
    ]
    worked = _yaml_files(folder / WORKED, case, log)
    files += [(path, f"{WORKED}/{path.name}", case) for path in worked]
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
    apart = {f"{WORKED}/{path.name}" for path in worked}
    taken = {found.policy.id for found in read if found.document.file not in apart}
    read = [found for found in read if found.document.file not in apart or found.policy.id not in taken]
    bundled = None
    if ranges is None or (folder / RANGES).is_file():
        bundled = _assumptions(folder / RANGES, RANGES, case, log, digest)
    given = bundled if ranges is None else _assumptions(ranges, str(ranges), None, log, digest)
    assumed = None
    if given is not None:
        assumed = _filled(given[0], bundled[0] if bundled is not None else None)
        assumed, priced = _priced([file.policy for file in read], assumed)
        known = _known(known, assumed)
        check_assumptions(assumed, given[1], known, log, priced)
    check_policies(read, known, log)
    if not log.has_errors and not any(file.policy.baseline for file in read):
        _no_baseline(log)
    if log.has_errors or assumed is None:
        raise DocumentError(log.problems())
    ordered = sorted(read, key=lambda found: (not found.policy.baseline, found.policy.id))
    return ReadPolicies(
        tuple(found.policy for found in ordered if found.document.file not in apart),
        assumed,
        digest.hexdigest()[:10],
        tuple(log.problems()),
        tuple(found.policy for found in ordered if found.document.file in apart),
    )


def _known(known: KnownNames, assumed: Assumptions) -> KnownNames:
    keep = assumed.ranges.get("keep_days")
    return msgspec.structs.replace(
        known, as_of=assumed.as_of, ranges=frozenset(assumed.ranges), goods={name: line.hs for name, line in assumed.goods.items()},
        window=window_of(assumed),
        keep_days=None if keep is None else (float(keep.low), float(keep.high)),
    )  # fmt: skip


def _filled(own: Assumptions, bundled: Assumptions | None) -> Assumptions:
    """A reader's assumptions, with the ranges of the model and the measures that they leave out as the case has them."""
    if bundled is None:
        return own
    ranges = {name: bundled.ranges[name] for name in MODEL_RANGES if name in bundled.ranges}
    return msgspec.structs.replace(
        own, ranges=ranges | own.ranges, measures=dict(bundled.measures) | own.measures
    )


def _priced(policies: Sequence[Policy], assumed: Assumptions) -> tuple[Assumptions, dict[str, str]]:
    """The assumptions with a range for every span of prices in the policies, and all that price goods with their units."""
    ranges, units = dict(assumed.ranges), dict[str, str]()
    for policy in policies:
        for payment in policy.payments:
            name = price_range(policy, payment)
            goods = payment.commodity
            if name and goods is not None:
                units[name] = f"{goods.currency} a {goods.unit}"
                if isinstance(goods.price, Span):
                    ranges[name] = Range(
                        low=goods.price.low, high=goods.price.high, unit=units[name], basis="guess",
                        title=f"Price of {goods.name} in {policy.title}", reason=goods.price_source or "The option's own.",
                    )  # fmt: skip
    return msgspec.structs.replace(assumed, ranges=ranges), {
        name: said for name, said in units.items() if name in ranges
    }


def read_policy(data: bytes, log: ProblemLog, *, file: str, own: bool = True) -> PolicyFile | None:
    """The policy in the bytes of one file, or None with every problem logged; ``own`` is not bundled."""
    document = read_yaml(data, log, file=file)
    if document is None or refuse_forecasts(document, log):
        return None
    policy = _fitted(document, Policy, log)
    return None if policy is None else PolicyFile(policy, document, own)


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
    return read_policy(data, log, file=name, own=inside is None)


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
        rule="every option is compared with doing nothing new, so one policy says “baseline: true”",
        next_step="add a policy with “baseline: true” and no levers",
    )  # fmt: skip


# What no file may ask for: a probability of success, a predicted behaviour, a single score.
_FORECASTS = frozenset(
    {"probability", "probabilities", "likelihood", "chance", "odds", "prior", "p_success", "probability_of_success",
     "distribution", "forecast", "prediction"}
)  # fmt: skip
_SCORES = frozenset({"score", "scores", "weight", "weights", "utility", "rank", "ranking"})
_RULE_FORECAST = "nobody knows how likely a behaviour is, so Yalu takes ranges and paths, never probabilities"
_RULE_SCORE = (
    "measures stand side by side and are never added up, so Yalu takes floors and thresholds, never weights"
)


def refuse_forecasts(document: YamlDocument, log: ProblemLog) -> bool:
    """Log every key that asks for a probability or a score; whether there was one."""
    found = False
    for path in _paths(document.value, ()):
        key = str(path[-1]).lower()
        if key in _FORECASTS | _SCORES:
            found = True
            forecast = key in _FORECASTS
            log.add(
                document.file, document.line(path), path_text(path), f"{shown(path[-1])} is refused",
                rule=_RULE_FORECAST if forecast else _RULE_SCORE,
                next_step="write a range (low and high) instead" if forecast else "write a floor and a threshold for each measure",
                value=key,
            )  # fmt: skip
    return found


def _paths(value: Any, path: YamlPath) -> list[YamlPath]:
    if isinstance(value, dict):
        inner = [found for key, item in value.items() for found in _paths(item, (*path, key))]
        return [*((*path, key) for key in value), *inner]
    if isinstance(value, list):
        return [found for number, item in enumerate(value) for found in _paths(item, (*path, number))]
    return []
