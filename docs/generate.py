"""Write the generated reference: commands and JSON shapes. `python docs/generate.py` after changing either."""

from __future__ import annotations

import inspect
import json
import sys
from pathlib import Path

import msgspec

from yalu.case.checks.attestation import TableTruth
from yalu.case.coverage.completeness import DeclaredRows
from yalu.chains.answers import Needed, Neighbour, Recurring, Route
from yalu.chains.knowledge.flags import Flag, FlagResult
from yalu.chains.knowledge.ladder import Rung
from yalu.chains.summaries import ChainRow, ListedThen
from yalu.claims.files.history import Recorded
from yalu.claims.passages.records import Article
from yalu.claims.records import Checked, JudgedClaim
from yalu.cli.main import app
from yalu.documents.problems import Problem
from yalu.enforcement.facade import ListedAction
from yalu.enforcement.ladders import Ladder
from yalu.enforcement.named import RegisterEntry
from yalu.enforcement.responses import ListedResponse, NextAct, PatternRow, Reversal
from yalu.enforcement.totals import Total
from yalu.goods.classification import Classification
from yalu.goods.records import ControlEntry, ItemParameter
from yalu.goods.transfers import Transfer
from yalu.law.caps.utilisation_records import Utilisation
from yalu.law.text.measure_files import measure_schema
from yalu.law.text.records import Measure
from yalu.law.text.timeline import TimelineRow
from yalu.policy.agreement.escrow import Account
from yalu.policy.records import Policy
from yalu.policy.results.comparison import PolicyComparison
from yalu.refresh.ages import SeriesAge
from yalu.refresh.list_refresh import RefreshedList
from yalu.refresh.series_refresh import RefreshedSeries
from yalu.screening.books.book_run import BatchReport
from yalu.screening.decisions.decision_log import Replay
from yalu.screening.decisions.records import Decision, ReviewerJudgement
from yalu.screening.lists.snapshots.as_of import Delisting
from yalu.screening.lists.snapshots.differences import Change
from yalu.screening.lists.snapshots.entry_text import Shown
from yalu.screening.lists.snapshots.update import Updated
from yalu.screening.ownership.records import OwnershipAnswer
from yalu.search import Hit
from yalu.site.build import BuildReport
from yalu.trade.figures.after_bans import TradeResponse
from yalu.trade.figures.growth import Growth
from yalu.trade.figures.mirror_gaps import MirrorGap
from yalu.trade.figures.official_vs_alleged import LedgerComparison
from yalu.trade.figures.series import TradeSeries
from yalu.trade.figures.shares import Share
from yalu.trade.figures.unit_values import UnitValue
from yalu.visits.agreement import PublishedComparison
from yalu.visits.comparison import PairComparison
from yalu.visits.explanations import Explanation
from yalu.visits.facade import ListedVisit
from yalu.visits.frequency import EraFrequency
from yalu.visits.gaps import Gaps
from yalu.visits.grid import DefinitionGrid
from yalu.visits.latency import Latency
from yalu.visits.record.lists import ListedEntry
from yalu.visits.record.rosters import RosterUse
from yalu.visits.record.search_by_decade import Decade
from yalu.visits.statistics.ranks import Ranking
from yalu.vocabulary.results import Verdict

REFERENCE = Path(__file__).parent / "reference"
RESULTS = (
    Hit,
    ListedVisit,
    ListedEntry,
    RosterUse,
    Decade,
    TradeSeries,
    OwnershipAnswer,
    TableTruth,
    DeclaredRows,
    EraFrequency,
    DefinitionGrid,
    Latency,
    Gaps,
    Ranking,
    PairComparison,
    PublishedComparison,
    Explanation,
    Problem,
    BuildReport,
)
LAW = (Measure, TimelineRow, Utilisation, Verdict)
TRADE = (Share, Growth, UnitValue, MirrorGap, TradeResponse, LedgerComparison)
SCREENING = (Decision, BatchReport, Replay, ReviewerJudgement, Updated, Shown, Change, Delisting)
CHAINS = (ChainRow, Route, Neighbour, Recurring, Needed, Rung, ListedThen, Flag, FlagResult)
GOODS = (Classification, Transfer, ControlEntry, ItemParameter)
ENFORCEMENT = (ListedAction, Total, Ladder, RegisterEntry, ListedResponse, PatternRow, Reversal, NextAct)
CLAIMS = (JudgedClaim, Checked, Recorded, Article)
POLICY = (Policy, PolicyComparison, Account)
REFRESH = (SeriesAge, RefreshedList, RefreshedSeries)
EVERY = REFRESH + RESULTS + LAW + TRADE + SCREENING + CHAINS + GOODS + ENFORCEMENT + CLAIMS + POLICY


def pages() -> dict[str, str]:
    """File name -> text of every generated page."""
    given, sys.argv = sys.argv, ["yalu"]  # usage lines would otherwise show how this script was started
    try:
        commands = app.generate_docs(output_format="markdown")
    finally:
        sys.argv = given
    _, components = msgspec.json.schema_components(EVERY, ref_template="#/$defs/{name}")
    for body in components.values():  # Python 3.13 strips the indent of docstrings, earlier ones do not
        if "description" in body:
            body["description"] = inspect.cleandoc(body["description"])
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": components}
    return {
        "cli.md": "<!-- generated by docs/generate.py; do not edit -->\n\n" + commands.rstrip() + "\n",
        "results.schema.json": json.dumps(schema, indent=1, sort_keys=True) + "\n",
        "measure.schema.json": msgspec.json.format(
            msgspec.json.encode(measure_schema(), order="sorted"), indent=2
        ).decode()
        + "\n",
        "../house.svg": _picture(),
    }


def _picture() -> str:
    sys.path.insert(0, str(Path(__file__).parent))  # the docs test loads this file by its path
    from picture import house  # noqa: PLC0415 - see above

    return house()


if __name__ == "__main__":
    for name, text in pages().items():
        (REFERENCE / name).write_text(text, encoding="utf-8")
