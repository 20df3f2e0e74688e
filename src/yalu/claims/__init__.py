"""Claims as code: a published statement compared with the evidence, under every reasonable definition.

A claim names a *subject* (``trade.growth``), the parameters the statement itself names, and the words
that were stated. The house computes the figure, reads the words with their precision, and says
``supported``, ``supported_if``, ``contradicted`` or ``cannot_say``; no verdict is ever written by hand.

To add a subject: write a module with ``SUBJECTS``, a tuple of ``catalogue.Subject``, and name it in one
line of ``MODULES`` in ``yalu.claims.subjects``. A subject needs a name, parameters, and a function that
takes an ``Evidence`` and the parameters and returns a ``FigureReading``; grid, slips, verdicts, the command
line and the docs then know it.
"""

from yalu.claims.facade import Claims

__all__ = ["Claims"]
