from yalu.case.records import Codebook, EraScheme
from yalu.documents.problems import ProblemLog
from yalu.documents.typed_records import fit
from yalu.documents.yaml_files import read_yaml

SCHEME = "title: T\noffices: {partner: head}\ncut: days\n"


def _fit(text: str, wanted=EraScheme):
    log = ProblemLog()
    fitted = fit(read_yaml(text.encode(), log, file="x.yaml"), wanted, log)
    return fitted, log.problems()


def test_a_document_that_fits_becomes_the_record():
    assert _fit(SCHEME) == (EraScheme(title="T", offices={"partner": "head"}, cut="days"), [])


def test_a_number_where_text_is_wanted_says_to_quote_it():
    _, (problem,) = _fit(SCHEME.replace("title: T", "title: 2018"))
    assert problem.where == "x.yaml:1:title"
    assert "expected text, got a whole number: “2018”" in problem.message
    assert "double quotes" in problem.next_step


def test_an_unknown_name_offers_the_nearest():
    fitted, (problem,) = _fit(SCHEME + "descripton: x\n")
    assert fitted is None
    assert problem.where == "x.yaml:4:descripton"
    assert "did you mean “description”?" in problem.message


def test_a_missing_name_is_named():
    _, (problem,) = _fit("title: T\ncut: days\n")
    assert "“offices” is missing" in problem.message


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
    assert {(p.row, p.field) for p in problems} == {
        (1, "version"),
        (3, "rules.R01.title"),
        (3, "rules.R01.options.a.merge"),
        (3, "rules.R01.options.b"),
        (4, "rules.R02"),
        (5, "rule_sets.plain.choose.R01"),
        (10, "era_schemes.s.cut"),
    }
