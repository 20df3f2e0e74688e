"""What no file may ask for: a probability of success, a predicted behaviour, a single score."""

from __future__ import annotations

from typing import Any

from yalu.documents.problems import ProblemLog, shown
from yalu.documents.records.yaml_files import Path, YamlDocument, path_text

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


def _paths(value: Any, path: Path) -> list[Path]:
    if isinstance(value, dict):
        inner = [found for key, item in value.items() for found in _paths(item, (*path, key))]
        return [*((*path, key) for key in value), *inner]
    if isinstance(value, list):
        return [found for number, item in enumerate(value) for found in _paths(item, (*path, number))]
    return []
