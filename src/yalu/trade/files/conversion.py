"""What a reader asked for beyond reading: another unit or currency, by named factors and dated rates."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec

from yalu.trade.files.concordance import Concordance
from yalu.trade.files.faults import Faults, RefusedError, RowFault
from yalu.trade.files.rates import Rates
from yalu.vocabulary.amounts import Quantity, convert, factor_of
from yalu.vocabulary.intervals import AmountError

_PLACES = Decimal("0.000001")


class Conversion(msgspec.Struct, frozen=True):
    """What a reader asked for beyond reading: ledger, revision, unit and currency, and by which tables."""

    ledger: str = "customs"
    concordance: Concordance | None = None
    hs_from: str = ""
    hs_to: str = ""
    unit: str = ""
    factor: str = ""
    currency: str = ""
    rates: Rates | None = None


def convert_rows(
    found: dict[str, list[Any]], options: Conversion, notes: list[list[str]], faults: Faults
) -> None:
    """The wanted unit and currency, each conversion noted with its factor or rate."""
    for row, revision in enumerate(found["revision"]):
        if revision and isinstance(revision, str):
            carried = f" carried to HS {options.hs_to}" if options.concordance is not None else ""
            notes[row].append(f"HS {revision}{carried}")
    for row in range(len(notes)) if options.unit or options.rates is not None else ():
        if row in faults:
            continue
        try:
            if options.unit and found["quantity"][row] is not None and found["unit"][row] != options.unit:
                _convert_unit(found, options, notes, row)
            if options.rates is not None and found["value"][row] is not None:
                value, words = options.rates.converted(
                    found["value"][row], found["period"][row], found["currency"][row], options.currency
                )
                found["value"][row], found["currency"][row] = value, options.currency
                notes[row] += [words] if words else []
        except RefusedError as error:
            faults[row] = [("currency", found["currency"][row], error.fault)]
        except AmountError as error:
            step = RowFault("a quantity is converted by a named factor of its goods", str(error))
            faults[row] = [("unit", found["unit"][row], step)]


def _convert_unit(found: dict[str, list[Any]], options: Conversion, notes: list[list[str]], row: int) -> None:
    before = Quantity(found["quantity"][row], found["unit"][row])
    try:
        after = convert(before, options.unit)
    except AmountError:
        after = convert(before, options.unit, factor_of(options.factor or None, str(found["hs"][row])))
        notes[row].append(f"{before} by {options.factor}")
    found["quantity"][row], found["unit"][row] = after.value.quantize(_PLACES), after.unit
