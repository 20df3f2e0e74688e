from datetime import date
from typing import Any, Literal

import msgspec
import pytest

from yalu.case.records import Codebook, EraScheme
from yalu.documents.problems import ProblemLog
from yalu.documents.records.typed_records import fit
from yalu.documents.records.yaml_files import read_yaml

SCHEME = "title: T\noffices: {partner: head}\ncut: days\n"
UNSAID = "the documentation of this file says what may stand here"


class Limit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    quantity: float
    unit: str = "t"


class Law(msgspec.Struct, frozen=True, kw_only=True, rename={"start": "from"}):
    """One field of every kind that a record of a YAML file has."""

    title: str
    start: str = ""
    paragraph: int | None = None
    effect: Literal["ban", "cap"] = "ban"
    binding: bool = True
    share: float | str = 0.0
    years: tuple[int, ...] = ()
    words: list[str] = []
    rates: dict[str, float] = {}
    notes: dict[str, Any] = {}
    limit: Limit | None = None
    one_or_more: str | list[str] = ""
    limit_or_words: str | Limit = ""

    def __post_init__(self) -> None:
        if self.title == "Nothing":
            raise ValueError("The title says nothing")


def _fit(text: str, wanted=EraScheme):
    log = ProblemLog()
    fitted = fit(read_yaml(text.encode(), log, file="x.yaml"), wanted, log)
    return fitted, log.problems()


def _misfits(text: str, wanted=Law):
    fitted, problems = _fit(text, wanted)
    assert fitted is None
    return problems


def _misfit(text: str, wanted=Law):
    (problem,) = _misfits(text, wanted)
    return problem


def test_a_document_that_fits_becomes_the_record():
    assert _fit(SCHEME) == (EraScheme(title="T", offices={"partner": "head"}, cut="days"), [])


def test_every_kind_of_field_is_filled_with_what_was_written():
    text = """title: T
from: 2017-01-01
paragraph: 26
effect: cap
binding: false
share: 1
years: [2017, 2018]
words: [coal]
rates: {USD: 1.5, CNY: 7}
notes: {a: [1, {b: c}], d: null}
limit: {quantity: 7500000}
one_or_more: [coal, iron]
"""
    assert _fit(text, Law) == (
        Law(
            title="T",
            start="2017-01-01",
            paragraph=26,
            effect="cap",
            binding=False,
            share=1.0,
            years=(2017, 2018),
            words=["coal"],
            rates={"USD": 1.5, "CNY": 7.0},
            notes={"a": [1, {"b": "c"}], "d": None},
            limit=Limit(quantity=7500000.0),
            one_or_more=["coal", "iron"],
        ),
        [],
    )


def test_what_is_left_out_or_empty_is_what_the_record_says_it_is_then():
    assert _fit("title: T\nparagraph:\nlimit: ~\n", Law) == (Law(title="T"), [])


@pytest.mark.parametrize(
    ("line", "field", "message", "rule", "value"),
    [
        ("from: 2018", "from", "expected text, got a whole number: “2018”", "text", "2018"),
        ("from: 1.5", "from", "expected text, got a number: “1.5”", "text", "1.5"),
        ("from: true", "from", "expected text, got true or false: “true”", "text", "true"),
        ("from: false", "from", "expected text, got true or false: “false”", "text", "false"),
        ("from:", "from", "expected text, got nothing", "text", ""),
        ("from: [a]", "from", "expected text, got a list", "text", ""),
        ("from: {a: b}", "from", "expected text, got a mapping", "text", ""),
        ("paragraph: b", "paragraph", "expected a whole number, got text: “b”", "a whole number", "b"),
        ('paragraph: ""', "paragraph", "expected a whole number, got text: “”", "a whole number", ""),
        ("binding: 1", "binding", "expected true or false, got a whole number: “1”", "true or false", "1"),
        ("share: [1]", "share", "expected a number or text, got a list", "a number or text", ""),
        ("years: 2017", "years", "expected a list, got a whole number: “2017”", "a list", "2017"),
        ("years: [1, b]", "years[1]", "expected a whole number, got text: “b”", "a whole number", "b"),
        ("words: {a: b}", "words", "expected a list, got a mapping", "a list", ""),
        ("rates: [a]", "rates", "expected a mapping, got a list", "a mapping", ""),
        ("rates: {USD: x, CNY: 7}", "rates.USD", "expected a number, got text: “x”", "a number", "x"),
        ("notes: x", "notes", "expected a mapping, got text: “x”", "a mapping", "x"),
        ("limit: x", "limit", "expected a mapping, got text: “x”", "a mapping", "x"),
        ("limit: 1", "limit", "expected a mapping, got a whole number: “1”", "a mapping", "1"),
        ("limit: 0.5", "limit", "expected a mapping, got a number: “0.5”", "a mapping", "0.5"),
        ("limit: true", "limit", "expected a mapping, got true or false: “true”", "a mapping", "true"),
        ("limit: [1]", "limit", "expected a mapping, got a list", "a mapping", ""),
        ("limit: {quantity: x}", "limit.quantity", "expected a number, got text: “x”", "a number", "x"),
        (
            "one_or_more: 1",
            "one_or_more",
            "expected text or a list, got a whole number: “1”",
            "text or a list",
            "1",
        ),
        ("one_or_more: [a, 1]", "one_or_more", "expected text, got a whole number at [1]", "text", ""),
    ],
)
def test_a_value_of_another_kind_is_told_in_words_with_its_place_and_what_belongs_there(
    line, field, message, rule, value
):
    problem = _misfit(f"title: T\n{line}\n")
    assert (problem.file, problem.row, problem.field) == ("x.yaml", 2, field)
    assert (problem.message, problem.rule, problem.value) == (message, f"the value here is {rule}", value)


