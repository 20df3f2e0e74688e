"""An item to classify: what is known of it, read from words a person typed or from a table."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

import msgspec

from yalu.documents.problems import did_you_mean, one_of, shown
from yalu.goods.conditions import Fact
from yalu.goods.descriptions import Described, read_description
from yalu.goods.records import Parameter
from yalu.goods.synonyms import Words, bundled_words, fold
from yalu.vocabulary.codes import CodeError
from yalu.vocabulary.state_names import state
from yalu.vocabulary.tariff import goods_code

_NUMBER = re.compile(r"[0-9]{1,12}([.][0-9]{1,9})?")
_YES, _NO = {"yes", "true"}, {"no", "false"}
DESCRIPTION = "description"
_LISTED = 12  # choices named in a message; more are looked up


class Item(msgspec.Struct, frozen=True):
    """One item: an id and what is known of it by parameter. What is not known is not there.

    ``description`` is a person's words for it, and ``read`` the parameters that were read from them and from
    nowhere else; ``might_be`` are the kinds it may be where its words settle none. ``notes`` say what was read
    how, ``carried`` are cells of the user's own, by column, which nothing here reads.
    """

    id: str
    facts: dict[str, Fact]
    description: str = ""
    read: tuple[str, ...] = ()
    might_be: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    carried: dict[str, str] = {}


class Fault(NamedTuple):
    """One thing typed that cannot be read: which parameter, what was typed, and what would be read."""

    parameter: str
    typed: str
    says: str

    @property
    def message(self) -> str:
        """The fault in one phrase."""
        return f"{self.parameter} {shown(self.typed)}: {self.says}" if self.typed else self.says


class ItemError(ValueError):
    """Something typed about an item cannot be read; the message says what would be, ``faults`` each by itself."""

    def __init__(self, says: str, faults: tuple[Fault, ...] = ()) -> None:
        super().__init__(says)
        self.faults = faults


def item_of(
    typed: Mapping[str, str],
    parameters: Mapping[str, Parameter],
    *,
    name: str = "item",
    words: Words | None = None,
) -> Item:
    """What a person typed, by parameter, as an item. Raises ItemError naming every fault at once.

    ``description`` may be among what is typed: it is kept, the kind and what else stands in it is read by the
    synonyms (those that come with Yalu where none are given), and anything typed by itself overrules it.
    """
    known = bundled_words() if words is None else words
    kinds = parameters["kind"].choices if "kind" in parameters else ()
    facts: dict[str, Fact] = {}
    faults: list[Fault] = []
    might_be: tuple[str, ...] = ()
    notes: list[str] = []
    for key, text in typed.items():
        wanted = key.replace("-", "_")
        if not text.strip() or wanted == DESCRIPTION:
            continue
        if wanted not in parameters:
            hint = did_you_mean(wanted, parameters)
            says = f"there is no parameter {shown(key)}{hint}; “yalu goods parameters” lists them"
            faults.append(Fault(wanted, "", says))
            continue
        if wanted == "kind":
            meant = known.kinds(text, kinds)
            if len(meant) > 1:
                might_be = meant
                notes.append(f"kind {shown(text)} may be {' or '.join(meant)}; say which")
                facts |= _narrowed(text, known, kinds, parameters)
                continue
            read = _reader(wanted)(meant[0] if meant else text.strip(), parameters[wanted])
        else:
            read = _reader(wanted)(text.strip(), parameters[wanted])
        if isinstance(read, ItemError):
            faults.append(Fault(wanted, text, str(read)))
        else:
            facts[wanted] = read
    if faults:
        raise ItemError("; ".join(fault.message for fault in faults), tuple(faults))
    described = typed.get(DESCRIPTION, "").strip()
    item = Item(name, facts, described, (), might_be, tuple(notes))
    return (
        _with_description(item, read_description(described, known, kinds), parameters) if described else item
    )


def _narrowed(
    text: str, words: Words, kinds: tuple[str, ...], parameters: Mapping[str, Parameter]
) -> dict[str, Fact]:
    """What a word that settles no kind says all the same: CNC is computer control."""
    said = {
        name: value
        for name, value in read_description(text, words, kinds).facts.items()
        if name in parameters
    }
    read = {name: _reader(name)(value, parameters[name]) for name, value in said.items()}
    return {name: value for name, value in read.items() if not isinstance(value, ItemError)}


def _with_description(item: Item, described: Described, parameters: Mapping[str, Parameter]) -> Item:
    """The item with what its description says where nothing was said in a place of its own."""
    facts, read, notes = dict(item.facts), list[str](), [*item.notes]
    for name, text in described.facts.items():
        value = _reader(name)(text, parameters[name]) if name in parameters else ItemError(name)
        if isinstance(value, ItemError) or (name == "kind" and item.might_be and value not in item.might_be):
            continue
        if name not in facts:
            facts[name] = value
            read.append(name)
        elif facts[name] != value:
            notes.append(
                f"the description says {parameters[name].title} {text}; what was given by itself was taken"
            )
    given = "kind" in facts
    return msgspec.structs.replace(
        item,
        facts=facts,
        read=tuple(read),
        might_be=() if given else item.might_be or described.might_be,
        notes=tuple(notes if given else (*notes, *described.notes)),
    )


def _reader(name: str) -> Callable[[str, Parameter], Fact | ItemError]:
    """How a parameter is read: a destination as a state and a tariff code as one that exists, else by its type."""
    return {"destination": _state, "hs": _code}.get(name, _read)


def _state(text: str, _: Parameter) -> Fact | ItemError:
    try:
        return state(text)
    except CodeError as error:
        return ItemError(str(error))


def _code(text: str, _: Parameter) -> Fact | ItemError:
    try:
        return goods_code(text)
    except CodeError as error:
        return ItemError(str(error))


def _read(text: str, parameter: Parameter) -> Fact | ItemError:
    if parameter.type == "number":
        if not _NUMBER.fullmatch(text):
            unit = f" in {parameter.unit}" if parameter.unit else ""
            return ItemError(f"write a number{unit}, digits only, with a point for decimals")
        return float(text)
    if parameter.type == "yes_no":
        lower = text.lower()
        return lower in _YES if lower in _YES | _NO else ItemError("write yes or no")
    if parameter.choices and text not in parameter.choices:
        same = [choice for choice in parameter.choices if _plain(choice) == _plain(text)]
        if same:
            return same[0]
        many = len(parameter.choices)
        known = (
            one_of(parameter.choices) if many <= _LISTED else f"the {many} that “yalu goods parameters” lists"
        )
        return ItemError(f"it is one of {known}{did_you_mean(_plain(text), parameter.choices)}")
    return text


def _plain(text: str) -> str:
    """A word without case, blanks and signs: “ISO 230-2:1988” is iso-230-2-1988."""
    return re.sub(r"[^\w]|_", "", fold(text))
