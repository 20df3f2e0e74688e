"""The law on a case's target, ready for questions: ``Law`` ties a regime to the flows of one case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from yalu.case.knowledge import known_by as limited_to
from yalu.case.records import Case, Flow
from yalu.documents.choices import ChoiceError
from yalu.engine.protocol import Engine
from yalu.law.api import day_of_knowledge, explain, judge, utilisation
from yalu.law.caps.utilisation_records import CarryOver, Utilisation
from yalu.law.compile.flow_parsing import FLOWS
from yalu.law.result_table import FlowVerdicts
from yalu.law.text.regimes import Regime, open_regime
from yalu.law.text.targets import no_regime, regime_for
from yalu.law.text.timeline import TimelineRow, timeline
from yalu.vocabulary.results import Citation, Figure, Verdict
from yalu.vocabulary.tables import Results


class Law:
    """Questions about the law on a case's target, and about flows checked against it.

    ``regime`` is a bundled name or a folder on the case's target; the bundled one when left out. Where a
    question takes ``flows`` and gets none, the case's own are judged. Without a case the regime stands
    alone, and every question needs flows. A knowledge date limits law and rows alike. Raises ChoiceError
    when no regime is on the target, or the one named is on another.
    """

    def __init__(
        self, case: Case | None, regime: Regime | str | Path | None = None, *, known_by: str = ""
    ) -> None:
        self.case = case
        self.known_by = known_by if case is None else case.known_by
        whole = _regime_of(case, regime)
        self._whole = whole if case is None else with_sources(whole, case)

    @property
    def regime(self) -> Regime:
        """The regime as known on the knowledge date, whole when there is none."""
        return self._whole.limited_to(date.fromisoformat(self.known_by)) if self.known_by else self._whole

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
    ) -> FlowVerdicts:
        """Every verdict on a table of flows; see ``measures.judging.judge``."""
        return judge(
            self._whole, self._rows(flows), target=self._whole.target, known_by=self.known_by or None,
            carry_over=carry_over, assume=assume, engine=engine,
        )  # fmt: skip

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
            self._whole, self._rows(flows), target=self._whole.target, measure=measure, ledger=ledger,
            through=through, known_by=self.known_by or None, carry_over=carry_over, engine=engine,
        )  # fmt: skip

    def explain(
        self, wanted: str, flows: Any = None, *, assume: Mapping[str, str] | None = None
    ) -> Verdict | Figure:
        """One verdict or figure recomputed from its id, as of the day of knowledge it names.

        Raises KeyError when the flows give none.
        """
        day = day_of_knowledge(wanted)
        if day and not self.known_by and self.case is not None and flows is None:
            limited, _ = limited_to(self.case, date.fromisoformat(day))
            return Law(limited, self._whole).explain(wanted, assume=assume)
        return explain(
            self._whole, self._rows(flows), wanted, target=self._whole.target, known_by=self.known_by or None,
            assume=assume,
        )  # fmt: skip

    def _rows(self, flows: Any) -> Any:
        if flows is not None:
            return flows
        if self.case is None:
            raise ChoiceError(f"the regime {self._whole.name} stands without a case; name flows to judge")
        return flow_records(self.case)


def _regime_of(case: Case | None, regime: Regime | str | Path | None) -> Regime:
    if case is None:
        if regime is None:
            raise ChoiceError("name a case or a regime")
        return regime if isinstance(regime, Regime) else open_regime(regime)
    found = regime_for(case.target, regime)
    if found is None:
        raise ChoiceError(no_regime(case.target))
    return found


def with_sources(regime: Regime, case: Case) -> Regime:
    """The regime with the sources of a case beside its own, so that rows of flows are cited with title and grade."""
    cited = {s.id: Citation(s.id, s.title, s.url, s.reliability, s.publisher) for s in case.sources.values()}
    return msgspec.structs.replace(regime, sources={**cited, **regime.sources})


def flow_records(case: Case) -> list[dict[str, Any]]:
    """The flows of a case that law can be applied to; a total of both directions is nobody's import or export."""
    return [flow_record(flow) for flow in case.flows if flow.flow in FLOWS]


def flow_record(flow: Flow) -> dict[str, Any]:
    """A flow of a case as one record of the flows table: dates as text, sources as ``id:credibility``.

    What it shows of a condition of the law stands under ``<condition>_evidence``, as in a table of one's own.
    """
    left_out = {"memory", "notes", "evidence"}
    record = {name: getattr(flow, name) for name in flow.__struct_fields__ if name not in left_out}
    record.update({f"{condition}_evidence": shown for condition, shown in flow.evidence})
    record["sources"] = ";".join(f"{ref.source}:{ref.credibility}" for ref in flow.sources)
    return {
        name: str(value) if isinstance(value, msgspec.Struct) else value for name, value in record.items()
    }
