"""Law as data: measures read from YAML, met with trade flows, and judged with reasons.

``open_regime`` reads the law on one target, ``judge`` holds a table of flows against it,
``utilisation`` sums what a cap has used up, ``timeline`` shows what was in force when. An ``Evaluation``
reads flows once and answers all of these under any policy.
"""

from yalu.law.api import explain, judge, utilisation
from yalu.law.evaluation import AskError, Evaluation
from yalu.law.result_table import FlowVerdicts
from yalu.law.text.regimes import Regime, find_regime, open_regime
from yalu.law.text.timeline import timeline

__all__ = [
    "AskError", "Evaluation", "FlowVerdicts", "Regime", "explain", "find_regime", "judge", "open_regime",
    "timeline", "utilisation",
]  # fmt: skip