def test_the_record_itself_and_a_record_that_must_be_there_are_mappings():
    assert _misfit("a:\n", dict[str, Limit]).message == "expected a mapping, got nothing"
    assert _misfit("a: [1]\n", dict[str, Limit]).message == "expected a mapping, got a list"


def test_only_a_written_value_where_text_is_wanted_is_to_be_quoted():
    steps = {
        line: _misfit(f"title: T\n{line}\n").next_step
        for line in ("from: 2018", "from: true", "from:", "from: [a]", "paragraph: b", "words: [1]")
    }
    quote, rule = "put the value in double quotes", "write the value as the rule says"
    assert steps == {
        "from: 2018": quote,
        "from: true": quote,
        "from:": rule,
        "from: [a]": rule,
        "paragraph: b": rule,
        "words: [1]": quote,
    }


def test_a_word_outside_the_list_offers_the_nearest_and_names_the_list():
    problem = _misfit("title: T\neffect: bam\n")
    assert problem.where == "x.yaml:2:effect"
    assert problem.message == "“bam” is not one of the words known here (did you mean “ban”?)"
    assert (problem.rule, problem.next_step) == ("the value here is one of ban, cap", "write one of them")
    assert problem.value == "bam"
    says = {"": "nothing", "[ban]": "a list", "{a: b}": "a mapping", "7": "“7”", "true": "“true”"}
    for text, said in says.items():
        assert _misfit(f"title: T\neffect: {text}\n").message == f"{said} is not one of the words known here"


def test_an_unknown_name_offers_the_nearest():
    problem = _misfit(SCHEME + "descripton: x\n", EraScheme)
    assert (problem.where, problem.value) == ("x.yaml:4:descripton", "descripton")
    assert problem.message == "“descripton” is not known here (did you mean “description”?)"
    assert problem.rule.startswith("the names allowed here are title, ")
    assert problem.next_step == "correct the name or remove it"


def test_unknown_names_are_told_in_the_order_of_the_file_and_before_what_does_not_fit():
    text = "zz: 1\nfrom: 1\nyy: 1\nxx: 1\nlimit: {quantity: 1, ww: 2}\n"
    assert [(p.row, p.field) for p in _misfits("title: T\n" + text)] == [
        (2, "zz"),
        (4, "yy"),
        (5, "xx"),
        (3, "from"),
        (6, "limit.ww"),
    ]


def test_a_missing_name_is_named_where_its_mapping_begins():
    problem = _misfit("title: T\nlimit:\n  unit: t\n")
    assert (problem.row, problem.field, problem.value) == (3, "limit", "")
    assert problem.message == "“quantity” is missing"
    assert problem.rule == "“quantity” is required here"
    assert problem.next_step == "add a line beginning with “quantity:”"


def test_a_name_written_otherwise_in_the_file_than_in_the_code_goes_by_the_file():
    assert _misfit("title: T\nstart: a\n").rule.startswith(
        "the names allowed here are title, from, paragraph"
    )


def test_what_a_record_itself_refuses_is_told_in_its_own_words():
    problem = _misfit("title: Nothing\n")
    assert (problem.where, problem.value) == ("x.yaml:1", "")
    assert problem.message == "the title says nothing"
    assert (problem.rule, problem.next_step) == (UNSAID, "write the value as the rule says")


def test_what_is_refused_for_another_reason_keeps_that_reason():
    class Day(msgspec.Struct, frozen=True):
        day: date

    problem = _misfit("day: soon\n", Day)
    assert problem.message == "invalid RFC3339 encoded date: “soon”"
    assert (problem.rule, problem.next_step) == (UNSAID, "write the value as the rule says")
    problem = _misfit("title: T\nlimit_or_words: {unit: t}\n")
    assert (problem.message, problem.value) == ("object missing required field `quantity`", "")
    assert (problem.rule, problem.next_step) == (UNSAID, "write the value as the rule says")


def test_every_misfit_is_named_at_once_by_path_and_line():
    text = """version: 1
rules:
  R01: {title: [x], reason: r, options: {a: {merge: maybe}, b: }}
  R02: 7
rule_sets: {plain: {title: T, choose: {R01: 3}}}
era_schemes:
  s:
    title: T
    offices: {}
    cut: weeks
"""
    fitted, problems = _fit(text, Codebook)
    assert fitted is None
    assert [(p.row, p.field) for p in problems] == [
        (1, "version"),
        (3, "rules.R01.title"),
        (3, "rules.R01.options.a.merge"),
        (3, "rules.R01.options.b"),
        (4, "rules.R02"),
        (5, "rule_sets.plain.choose.R01"),
        (10, "era_schemes.s.cut"),
    ]
