"""Values of parameters as people write them: 5 µm, 1.95 GPa, 5,5, 0.9..40 kg, yes, 8457.10."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

from yalu.documents.problems import did_you_mean, one_of
from yalu.goods.conditions import Fact, ValueRange
from yalu.goods.input.units import ItemUnit, converted, of_the_same_kind, spellings_of, unit_called, unit_of
from yalu.goods.lists.chemicals import cas_number
from yalu.goods.records import ItemParameter

_PLAIN = re.compile(r"-?[0-9]{1,15}([.][0-9]{1,12})?")
_DIGITS = re.compile(
    r"[-−]?[0-9][0-9.,]*(?:[   ][0-9]{3}(?![0-9]))*(?:[.,][0-9]+)?(?:\s*(?:[eE]|[x×*]\s*10\^)[-+]?[0-9]{1,2})?"
)  # 10 without a sign of its power is none: 500 x 1000 mm is a size
_POWER = re.compile(r"\s*(?:[eE]|[x×*]\s*10\^)([-+]?[0-9]{1,2})$")
_RAISED = re.compile(r"(?<=10)[⁺⁻]?[⁰¹²³⁴-⁹]{1,2}")
_WHOLE = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}([., ])[0-9]{3}(?:\1[0-9]{3})*)")
_LONGEST = 80  # characters; a longer cell is no value
_CODE = re.compile(r"[0-9]{2,10}")
_TO = re.compile(r"\s*(?:\.\.\.?|…|–|—|(?<=[0-9\s])-(?=[0-9\s])|\bto\b|\bbis\b|~)\s*")
_UP_TO, _FROM = re.compile(r"(?i)^(?:up to|max\.?|<=|≤)\s*"), re.compile(r"(?i)^(?:from|min\.?|>=|≥)\s*")
_YES, _NO = {"yes", "true", "y"}, {"no", "false", "n"}
_WRITTEN = 10  # how far outside the plausible range a value may lie when its unit is written with it


class UnreadableValueError(ValueError):
    """A value that cannot be read; the message says what would be."""


class ReadValue(NamedTuple):
    """A value as it was read, and in words where the words typed were not the value itself."""

    value: Fact
    said: str = ""


def read_value(text: str, parameter: ItemParameter) -> ReadValue:
    """What a person typed for a parameter. Raises UnreadableError with what would be read."""
    if len(text) > _LONGEST:
        raise UnreadableValueError("it is too long to be one value")
    text = re.sub(r"^[–—-]\s?(?=[0-9])", "-", text.strip())  # a dash before a number alone is a minus
    text = _RAISED.sub(lambda raised: "^" + unicodedata.normalize("NFKC", raised[0]).replace("−", "-"), text)
    if text[:1] in {"~", "≈"}:
        raise UnreadableValueError(
            "write the number that is known, or the range it lies in, and not about how much it is"
        )
    if parameter.type == "number":
        return _ranged(text, parameter) if parameter.ranged else _single(text, parameter)
    if parameter.type == "yes_no":
        if text.lower() not in _YES | _NO:
            raise UnreadableValueError("write yes or no")
        return ReadValue(text.lower() in _YES)
    if parameter.type == "cas":
        cas = cas_number(text, parameter.called)
        if not cas:
            raise UnreadableValueError(
                "write a CAS number such as 111-48-8, its last digit as its check says, or a name as the list has it"
                f"{did_you_mean(text, parameter.called.values())}"
            )
        return ReadValue(cas, "" if cas == text else f"{text} read as {cas}, {parameter.called[cas]}")
    if parameter.type == "code":
        plain = text.replace(".", "").replace(" ", "")
        if not _CODE.fullmatch(plain):
            raise UnreadableValueError("write 2 to 10 digits of the tariff code")
        return ReadValue(plain)
    if parameter.choices and text not in parameter.choices:
        raise UnreadableValueError(
            f"it is one of {one_of(parameter.choices)}{did_you_mean(text, parameter.choices)}"
        )
    return ReadValue(text)


def _single(text: str, parameter: ItemParameter) -> ReadValue:
    if _TO.search(text) and all(_DIGITS.match(part) for part in _TO.split(text, maxsplit=1)):
        raise UnreadableValueError("write one number, not a range")
    number = _number(text, parameter, "")
    return ReadValue(float(number), _said(text, number, parameter))


def _ranged(text: str, parameter: ItemParameter) -> ReadValue:
    """A range from .. to, or one number: its upper end, or one point of it, as the parameter says."""
    low_text, high_text = _ends(text)
    if low_text is None and high_text is None:
        number = _number(text, parameter, "")
        open_above = parameter.one_number == "some"
        span = ValueRange(float(number), float(number), low_open=True, high_open=open_above)
        return ReadValue(span, _said(text, number, parameter))
    unit = _split(high_text or low_text or "")[1]
    low = None if low_text is None else float(_number(low_text, parameter, unit))
    high = None if high_text is None else float(_number(high_text, parameter, unit))
    if low is not None and high is not None and low > high:
        raise UnreadableValueError(
            f"the range begins at {low:g} and ends at {high:g}; write the smaller number first"
        )
    ends = [end for end in (low, high) if end is not None]
    span = ValueRange(ends[0], ends[-1], low_open=low is None, high_open=high is None)
    return ReadValue(span, f"{parameter.title}: {text} read as {span.says} {parameter.unit}".rstrip())


def _ends(text: str) -> tuple[str | None, str | None]:
    """The two ends of a range as typed; None for one that is not said, both for a single number."""
    if up_to := _UP_TO.match(text):
        return None, text[up_to.end() :]
    if since := _FROM.match(text):
        rest = _TO.split(text[since.end() :], maxsplit=1)
        return (rest[0], rest[1] if len(rest) > 1 else None)
    parts = _TO.split(text, maxsplit=1)
    if len(parts) == 1:
        return None, None
    return parts[0] or None, parts[1] or None


def _said(text: str, value: Decimal, parameter: ItemParameter) -> str:
    """How a value was read, where it was not typed as a plain number or not in its own unit."""
    if _PLAIN.fullmatch(text.removesuffix(parameter.unit).strip()):
        return ""
    return f"{parameter.title}: {text} read as {_plain(value)} {parameter.unit}".rstrip()


def _plain(value: Decimal | float) -> str:
    """A number in digits, without an exponent or idle zeros."""
    text = f"{Decimal(str(value)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _split(text: str) -> tuple[str, str]:
    """The digits and the unit of a value; both empty where it does not begin with a number."""
    found = _DIGITS.match(text)
    return (found[0].strip(), text[found.end() :].strip()) if found else ("", "")


def _number(text: str, parameter: ItemParameter, unit_of_all: str) -> Decimal:
    """A number in the unit of its parameter; ``unit_of_all`` is the unit of a range, written once."""
    digits, unit_text = _split(text)
    unit_text = unit_text or unit_of_all
    own = unit_of(parameter.unit)
    if not digits or (unit_text and not parameter.unit):
        unit = f" in {parameter.unit}" if parameter.unit else ""
        also = f", or a unit after it such as {' or '.join(spellings_of(own)[:3])}" if own else ""
        raise UnreadableValueError(f"write a number{unit}, digits only, with a point for decimals{also}")
    value = _decimal(digits)
    written = None
    if unit_text and unit_text != parameter.unit:
        written = unit_called(unit_text)
        if written is None or own is None or written.kind != own.kind:
            known = spellings_of(own) if own else (parameter.unit,)
            raise UnreadableValueError(f"“{unit_text}” is no unit of it; write it in {one_of(known)}")
        value = converted(value, written, own)
    _check(value, digits, parameter, written or (own if unit_text else None))
    return value


def _decimal(digits: str) -> Decimal:
    """Digits with a point or a comma for decimals; refused where a comma may be either."""
    power = _POWER.search(digits)
    plain = re.sub(r"[   ]", " ", digits[: power.start()] if power else digits).replace("−", "-")
    marks = [mark for mark in ".," if mark in plain]
    last = max(marks, key=plain.rindex, default="")
    decimal = last if len(marks) == 2 or plain.count(last) == 1 else ""
    whole, _, rest = plain.rpartition(decimal) if decimal else (plain, "", "")
    if decimal == "," and len(marks) == 1 and len(rest) == 3 and re.fullmatch(r"-?[1-9][0-9]{0,2}", whole):
        raise UnreadableValueError(
            f"“{digits}” may be {whole}{rest} or {whole}.{rest}; write the one that is meant"
        )
    number = re.sub(r"[., ]", "", whole) + (f".{rest}" if rest else "")
    if not _WHOLE.fullmatch(whole) or not _PLAIN.fullmatch(number):
        raise UnreadableValueError(f"“{digits}” is no number; write digits, with a point for decimals")
    return Decimal(number).scaleb(int(power[1]) if power else 0)


def _check(value: Decimal, digits: str, parameter: ItemParameter, written: ItemUnit | None) -> None:
    """Refuse a count that is no whole number, and a number that is plausible only in another unit."""
    if parameter.whole and value != value.to_integral_value():
        raise UnreadableValueError(f"{digits} is not a whole number; it is a count")
    if value < 0 and parameter.least is None:
        raise UnreadableValueError(f"{digits} is negative")
    if _plausible(value, parameter, _WRITTEN if written is not None and written.kind != "temperature" else 1):
        return
    unit = f" {parameter.unit}" if parameter.unit else ""
    said = f"{_plain(value)}{unit} is outside what is plausible, {_range(parameter)}{unit}"
    likely = _likely(value, parameter) if written is None else None
    if likely is not None:
        meant = f", or {digits}{unit} if that is meant" if _plausible(value, parameter, _WRITTEN) else ""
        raise UnreadableValueError(
            f"{said}; {digits} looks like {likely.name}: write {digits} {likely.name}{meant}"
        )
    raise UnreadableValueError(f"{said}; correct the number or its unit")


def _plausible(value: Decimal, parameter: ItemParameter, room: int = 1) -> bool:
    """Whether a value is within the plausible range, or no more than ``room`` times outside it."""
    least, most = (None if x is None else Decimal(str(x)) for x in (parameter.least, parameter.most))
    return (least is None or value >= (least / room if least > 0 else least)) and (
        most is None or value <= most * room
    )


def _range(parameter: ItemParameter) -> str:
    if parameter.most is None:
        return f"at least {_plain(parameter.least or 0)}"
    most = _plain(parameter.most)
    return f"at most {most}" if parameter.least is None else f"{_plain(parameter.least)} to {most}"


def _likely(value: Decimal, parameter: ItemParameter) -> ItemUnit | None:
    """The unit nearest in size to the parameter's in which the number would be plausible."""
    own = unit_of(parameter.unit)
    for unit in of_the_same_kind(own) if own is not None else ():
        if _plausible(converted(value, unit, own), parameter):  # type: ignore[arg-type]
            return unit
    return None
