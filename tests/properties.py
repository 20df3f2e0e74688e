"""How many examples a slow property is tried with: few in the suite, as many as asked for in a hunt (`make hunt`)."""

import os
from typing import Any

from hypothesis import HealthCheck, settings


def tried(examples: int) -> Any:
    """Settings for a property whose every example takes tenths of a second; YALU_EXAMPLES times as many in a hunt."""
    many = examples * int(os.environ.get("YALU_EXAMPLES", "1"))
    return settings(max_examples=many, deadline=None, suppress_health_check=list(HealthCheck))
