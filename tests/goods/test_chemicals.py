"""Chemicals by CAS number: the check digit, the names, and what the entries name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.goods import item_of, open_goods
from yalu.goods.input.items import ItemError
from yalu.goods.lists.chemicals import cas_number, is_cas

CALLED = open_goods().parameters["cas"].called


def test_every_number_of_the_table_passes_its_check():
    assert len(CALLED) >= 120
    assert all(is_cas(cas) for cas in CALLED)


@given(st.sampled_from(sorted(CALLED)), st.integers(0, 9))
def test_another_last_digit_is_never_a_number(cas, digit):
    changed = f"{cas[:-1]}{digit}"
    assert is_cas(changed) == (changed == cas)


@given(st.sampled_from(sorted(CALLED)))
def test_a_chemical_is_found_by_its_number_and_by_its_name(cas):
    name = CALLED[cas].rpartition(", ")[0]
    assert cas_number(cas, CALLED) == cas
    assert CALLED[cas_number(name.upper(), CALLED)].rpartition(", ")[0] == name


@pytest.mark.parametrize("text", ["111-48-7", "111488", "", "water", "0-48-8", "１１１-48-8"])
def test_what_is_no_number_is_refused_with_what_to_write(text):
    assert not cas_number(text, CALLED)
    if text:
        with pytest.raises(ItemError, match="write a CAS number such as 111-48-8"):
            item_of({"cas": text}, open_goods().parameters)


def test_a_name_nearly_right_is_asked_back():
    with pytest.raises(ItemError, match="did you mean"):
        item_of({"cas": "Thiodiglicol"}, open_goods().parameters)
