"""Law as data: measures read from YAML, met with trade flows, and judged with reasons.

``open_regime`` reads the law on one target, ``judge`` holds a table of flows against it,
``utilisation`` sums what a cap has used up, ``timeline`` shows what was in force when. A ``Hearing``
reads flows once and answers all of these under any policy.
"""

from yalu.measures.hearing import AskError, Hearing
from yalu.measures.judgement import Judgement
from yalu.measures.judging import explain, judge, utilisation
from yalu.measures.regimes import Regime, find_regime, open_regime
from yalu.measures.timeline import timeline

__all__ = [
    "AskError",
    "Hearing",
    "Judgement",
    "Regime",
    "explain",
    "find_regime",
    "judge",
    "open_regime",
    "timeline",
    "utilisation",
]
