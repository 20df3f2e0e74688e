"""Red flags are tested on a transaction's own columns, or say what they would need."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.chains.flags import Flag, read_flags, read_orders, red_flags
from yalu.documents.problems import DocumentError

FLAGS = read_flags("un-dprk")


def answer(flag, **order):
    return next(r for r in red_flags(order, FLAGS) if r.flag == flag)


@pytest.mark.parametrize(
    ("flag", "order", "said"),
    [
        ("RF03", {"item_voltage": "110", "destination_voltage": "220"}, "raised"),
        ("RF03", {"item_voltage": "220", "destination_voltage": "220"}, "not_raised"),
        ("RF05", {"end_use_statement": ""}, "raised"),
        ("RF05", {"end_use_statement": "training lathes"}, "not_raised"),
        ("RF05", {}, "not_testable"),
        ("RF08", {"payment_method": "cash", "order_value": "250,000"}, "raised"),
        ("RF08", {"payment_method": "cash", "order_value": "80"}, "not_raised"),
        ("RF09", {"buyer_founded": "2016-12-01", "order_date": "2017-03-01"}, "raised"),
        ("RF11", {"delivery_date": "2017"}, "raised"),
        ("RF12", {"consignee_type": "freight_forwarder"}, "raised"),
        ("RF26", {"originator_country": "cn", "beneficiary_country": "cn", "correspondent_countries": "hk;us"}, "raised"),
        ("RF36", {"seller_contacts": "a@x.org;+86 1", "buyer_contacts": "+86 1"}, "raised"),
        ("RF40", {"item_control": "controlled", "credit_requested": "2017-01-01", "account_approved": "2017-02-01"}, "raised"),
        ("RF59", {"order_value": "100", "freight_cost": "900"}, "raised"),
        ("RF01", {"anything": "x"}, "not_testable"),
    ],
)  # fmt: skip
def test_a_flag_on_a_transaction(flag, order, said):
    assert answer(flag, **order).answer == said


def test_what_is_missing_is_named():
    assert answer("RF59", order_value="100").why == "not testable without freight_cost"
    assert answer("RF01").why.startswith("not testable without order.item_class")


def test_a_value_that_cannot_be_read_is_not_guessed():
    assert answer("RF59", order_value="much", freight_cost="900").answer == "not_testable"


def test_every_flag_has_a_number_a_source_and_either_a_test_or_what_it_needs():
    assert [flag.id for flag in FLAGS] == [f"RF{n:02}" for n in range(1, 62)]
    assert all(flag.source and flag.flag and (flag.test or flag.needs) for flag in FLAGS)
    assert sum(bool(flag.test) for flag in FLAGS) >= 40


def test_raised_flags_come_first_then_by_number():
    found = red_flags({"end_use_statement": "", "delivery_date": "", "reexport_answer": "no"}, FLAGS)
    assert [r.flag for r in found if r.answer == "raised"] == ["RF05", "RF11"]
    assert found[0].answer == "raised"


def test_a_test_that_cannot_be_read_is_refused_with_its_line(tmp_path):
    (tmp_path / "red-flags.csv").write_text("id,flag,fields,test\nRF01,a,b,becomes x\n", encoding="utf-8")
    with pytest.raises(DocumentError, match=r"red-flags.csv:2:test: the clause “becomes x” cannot be read"):
        read_flags(tmp_path)


def test_a_ragged_file_of_transactions_is_refused(tmp_path):
    path = tmp_path / "orders.csv"
    path.write_text("id,payer\n1,a,b\n", encoding="utf-8")
    with pytest.raises(DocumentError, match="3 cells for a header of 2"):
        read_orders(path)


@given(
    st.dictionaries(st.sampled_from([c for f in FLAGS for c in f.tested]), st.text(max_size=12), max_size=8)
)
def test_any_transaction_gets_an_answer_from_every_flag(order):
    found = red_flags(order, FLAGS)
    assert len(found) == len(FLAGS)
    assert all(r.why for r in found)


def test_a_flag_without_a_test_says_what_a_person_must_look_at():
    assert red_flags({}, (Flag(id="X", flag="f", fields="a", needs="b"),))[0].why == "not testable without b"
