"""Equal values give equal bytes, whatever order their keys were written in."""

import datetime

import msgspec
import pytest

from yalu.documents.records.canonical_json import canonical


class Ship(msgspec.Struct):
    name: str
    built: datetime.date
    age: int | None = None


def test_keys_are_sorted_at_every_level_and_nothing_stands_between_them():
    assert canonical({"b": 1, "a": {"d": [2, 1], "c": None}}) == b'{"a":{"c":null,"d":[2,1]},"b":1}'


def test_two_orders_of_the_same_keys_are_the_same_bytes():
    assert canonical({"a": 1, "b": 2}) == canonical({"b": 2, "a": 1})


def test_records_are_sorted_by_the_names_of_their_fields():
    ship = Ship(name="백두", built=datetime.date(1999, 1, 2))
    assert canonical(ship) == '{"age":null,"built":"1999-01-02","name":"백두"}'.encode()


@pytest.mark.parametrize(
    ("value", "written"),
    [((1, 2.5), b"[1,2.5]"), ("김", '"김"'.encode()), (True, b"true"), (None, b"null"), ({}, b"{}")],
)
def test_plain_values_are_written_as_json_in_utf8(value, written):
    assert canonical(value) == written


def test_the_members_of_a_set_are_sorted():
    assert canonical({"c", "a", "b"}) == b'["a","b","c"]'
