"""Red flags are tested on a transaction's own columns, or say what they would need."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import tried
from yalu.chains.knowledge.flag_words import UnreadableCellError, measure
from yalu.chains.knowledge.flags import Flag, read_flags, read_orders, red_flags, unread_columns
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


@pytest.mark.parametrize(
    ("flag", "order", "said"),
    [
        ("RF12", {"consignee_type": "Freight Forwarders"}, "raised"),
        ("RF12", {"consignee_type": "a freight-forwarding agent"}, "raised"),
        ("RF12", {"consignee_type": "货运代理"}, "raised"),
        ("RF12", {"consignee_type": "University"}, "not_raised"),
        ("RF12", {"consignee_type": "friend of the buyer"}, "not_testable"),
        ("RF12", {"consignee_type": "unknown"}, "not_testable"),
        ("RF08", {"payment_method": "Cash on Delivery", "order_value": "USD 12,500"}, "raised"),
        ("RF08", {"payment_method": "现金", "order_value": "12 500"}, "raised"),
        ("RF08", {"payment_method": "T/T", "order_value": "12,500"}, "not_raised"),
        ("RF08", {"payment_method": "shells", "order_value": "12,500"}, "not_testable"),
        ("RF16", {"item_name": "Anthracite", "origin_declared": "Mongolia", "load_country": "mn"}, "not_raised"),
        ("RF16", {"item_name": "steam coal", "origin_declared": "蒙古", "load_country": "North Korea"}, "raised"),
        ("RF16", {"item_name": "iron ore", "origin_declared": "MNG", "load_country": "PRK"}, "not_raised"),
        ("RF16", {"item_name": "coal mining machine", "origin_declared": "MNG", "load_country": "PRK"}, "not_testable"),
        ("RF16", {"item_name": "coal", "origin_declared": "Korea", "load_country": "PRK"}, "not_testable"),
        ("RF26", {"originator_country": "Hong Kong", "beneficiary_country": "HKG", "correspondent_countries": "United States"}, "raised"),
        ("RF26", {"originator_country": "hk", "beneficiary_country": "HKG", "correspondent_countries": "GB; Ruritania"}, "not_testable"),
        ("RF03", {"item_voltage": "220 V", "destination_voltage": "220"}, "not_raised"),
        ("RF03", {"item_voltage": "110V", "destination_voltage": "220 volts"}, "raised"),
        ("RF38", {"invoice_value": "50,000", "bill_value": "50000.00"}, "not_raised"),
        ("RF38", {"invoice_value": "USD 50,000", "bill_value": "EUR 50,000"}, "not_testable"),
        ("RF59", {"order_value": "1,5", "freight_cost": "2"}, "raised"),
        ("RF59", {"order_value": "EUR 3", "freight_cost": "USD 2"}, "not_testable"),
        ("RF61", {"payer": "Beta Co., Ltd.", "consignee": "BETA CO LTD"}, "not_raised"),
        ("RF61", {"payer": "Beta", "consignee": "n/a"}, "not_testable"),
        ("RF10", {"buyer_knows_item": "No", "order_confirmed": "是"}, "raised"),
        ("RF02", {"services_declined": "spare parts, Training"}, "raised"),
        ("RF25", {"seller_sales_areas": "Russia; 朝鲜"}, "raised"),
        ("RF25", {"seller_sales_areas": "Russia; Mongolia"}, "not_raised"),
        ("RF11", {"delivery_date": "as soon as possible"}, "raised"),
        ("RF05", {"end_use_statement": "not stated"}, "raised"),
    ],
)  # fmt: skip
def test_a_cell_is_read_as_people_write_it_or_not_at_all(flag, order, said):
    found = answer(flag, **order)
    assert found.answer == said, found.why
    if said == "not_testable":
        assert found.why.startswith("cannot be read: ")


WORDED = [
    (flag, clause.split()) for flag in FLAGS for clause in flag.test.split(" and ")
    if clause and clause.split()[0] in {"is", "has"} and " and " not in flag.test
]  # fmt: skip


@given(st.sampled_from(WORDED), st.data())
@tried(200)
def test_a_word_of_a_test_raises_its_flag_in_every_case_and_hyphenation(worded, data):
    flag, (_, column, words) = worded
    word = data.draw(st.sampled_from(words.split("|")))
    form = data.draw(st.sampled_from([str.upper, str.title, lambda w: w.replace("_", " "), lambda w: w.replace("_", "-"),
                                      lambda w: f"  {w} ", lambda w: f"a {w}"]))  # fmt: skip
    assert answer(flag.id, **{column: form(word)}).answer == "raised"


@given(st.sampled_from(WORDED), st.text("xyzq", min_size=5, max_size=9))
@tried(100)
def test_a_word_that_nobody_knows_is_never_not_raised(worded, word):
    flag, (_, column, _words) = worded
    assert answer(flag.id, **{column: word}).why == f"cannot be read: {column} “{word}”"


@given(st.integers(0, 10**9), st.sampled_from(["{:,}", "{}", "USD {:,}", "{:,} eur", "{:,}.00", "€{}"]))
def test_a_whole_number_is_read_in_every_writing(number, form):
    assert measure(form.format(number))[0] == number


@pytest.mark.parametrize("text", ["1,2345", "12,34,567", "nan", "1e5", "five", "", "USD 5 EUR", "1.234.567"])
def test_a_number_that_could_be_two_is_not_read(text):
    with pytest.raises(UnreadableCellError):
        measure(text)


def test_the_columns_that_no_flag_reads_are_named_once_and_headers_are_read_as_written(tmp_path):
    path = tmp_path / "orders.csv"
    path.write_text(
        "id,Consignee Type,Colour,warehouse\n1,forwarder,red,A\n2,trader,blue,B\n", encoding="utf-8"
    )
    orders = read_orders(path)
    assert unread_columns(orders, FLAGS) == ("colour", "warehouse")
    assert [answer("RF12", **order).answer for order in orders] == ["raised", "not_raised"]


def test_flags_without_a_table_of_words_know_the_words_of_their_tests_only():
    flags = (Flag(id="X", flag="f", fields="c", test="is colour dark_red"),)
    said = [red_flags({"colour": cell}, flags)[0].answer for cell in ("Dark Red", "dark-reds", "blue")]
    assert said == ["raised", "raised", "not_testable"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "id,Consignee type,consignee_type\n1,natural person,company\n",
            "2 columns are called “consignee_type”",
        ),
        ("id,end_use\n", "the file has no transaction"),
        ("", "the file has no transaction"),
    ],
)
def test_a_file_of_which_a_cell_would_be_lost_or_nothing_tested_is_refused(tmp_path, text, says):
    path = tmp_path / "orders.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError, match=says):
        read_orders(path)
