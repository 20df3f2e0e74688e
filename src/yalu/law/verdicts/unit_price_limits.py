"""Price limits: what one unit of the goods may cost, checked against value and quantity of each row.

The law frees trade at or below a price (60 USD a barrel) from a ban. A price is a value over a quantity,
so it is known only as well as both: a figure in words has bounds, tonnes hold more or fewer barrels as
the crude is light or heavy, and a customs value of an import has freight and insurance in it, which the
limit leaves out. A total of many purchases shows their average: one above the limit shows that some were;
one below it shows nothing of each. SQL answers with one letter for each limit; the words are here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING

from yalu.engine.protocol import Statement
from yalu.law.text.reach import Fault
from yalu.law.text.records import Measure, PriceLimit
from yalu.vocabulary.amounts import convert, quantity, unit
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES, Answer
from yalu.vocabulary.intervals import AmountError, plain

if TYPE_CHECKING:
    import pyarrow as pa

Limits = tuple[tuple[PriceLimit, Decimal], ...]
BELOW, BELOW_ON_AVERAGE, ABOVE, ABOVE_WITH_FREIGHT, STRADDLES = "b", "t", "a", "f", "s"
NO_VALUE, NO_QUANTITY, NEITHER, OTHER_CURRENCY, OTHER_UNIT = "v", "q", "n", "c", "u"
_SIX_PLACES = Decimal("0.000001")
_WANTED = {
    BELOW_ON_AVERAGE: "the price of each purchase; the row is a total, and only its average is at or below the limit",
    ABOVE_WITH_FREIGHT: "the price without freight and insurance (value_basis: fob); the value of an import mostly includes them",
    NO_VALUE: "the value of the goods (value, currency); the row gives none",
    NO_QUANTITY: "the quantity of the goods (quantity, unit); the row gives none",
    NEITHER: "the value and the quantity of the goods; the row gives neither",
}


def price_limits(measures: Iterable[Measure]) -> Limits:
    """Every different price limit of some measures, a higher one of a wind-down among them, in a fixed order."""
    found = {
        (price, size): None
        for measure in measures
        if (price := measure.limit.price) is not None
        for size in sizes(price)
    }
    return tuple(sorted(found, key=lambda one: (one[1], one[0].currency, one[0].per, one[0].per_tonne)))


def sizes(price: PriceLimit) -> tuple[Decimal, ...]:
    """The limit, and the limit of its wind-down where it has one of its own."""
    given = (price.at_most, price.at_most_in_wind_down)
    return tuple(Decimal(str(size)) for size in given if size is not None)


def ranks(measure: Measure, limits: Limits) -> tuple[int, int]:
    """The places of a measure's limit and of its wind-down's among all, from 1; 0 where there is none."""
    price = measure.limit.price
    if price is None:
        return 0, 0
    first, *more = (limits.index((price, size)) + 1 for size in sizes(price))
    return first, more[0] if more else 0


def compiled_prices(limits: Limits, found: Iterable[tuple[str, str]]) -> pa.Table:
    """One row for each unit and currency that flows have, with every limit as money for one such unit.

    ``low_n`` and ``high_n`` are the bounds of limit n; ``fault_n`` says why there are none.
    """
    import pyarrow as pa  # noqa: PLC0415 - heavy, loaded when used

    rows = []
    for unit_text, currency in sorted(set(found)):
        row: dict[str, object] = {"unit": unit_text, "currency": currency}
        for number, (price, size) in enumerate(limits, 1):
            fault, low, high = _in_units_of(price, size, unit_text, currency)
            row |= {f"fault_{number}": fault, f"low_{number}": low, f"high_{number}": high}
        rows.append(row)
    amount = pa.decimal128(15, 6)
    fields = [("unit", pa.string()), ("currency", pa.string())]
    for number in range(1, len(limits) + 1):
        fields += [(f"fault_{number}", pa.string()), (f"low_{number}", amount), (f"high_{number}", amount)]
    return pa.Table.from_pylist(rows, schema=pa.schema(fields))


def _in_units_of(
    price: PriceLimit, size: Decimal, unit_text: str, currency: str
) -> tuple[str, Decimal | None, Decimal | None]:
    try:
        if currency and unit(currency).symbol != unit(price.currency).symbol:
            return OTHER_CURRENCY, None, None
        here, there = unit(unit_text or price.per), unit(price.per)
    except AmountError:
        return OTHER_UNIT, None, None  # refused with its row elsewhere; here only never compared
    if here.kind == there.kind:
        held = convert(quantity(1, here.symbol), there.symbol).value
        bounds = (held, held)
    elif here.kind == "mass" and price.per_tonne:
        tonnes = convert(quantity(1, here.symbol), "t").value
        bounds = (tonnes * Decimal(str(price.per_tonne[0])), tonnes * Decimal(str(price.per_tonne[1])))
    else:
        return OTHER_UNIT, None, None
    low, high = (size * each for each in bounds)
    return "", low.quantize(_SIX_PLACES, ROUND_FLOOR), high.quantize(_SIX_PLACES, ROUND_CEILING)


def priced(limits: Limits) -> Statement:
    """The flows that concern the target with the column ``price``: one letter for each limit, "" without limits."""
    if not limits:
        return Statement("priced", "select c.*, '' as price from concerning c")
    letters = ", ".join(_letter(number) for number in range(1, len(limits) + 1))
    compared = ", ".join(f"p.fault_{n}, p.low_{n}, p.high_{n}" for n in range(1, len(limits) + 1))
    # A bound that is not known is null, and a comparison with it is not true: such a price straddles.
    text = f"""
        select id, ledger, reporter, partner, flow, hs, period, quantity, unit, value, currency, quantity_stated,
          value_stated, contract_date, loaded_date, arrived_date, declared_date, released_date, notified_date,
          reported_date, known_from, origin, shipped_from, evidence, sources, trader, direction, route, through, value_basis,
          concat({letters}) as price
        from (
          select c.*, {_PURCHASE} as one_purchase, {_FREIGHT} as freight,
            coalesce(q.number, try_cast(c.quantity as decimal(28, 6))) as amount,
            {_bound("quantity", "q", "low")}, {_bound("quantity", "q", "high")},
            coalesce(v.number, try_cast(c.value as decimal(28, 6))) as worth,
            {_bound("value", "v", "low")}, {_bound("value", "v", "high")},
            {compared}
          from concerning c
          join prices p on p.unit = coalesce(c.unit, '') and p.currency = coalesce(c.currency, '')
          left join stated q on q.text = c.quantity_stated and q.unit = coalesce(c.unit, '')
          left join stated v on v.text = c.value_stated and v.unit = coalesce(c.currency, '')
        ) bounded"""  # noqa: S608 - letters and limits are numbers from the measures, no text of a user
    return Statement("priced", text)


_PURCHASE = (
    "case when coalesce(c.contract_date, c.loaded_date, c.arrived_date, c.declared_date, c.released_date) is not null"
    " then 'yes' when length(c.period) = 10 then 'yes' else 'no' end"
)
# Customs value imports with freight and insurance and exports without (IMTS 2010, paragraphs 4.4 to 4.8).
_FREIGHT = (
    "case c.value_basis when 'fob' then 'no' when 'cif' then 'yes' else"
    " case c.flow when 'import' then 'yes' else 'no' end end"
)


def _bound(column: str, stated: str, end: str) -> str:
    given = f"try_cast(c.{column} as decimal(28, 6))"
    return f"case when {stated}.text is null then {given} else {stated}.{end} end as {column}_{end}"


def _letter(number: int) -> str:
    def times(amount: str, limit: str) -> str:
        return f"try_cast({amount} as decimal(22, 6)) * {limit}_{number}"

    return f"""case
          when worth is null and coalesce(amount, 0) = 0 then '{NEITHER}'
          when worth is null then '{NO_VALUE}'
          when coalesce(amount, 0) = 0 then '{NO_QUANTITY}'
          when fault_{number} <> '' then fault_{number}
          when value_high <= {times("quantity_low", "low")} then
            case one_purchase when 'yes' then '{BELOW}' else '{BELOW_ON_AVERAGE}' end
          when value_low > {times("quantity_high", "high")} then
            case freight when 'yes' then '{ABOVE_WITH_FREIGHT}' else '{ABOVE}' end
          else '{STRADDLES}'
        end"""


def price_answer(letter: str) -> Answer:
    """Whether the price is at or below a limit, from the letter SQL gave."""
    return YES if letter == BELOW else NO if letter == ABOVE else CANNOT_SAY


def wanted_for_price(price: PriceLimit, letter: str) -> str:
    """What would settle the price where nobody can say."""
    if letter in _WANTED:
        return _WANTED[letter]
    if letter == OTHER_CURRENCY:
        return f"the value in {price.currency}; the limit is in {price.currency}, and no rate of exchange is assumed"
    if letter == OTHER_UNIT:
        return f"the quantity in {price.per}; the unit of the row does not convert to it"
    least, most = price.per_tonne or ("", "")
    spread = f" (a tonne holds {least} to {most} {price.per})" if price.per_tonne else ""
    return f"the exact price for one {price.per}; its bounds lie on both sides of the limit{spread}"


def price_words(price: PriceLimit, *, wind_down: bool = False) -> str:
    """The limit as reasons name it: ``60 USD/bbl``."""
    size = sizes(price)[-1] if wind_down else sizes(price)[0]
    return f"{plain(size)} {price.currency}/{price.per}"


def price_faults(measure: Measure) -> Iterator[Fault]:
    """What is wrong with the price limit of a measure file: path, message, rule and next step."""
    price = measure.limit.price
    if price is None:
        return
    path = ("limit", "price")
    if measure.effect != "ban":
        yield (path, f"a {measure.effect} has a price limit", "a price limit frees what is at or below it from a ban",
               "write “effect: ban”, or remove the price")  # fmt: skip
    if price.at_most <= 0 or (price.at_most_in_wind_down or price.at_most) < price.at_most:
        yield (path, "the price limit is not above 0, or its wind-down allows less than the limit itself",
               "“at_most” is above 0, and “at_most_in_wind_down” is the higher limit that went before",
               "correct the numbers")  # fmt: skip
    low, high = price.per_tonne or (1, 1)
    if not 0 < low <= high:
        yield ((*path, "per_tonne"), f"{low} to {high} is no range", "“per_tonne” is the least and the most, above 0",
               "write for example per_tonne: [7.0, 7.7]")  # fmt: skip
    for field, text, money in (("currency", price.currency, True), ("per", price.per, False)):
        try:
            right = unit(text).kind.startswith("money") == money
        except AmountError as error:
            yield (
                (*path, field),
                str(error),
                "a price is in a currency for one unit",
                "write the unit as in docs/measures-format.md",
            )
            continue
        if not right:
            yield ((*path, field), f"“{text}” is {'not ' if money else ''}money", "a price is in a currency for one unit",
                   "write {at_most: 60, currency: USD, per: bbl}")  # fmt: skip
