"""JSON in one form only, so that equal values give equal bytes and can be hashed and compared."""

from __future__ import annotations

from typing import Any

import msgspec

_ENCODER = msgspec.json.Encoder(order="sorted")


def canonical(value: Any) -> bytes:
    """Any structure as JSON with sorted keys: the form that is hashed and compared."""
    return _ENCODER.encode(value)
