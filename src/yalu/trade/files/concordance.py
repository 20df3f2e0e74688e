"""HS codes carried from one revision of the Harmonized System to another, by a table the user brings.

A code that became several is never spread over them: no published rule says in which shares. It is
reported with its candidates and left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import msgspec

from yalu.trade.files.faults import RefusedError
from yalu.trade.files.file_opening import refuse
from yalu.trade.files.lookup_tables import read_lookup

# Comtrade's letters for the editions (classificationCode H0 to H6), and other spellings of the years.
_EDITIONS = {"H0": "1992", "H1": "1996", "H2": "2002", "H3": "2007", "H4": "2012", "H5": "2017", "H6": "2022"}
_YEARS = tuple(_EDITIONS.values())
_COLUMNS = (
    ("after", "code_after"), ("before", "code_before"), ("relationship", ""),
    ("hs_after", "revision_after", ""), ("hs_before", "revision_before", ""),
)  # fmt: skip


class Concordance(msgspec.Struct, frozen=True):
    """Six-digit codes of one revision and what they are in another, ``steps`` of adjacent revisions joined.

    ``later`` maps (revision before, revision after) to codes; ``earlier`` the other way.
    """

    file: str
    later: dict[tuple[str, str], dict[str, frozenset[str]]]

    def carried(self, code: str, start: str, to: str) -> str:
        """A code in another revision. Longer codes are cut to six digits; shorter ones need all to agree.

        Raises RefusedError when the table does not know the code, or when it became several.
        """
        start, to = edition(start), edition(to)
        if start == to or code == "TOTAL":
            return code
        found = {code[:6]}
        for step in self._path(start, to):
            found = {target for one in found for target in _targets(self.later[step], one)}
        if not found:
            raise RefusedError(
                f"the concordance knows every code of HS {start}", f"add the code to {self.file}"
            )
        if len(code) < 6:
            found = {target[: len(code)] for target in found}
        if len(found) > 1:
            listed = ", ".join(sorted(found)[:6]) + (
                f" and {len(found) - 6:,} more" if len(found) > 6 else ""
            )
            raise RefusedError(
                f"a code that fans out between HS {start} and HS {to} is not spread over its successors",
                f"it may be any of {len(found):,}: {listed}; use the file's own revision, or a heading that holds them all",
            )
        return found.pop()

    def _path(self, start: str, to: str) -> list[tuple[str, str]]:
        first, last = _YEARS.index(start), _YEARS.index(to)
        way = _YEARS[first : last + 1] if first < last else _YEARS[last : first + 1][::-1]
        steps = list(pairwise(way))
        if missing := [step for step in [(start, to)] if step in self.later]:
            return missing
        for step in steps:
            if step not in self.later:
                raise RefusedError(
                    f"the concordance joins HS {start} to HS {to}",
                    f"add the step {step[0]} to {step[1]} to {self.file}",
                )
        return steps


def _targets(table: Mapping[str, frozenset[str]], code: str) -> frozenset[str]:
    if len(code) == 6:
        return table.get(code, frozenset())
    return frozenset(t for before, targets in table.items() if before.startswith(code) for t in targets)


def edition(text: str) -> str:
    """The year of an HS revision written as ``H3``, ``HS2007``, ``HS 2007`` or ``2007``; raises RefusedError."""
    tidy = text.strip().upper()
    found = _EDITIONS.get(tidy) or next(iter(re.findall(r"(?:19|20)\d\d", tidy)), "")
    if found not in _YEARS:
        raise RefusedError(f"HS revisions are {', '.join(_YEARS)}", "write HS2017, or H5 as Comtrade does")
    return found


def read_concordance(path: str | Path, *, after: str = "", before: str = "") -> Concordance:
    """Read a concordance: CSV with ``after, before, relationship`` and, for several, ``hs_after, hs_before``.

    Without the last two columns ``after`` and ``before`` name the revisions. Both directions are
    kept. Five-digit codes get their leading zero back: every code of the table has six digits.
    Raises TradeError.
    """
    path = Path(path)
    later: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for line, (code_after, code_before, _, hs_after, hs_before) in read_lookup(path, _COLUMNS):
        new, old = code_after.zfill(6), code_before.zfill(6)
        if not (re.fullmatch(r"\d{6}", new) and re.fullmatch(r"\d{6}", old)):
            refuse(path.name, f"{code_after!r} and {code_before!r} are not codes of six digits",
                   "a concordance joins six-digit codes", "correct the line", row=line)  # fmt: skip
        try:
            pair = edition(hs_before or before), edition(hs_after or after)
        except RefusedError as error:
            refuse(path.name, "nothing says which revisions the line joins", error.fault.rule,
                   "add the columns hs_after and hs_before, or name the revisions", row=line)  # fmt: skip
        later[pair][old].add(new)
        later[pair[::-1]][new].add(old)
    frozen = {pair: {code: frozenset(to) for code, to in table.items()} for pair, table in later.items()}
    return Concordance(path.name, frozen)
