"""The law on a case's target, ready for questions: ``Law`` ties a regime to the flows of one case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from yalu.case.records import Case, Flow
from yalu.engine.protocol import Engine
from yalu.measures.judgement import Judgement
from yalu.measures.judging import explain, judge, utilisation
from yalu.measures.regimes import Regime, open_regime
from yalu.measures.timeline import TimelineRow, timeline
from yalu.measures.utilisations import CarryOver, Utilisation
from yalu.vocabulary.results import Citation, Figure, Verdict
from yalu.vocabulary.tables import Results


class Law:
    """Questions about the law on a case's target, and about flows held against it.

    ``regime`` is a bundled name or a folder. Where a question takes ``flows`` and gets none, the
    case's own are judged. A knowledge date of the case limits law and rows alike.
    """

    def __init__(self, case: Case, regime: str | Path = "un-dprk") -> None:
        self.case = case
        self.name = str(regime)
        self._whole = with_sources(open_regime(regime), case)

    @property
    def regime(self) -> Regime:
        """The regime as known on the case's knowledge date, whole when it has none."""
        day = self.case.known_by
        return self._whole.limited_to(date.fromisoformat(day)) if day else self._whole

    def timeline(self, hs: str | None = None, on: date | str | None = None) -> Results[TimelineRow]:
        """The measures in order of their first day; see ``measures.timeline``."""
        return timeline(self.regime, hs=hs, on=on)

    def check(
        self,
        flows: Any = None,
        *,
        carry_over: CarryOver = "strict",
        assume: Mapping[str, str] | None = None,
        engine: Engine | None = None,
    ) -> Judgement:
        """Every verdict on a table of flows; see ``measures.judging.judge``."""
        return judge(
            self._whole,
            self._rows(flows),
            target=self.case.target,
            known_by=self.case.known_by or None,
            carry_over=carry_over,
            assume=assume,
            engine=engine,
        )

    def caps(
        self,
        flows: Any = None,
        *,
        measure: str | None = None,
        ledger: str | None = None,
        through: date | str | None = None,
        carry_over: CarryOver = "strict",
        engine: Engine | None = None,
    ) -> Results[Utilisation]:
        """What every cap has used up; see ``measures.judging.utilisation``."""
        return utilisation(
            self._whole,
            self._rows(flows),
            target=self.case.target,
            measure=measure,
            ledger=ledger,
            through=through,
            known_by=self.case.known_by or None,
            carry_over=carry_over,
            engine=engine,
        )

    def explain(
        self, wanted: str, flows: Any = None, *, assume: Mapping[str, str] | None = None
    ) -> Verdict | Figure:
        """One verdict or figure recomputed from its id. Raises KeyError when the flows give none."""
        return explain(
            self._whole,
            self._rows(flows),
            wanted,
            target=self.case.target,
            known_by=self.case.known_by or None,
            assume=assume,
        )

    def _rows(self, flows: Any) -> Any:
        return [flow_record(flow) for flow in self.case.flows] if flows is None else flows


def with_sources(regime: Regime, case: Case) -> Regime:
    """The regime with the sources of a case beside its own, so that rows of flows are cited with title and grade."""
    cited = {s.id: Citation(s.id, s.title, s.url, s.reliability, s.publisher) for s in case.sources.values()}
    return msgspec.structs.replace(regime, sources={**cited, **regime.sources})


def flow_record(flow: Flow) -> dict[str, Any]:
    """A flow of a case as one record of the flows table: dates as text, sources as ``id:credibility``."""
    record = {name: getattr(flow, name) for name in flow.__struct_fields__ if name not in {"memory", "notes"}}
    record["sources"] = ";".join(f"{ref.source}:{ref.credibility}" for ref in flow.sources)
    return {
        name: str(value) if isinstance(value, msgspec.Struct) else value for name, value in record.items()
    }
