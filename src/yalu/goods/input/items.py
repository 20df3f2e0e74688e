"""An item to classify: what is known of it, read from words a person typed or from a table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from yalu.documents.problems import did_you_mean, one_of, shown
from yalu.goods.completions import contradictions
from yalu.goods.conditions import Fact, with_unit
from yalu.goods.input.descriptions import Described, read_description
from yalu.goods.input.synonyms import SynonymTable, bundled_words, fold
from yalu.goods.input.typed_values import ReadValue, UnreadableValueError, read_value
from yalu.goods.records import ItemParameter
from yalu.vocabulary.codes import CodeError
from yalu.vocabulary.places.state_names import state
from yalu.vocabulary.tariff import goods_code

DESCRIPTION = "description"
_LISTED = 12  # choices named in a message; more are looked up


class Item(msgspec.Struct, frozen=True):
    """One item: an id and what is known of it by parameter. What is not known is not there.

    ``notes`` says of each value that was not typed in its parameter's unit how it was read, and what else a
    reader has to know of the reading. ``description`` is a person's words for it, ``read`` the parameters that
    were read from them and from nowhere else; ``might_be`` are the kinds it may be where its words settle none.
    ``carried`` are cells of the user's own, by column, which nothing here reads.
    """

    id: str
    facts: dict[str, Fact]
    notes: tuple[str, ...] = ()
    description: str = ""
    read: tuple[str, ...] = ()
    might_be: tuple[str, ...] = ()
    carried: dict[str, str] = {}


class ItemFault(NamedTuple):
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

    def __init__(self, faults: tuple[ItemFault, ...]) -> None:
        super().__init__("; ".join(fault.message for fault in faults))
        self.faults = faults


def item_of(
    typed: Mapping[str, str],
    parameters: Mapping[str, ItemParameter],
    *,
    name: str = "item",
    words: SynonymTable | None = None,
) -> Item:
    """What a person typed, by parameter, as an item. Raises ItemError naming every fault at once.

    ``description`` may be among what is typed: it is kept, the kind and what else stands in it is read by the
    synonyms (those that come with Yalu where none are given), and anything typed by itself overrules it.
    """
    known = bundled_words() if words is None else words
    kinds = parameters["kind"].choices if "kind" in parameters else ()
    facts: dict[str, Fact] = {}
    faults: list[ItemFault] = []
    notes: list[str] = []
    might_be: tuple[str, ...] = ()
    for key, text in typed.items():
        wanted = key.replace("-", "_")
        if not text.strip() or wanted == DESCRIPTION:
            continue
        if wanted not in parameters:
            faults.append(ItemFault(wanted, "", _unknown(key, wanted, parameters)))
            continue
        meant = known.kinds(text, kinds) if wanted == "kind" else ()
        if len(meant) > 1:
            might_be = meant
            notes.append(f"kind {shown(text)} may be {' or '.join(meant)}; say which")
            facts |= _narrowed(text, known, kinds, parameters)
            continue
        words_said = {} if meant or wanted != "kind" else _narrowed(text, known, kinds, parameters)
        if "kind" in words_said:
            facts = words_said | facts
            said = (f"{n} {with_unit(value, parameters[n])}" for n, value in words_said.items())
            notes.append(f"kind {shown(text)} read as {', '.join(said)}")
            continue
        try:
            read = _read(wanted, meant[0] if meant else text.strip(), parameters[wanted])
        except (UnreadableValueError, CodeError) as error:
            faults.append(ItemFault(wanted, text, str(error)))
            continue
        facts[wanted] = read.value
        notes += [read.said] if read.said else []
    for one, other in contradictions(facts, parameters):
        both = " and ".join(f"{n} {with_unit(facts[n], parameters[n])}" for n in (one, other))
        faults.append(ItemFault(one, "", f"{both} contradict one another: {_rule(one, other, parameters)}"))
    if faults:
        raise ItemError(tuple(faults))
    described = typed.get(DESCRIPTION, "").strip()
    item = Item(name, facts, tuple(notes), described, (), might_be)
    return (
        _with_description(item, read_description(described, known, kinds), parameters) if described else item
    )


def _narrowed(
    text: str, words: SynonymTable, kinds: tuple[str, ...], parameters: Mapping[str, ItemParameter]
) -> dict[str, Fact]:
    """What words that are no name of a kind say all the same: CNC is computer control, 五轴联动 five axes."""
    said = read_description(text, words, kinds).facts
    return {
        name: _read(name, value, parameters[name]).value for name, value in said.items() if name in parameters
    }


def _with_description(item: Item, described: Described, parameters: Mapping[str, ItemParameter]) -> Item:
    """The item with what its description says where nothing was said in a place of its own, or against it."""
    facts, read, notes = dict(item.facts), list[str](), [*item.notes]
    for name, text in described.facts.items():
        if name not in parameters:
            continue
        try:
            value = _read(name, text, parameters[name]).value
        except (UnreadableValueError, CodeError):
            notes.append(
                f"the description says {parameters[name].title} {text}, which cannot be; it was not read"
            )
            continue
        if name == "kind" and item.might_be and value not in item.might_be:
            notes.append(
                f"the description says {text}, and the kind given does not fit that; neither was taken"
            )
            continue
        against = name in facts or bool([*contradictions({**facts, name: value}, parameters)])
        if not against:
            facts[name] = value
            read.append(name)
        elif facts.get(name) != value:
            notes.append(
                f"the description says {parameters[name].title} {text}; what was given by itself was taken"
            )
    given = "kind" in facts
    return msgspec.structs.replace(
        item,
        facts=facts,
        read=tuple(read),
        might_be=() if given else item.might_be or described.might_be,
        notes=tuple(notes if given and "kind" not in read else (*notes, *described.notes)),
    )


def _read(name: str, text: str, parameter: ItemParameter) -> ReadValue:
    """A destination as a state, a tariff code as one that exists, a word as one of the choices, else by its type."""
    if name == "destination":
        return ReadValue(state(text))
    if name == "hs":
        return ReadValue(goods_code(text))
    if parameter.choices and text not in parameter.choices:
        same = [choice for choice in parameter.choices if _plain(choice) == _plain(text)]
        if not same:
            many = len(parameter.choices)
            known = (
                one_of(parameter.choices)
                if many <= _LISTED
                else f"the {many} that “yalu goods parameters” lists"
            )
            raise UnreadableValueError(f"it is one of {known}{did_you_mean(fold(text), parameter.choices)}")
        text = same[0]
    return read_value(text, parameter)


def _plain(text: str) -> str:
    """A word without case, blanks and signs: “ISO 230-2:1988” is iso-230-2-1988."""
    return re.sub(r"[^\w]|_", "", fold(text))


def _unknown(key: str, wanted: str, parameters: Mapping[str, ItemParameter]) -> str:
    """What to write for a name that is no parameter: the new name of one that was renamed, or one alike."""
    for name, parameter in parameters.items():
        if wanted in parameter.renamed_from:
            unit = f", in {parameter.unit}" if parameter.unit else ""
            return f"there is no parameter {shown(key)}; did you mean “{name}”{unit}?"
    hint = did_you_mean(wanted, parameters)
    return f"there is no parameter {shown(key)}{hint}; “yalu goods parameters” lists them"


def _rule(one: str, other: str, parameters: Mapping[str, ItemParameter]) -> str:
    parameter = parameters[one]
    if other in parameter.sum_of:
        parts = " and ".join(f"“{parameters[part].title}”" for part in parameter.sum_of)
        return f"{parts} together are at most “{parameter.title}”"
    if parameter.type == "number":
        return f"“{parameter.title}” is at most “{parameters[other].title}”"
    return f"“{parameter.title}” follows from “{parameters[other].title}”"
