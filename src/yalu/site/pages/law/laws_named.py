"""Which paragraphs a text names: a measure by its id, or an instrument by its number with or without a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from yalu.law.text.records import Measure

_PARAGRAPH = r"(?:\s*,?\s*para(?:graph|\.)?\s*(\d+))?"


class LawReader:
    """Reads the names of one regime's law in texts. An instrument is named by its id with spaces for hyphens.

    ``UNSCR 1718; 2094 para 8`` names the instrument ``unscr-1718`` and paragraph 8 of ``unscr-2094``.
    """

    def __init__(self, measures: Iterable[Measure]) -> None:
        self._of: dict[str, list[Measure]] = {}
        for measure in measures:
            self._of.setdefault(measure.instrument, []).append(measure)
        self._ids = {m.id for found in self._of.values() for m in found}
        series = {head for name in self._of if (head := name.rpartition("-")[0])}
        self._series: Mapping[str, re.Pattern[str]] = {
            head: re.compile(
                rf"\b{'[ -]'.join(map(re.escape, head.split('-')))}[ -](\d+(?![\w-]){_PARAGRAPH}(?:\s*(?:[;,]|and)\s*\d+{_PARAGRAPH})*)",
                re.IGNORECASE,
            )
            for head in sorted(series)
        }
        self._one = re.compile(rf"(\d+){_PARAGRAPH}")

    def named(self, text: str) -> tuple[str, ...]:
        """The ids of the measures that a text names, and of the instruments of which it names no paragraph."""
        measures = {word for word in re.findall(r"[\w-]+", text) if word in self._ids}
        instruments: set[str] = set()
        for head, shape in self._series.items():
            for listed in shape.finditer(text):
                for number, paragraph in self._one.findall(listed[1]):
                    held = self._of.get(f"{head}-{number}", ())
                    exact = {m.id for m in held if re.match(r"\d*", m.paragraph)[0] == paragraph}  # type: ignore[index]
                    measures |= exact if paragraph else set()
                    instruments |= {f"{head}-{number}"} if held and not paragraph else set()
        return (*sorted(measures), *sorted(instruments))
