"""A regime folder is read whole or refused with every problem of every file at once."""

from datetime import date
from pathlib import Path
from typing import get_args

import msgspec
import pytest
import yaml

from yalu.documents.problems import DocumentError
from yalu.law import find_regime, open_regime
from yalu.law.caps.utilisation_records import CARRY_OVER
from yalu.law.text.conditions import EVIDENCE
from yalu.law.text.measure_files import check_regime, measure_schema, read_regime
from yalu.law.verdicts.situations import Finding
from yalu.vocabulary.results import VerdictKind

ROOT = Path(__file__).parents[2]
GOOD = """\
id: lake-1-wheat
instrument: lake-1
paragraph: "4"
title: Wheat from Lakeland under a limit
addressee: all_member_states
direction: from_target
goods: {text: wheat, hs: ["1001"], basis: law}
effect: cap
limit:
  first_reached_of: [{quantity: 1000, unit: t}]
  window: {from: 2020-01-01, to: 2020-12-31, repeats: yearly}
in_force: {from: 2020-01-01}
known_from: 2019-12-01
sources: [memory]
verified: memory
"""


def folder_with(tmp_path: Path, **files: str) -> Path:
    folder = tmp_path / "regime"
    (folder / "measures" / "lake-1").mkdir(parents=True)
    (folder / "regime.yaml").write_text('title: Lakeland\ntarget: "LKL"\n', encoding="utf-8")
    for name, text in files.items():
        (folder / "measures" / "lake-1" / f"{name.replace('_', '-')}.yaml").write_text(text, encoding="utf-8")
    return folder


def problems(tmp_path: Path, text: str, **others: str) -> list[str]:
    return [str(p) for p in check_regime(folder_with(tmp_path, lake_1_wheat=text, **others))]


def only(tmp_path: Path, text: str, **others: str) -> str:
    found = problems(tmp_path, text, **others)
    assert len(found) == 1, found
    return found[0]


def test_a_good_file_has_no_problem(tmp_path: Path):
    assert problems(tmp_path, GOOD) == []


def test_the_bundled_regime_has_no_problem():
    assert [str(p) for p in check_regime(find_regime("un-dprk"))] == []


def test_every_problem_is_told_at_once(tmp_path: Path):
    bad = GOOD.replace('"1001"', "1001").replace("effect: cap", "effect: capp").replace("2019-12-01", "soon")
    found = problems(tmp_path, bad)
    assert len(found) == 3
    assert found[0].startswith("measures/lake-1/lake-1-wheat.yaml:7:goods.hs[0]: ")
    assert "put the value in double quotes" in found[0]


@pytest.mark.parametrize(
    ("change", "to", "where", "says"),
    [
        ("effect: cap\n", "effect: cap\ncolour: red\n", ":9:colour", "is not known here"),
        ("paragraph:", "paragraf:", "paragraf", "did you mean “paragraph”?"),
        ("title: Wheat", "title: Rye\ntitle: Wheat", ":5:title", "written twice"),
        ("id: lake-1-wheat", "id: lake-1-rye", ":1:id", "a file is named for the id in it"),
        ("instrument: lake-1", "instrument: lake-2", ":2:instrument", "a folder is named for the instrument"),
        ('["1001"]', '["10010"]', "goods.hs[0]", "with the leading zero"),
        ('["1001"]', '["10011100"]', "goods.hs[0]", "national tariff code"),
        (', hs: ["1001"], basis: law', "", ":7:goods", "at least one HS prefix"),
        (", basis: law", "", ":7:goods", "have no basis"),
        ("{quantity: 1000, unit: t}", "{quantity: 1000}", "first_reached_of[0]", "not one number with its unit"),
        ("{quantity: 1000, unit: t}", "{quantity: 1000, unit: tonns}", "first_reached_of[0]", "did you mean t"),
        ("{quantity: 1000, unit: t}", "{quantity: 1000, unit: USD}", "first_reached_of[0]", "is money"),
        ("{quantity: 1000, unit: t}", "{quantity: 0, unit: t}", "first_reached_of[0]", "a limit of nothing is a ban"),
        ("to: 2020-12-31", "to: 2019-12-31", "limit.window.to", "before it starts"),
        ("{from: 2020-01-01}", "{from: 2020-01-01, until: 2019-01-01}", "in_force.until", "before it starts"),
        ("{from: 2020-01-01}", "{from: 2020-01-01, ended_by: lake-1-rye}", "in_force.ended_by", "“until” is missing"),
        ("sources: [memory]", "sources: []", "sources", "at least one source"),
        ("addressee: all_member_states", "addressee: somebody", "addressee", "ISO alpha-3 code"),
        ("known_from: 2019-12-01\n", "known_from: 2019-12-01\nlimit_at: 3\n", "limit_at", "is not known here"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_where_it_stands(tmp_path: Path, change: str, to: str, where: str, says: str):
    found = problems(tmp_path, GOOD.replace(change, to, 1))
    assert any(where in problem and says in problem for problem in found), found
    assert all("Rule: " in problem and "Next: " in problem for problem in found)


def test_a_cap_needs_a_limit(tmp_path: Path):
    start, end = GOOD.index("limit:"), GOOD.index("in_force:")
    assert "the cap has no limit" in only(tmp_path, GOOD[:start] + GOOD[end:])


def test_a_ban_has_no_limit_and_no_precondition(tmp_path: Path):
    bad = GOOD.replace("effect: cap", "effect: ban") + (
        "conditions: [{kind: precondition, name: livelihood, evidence: state_determined}]\n"
    )
    found = problems(tmp_path, bad)
    assert any("a ban has a limit" in p for p in found)
    assert any("what lifts a ban is an exemption" in p for p in found)


def test_ended_by_names_a_measure_that_starts_that_day(tmp_path: Path):
    ended = GOOD.replace("{from: 2020-01-01}", "{from: 2020-01-01, until: 2021-01-01, ended_by: lake-1-ban}")
    missing = only(tmp_path / "a", ended)
    assert "there is no measure “lake-1-ban”" in missing
    ban = GOOD[: GOOD.index("limit:")] + GOOD[GOOD.index("in_force:") :]
    ban = ban.replace("lake-1-wheat", "lake-1-ban").replace("effect: cap", "effect: ban")
    later = only(tmp_path / "b", ended, lake_1_ban=ban.replace("{from: 2020-01-01}", "{from: 2021-02-01}"))
    assert "lake-1-ban starts on 2021-02-01, not on 2021-01-01" in later
    assert (
        problems(tmp_path / "c", ended, lake_1_ban=ban.replace("{from: 2020-01-01}", "{from: 2021-01-01}"))
        == []
    )


def test_an_id_is_used_once(tmp_path: Path):
    found = problems(tmp_path, GOOD, lake_1_other=GOOD)
    assert any("is the id of measures/lake-1/" in p for p in found)


def test_two_caps_on_the_same_goods_and_days_are_doubtful_and_not_wrong(tmp_path: Path):
    other = GOOD.replace("id: lake-1-wheat", "id: lake-1-grain").replace('"1001"', '"10"')
    folder = folder_with(tmp_path, lake_1_wheat=GOOD, lake_1_grain=other)
    found = check_regime(folder)
    assert [p.severity for p in found] == ["warning"]
    assert "limit the same goods on the same days" in found[0].message
    assert len(read_regime(folder).measures) == 2


def test_dates_of_a_wind_down_follow_each_other(tmp_path: Path):
    bad = GOOD + "wind_down: {contract_before: 2020-03-01, import_by: 2020-02-01, notify_by: 2020-04-01}\n"
    assert "“import_by” is 2020-02-01, before “contract_before” on 2020-03-01" in only(tmp_path, bad)


def test_a_clearance_is_for_goods_that_the_tested_date_brings_under_the_measure(tmp_path: Path):
    ban = GOOD.replace("effect: cap", "effect: ban")
    ban = ban[: ban.index("limit:")] + ban[ban.index("in_force:") :]
    dead = ban + "tested_date: arrived\nclearance: {arrived_before: 2020-01-01, absolute_stop: 2020-02-01}\n"
    assert "goods arrived before 2020-01-01 are cleared, but the measure is not on them" in only(
        tmp_path, dead
    )
    alive = dead.replace("tested_date: arrived", "tested_date: released")
    (tmp_path / "alive").mkdir()
    assert not problems(tmp_path / "alive", alive)


@pytest.mark.parametrize(
    ("row", "paragraph", "named"),
    [
        ("lake-1,Decision 1 of the Lake Council: wheat,Decision 1", "4", "Decision 1, paragraph 4"),
        ("lake-1,Decision 1 of the Lake Council,", "4", "Decision 1 of the Lake Council, paragraph 4"),
        ("lake-1,Decision 1 of the Lake Council,Decision 1", "whole", "Decision 1"),
        ("lake-1,Decision 1 of the Lake Council,Decision 1", "coal", "Decision 1 (coal)"),
        (
            "lake-1,Decision 1 of the Lake Council: wheat,Decision 1",
            "Article 4(a)",
            "Decision 1, Article 4(a)",
        ),
        ("", "4", "lake-1, paragraph 4"),
    ],
)
def test_a_paragraph_is_named_as_people_cite_it_and_by_its_id_only_without_a_table(
    tmp_path: Path, row: str, paragraph: str, named: str
):
    folder = folder_with(tmp_path, lake_1_wheat=GOOD.replace('"4"', f'"{paragraph}"'))
    if row:
        table = f"id,title,short,layer,adopted,sources\n{row},un,2019-12-01,memory\n"
        (folder / "instruments.csv").write_text(table, encoding="utf-8")
    assert open_regime(folder).measures[0].named() == named


def test_every_bundled_instrument_has_a_name_that_fits_a_line():
    for name in ("un-dprk", "eu-g7-rus"):
        known = open_regime(name).instruments.values()
        assert [i.id for i in known if not 0 < len(i.short) <= 60 or i.short == i.id] == []


def test_an_instrument_and_a_source_stand_in_their_tables(tmp_path: Path):
    folder = folder_with(tmp_path, lake_1_wheat=GOOD.replace("[memory]", "[gazete]"))
    (folder / "instruments.csv").write_text("id,title,layer,adopted,sources\nlake-9,Nine,un,2019,gazette:1\n")
    (folder / "sources.csv").write_text("id,title,reliability\ngazette,Gazette,A\n")
    found = [str(p) for p in check_regime(folder)]
    assert any("there is no instrument “lake-1” (did you mean “lake-9”?)" in p for p in found)
    assert any("there is no source “gazete” (did you mean “gazette”?)" in p for p in found)


def test_a_hostile_file_is_refused_and_the_others_are_still_checked(tmp_path: Path):
    found = problems(
        tmp_path,
        "a: &x [1]\nb: *x\n",
        lake_1_rye=GOOD.replace("lake-1-wheat", "lake-1-rye").replace("t}", "q}"),
    )
    assert any("anchor" in p for p in found)
    assert any("lake-1-rye.yaml" in p and "is not a unit" in p for p in found)


def test_an_empty_folder_is_told_what_it_lacks(tmp_path: Path):
    (tmp_path / "measures").mkdir()
    with pytest.raises(DocumentError, match="there is no measure in the folder"):
        read_regime(tmp_path)


def test_a_regime_that_is_not_there_is_told_with_the_nearest_name():
    with pytest.raises(DocumentError, match="did you mean “un-dprk”"):
        open_regime("un-dprkk")


def test_a_limit_never_in_force_was_law_one_could_know():
    regime = open_regime("un-dprk")
    measure = regime.measure("unscr-2375-op14-refined-2018")
    assert measure.in_force.until == measure.in_force.start
    known = open_regime("un-dprk", known_by=date(2017, 12, 1)).measure("unscr-2375-op14-refined-2018")
    assert known.in_force.until is None


def test_an_end_brought_by_a_later_measure_is_not_known_before_it():
    measure = open_regime("un-dprk", known_by="2017-03-01").measure("unscr-2321-op26b-coal-2017")
    assert measure.in_force.until is None
    assert open_regime("un-dprk").measure(measure.id).in_force.until == date(2017, 8, 5)


def test_an_end_the_text_itself_states_is_known_with_it():
    assert open_regime("un-dprk", known_by="2017-03-01").measure(
        "mofcom-2017-12-coal"
    ).in_force.until == date(2018, 1, 1)


def test_a_wrong_id_names_the_nearest():
    with pytest.raises(KeyError, match="did you mean “unscr-2371-op8-coal”"):
        open_regime("un-dprk").measure("unscr-2371-op8-cool")


def test_the_published_schema_is_that_of_the_records():
    written = (ROOT / "docs" / "reference" / "measure.schema.json").read_bytes()
    made = msgspec.json.format(msgspec.json.encode(measure_schema(), order="sorted"), indent=2) + b"\n"
    assert written == made, "write it anew with: python docs/generate.py"


def test_every_key_of_a_measure_file_stands_in_the_docs():
    words = (ROOT / "docs" / "measures-format.md").read_text(encoding="utf-8") + (
        ROOT / "docs" / "measures.md"
    ).read_text(encoding="utf-8")
    schema = measure_schema()
    keys = {key for part in schema["$defs"].values() for key in part.get("properties", {})}
    assert sorted(key for key in keys if key not in words) == []


def test_every_word_a_judgement_uses_stands_in_the_docs():
    text = (ROOT / "docs" / "measures.md").read_text(encoding="utf-8")
    words = {
        *get_args(Finding),
        *get_args(VerdictKind),
        *CARRY_OVER,
        *EVIDENCE,
        "not_yet",
        "in_force",
        "ended",
        "never",
    }
    words |= {"notified_date", "reported_date", "known_from", "sheet"}
    assert sorted(word for word in words if f"`{word}`" not in text) == []


BAN = GOOD[: GOOD.index("limit:")].replace("effect: cap", "effect: ban") + GOOD[GOOD.index("in_force:") :]
PAIR = "readings:\n  - {name: one, says: a, sources: [memory]}\n  - {name: two, says: b, sources: [memory], without: [wind_down]}\n"
DOWN = "wind_down: {contract_before: 2020-01-01, import_by: 2020-02-01}\n"


def test_two_readings_that_differ_in_a_clause_that_is_written_are_good(tmp_path: Path):
    assert problems(tmp_path, BAN + DOWN + PAIR) == []


@pytest.mark.parametrize(
    ("text", "where", "says"),
    [
        (BAN + "unread: [wind_dwon]\n", "unread[0]", "wind_dwon"),
        (BAN + "unread: [exemption, exemption]\n", "unread[1]", "named twice"),
        (BAN + "unread: [stop]\n", "unread[0]", "a ban has no “stop” to read"),
        (GOOD + "unread: [wind_down]\n", "unread[0]", "a cap has no “wind_down” to read"),
        (GOOD + "unread: [stop]\n", "unread[0]", "no warning and no duty to stop is written"),
        (BAN + DOWN + "unread: [notice]\n", "unread[0]", "no notice is written"),
        (BAN + PAIR, "readings[1].without[0]", "the measure writes no “wind_down”"),
        (BAN + DOWN + PAIR.replace(", without: [wind_down]", ""), "readings", "the readings do not differ"),
        (BAN + DOWN + PAIR.split("  - {name: two", maxsplit=1)[0], "readings", "the readings do not differ"),
        (BAN + DOWN + PAIR.replace("name: two", "name: one"), "readings[1].name", "a reading twice"),
        (
            BAN + DOWN + PAIR.replace("b, sources: [memory]", "b, sources: []"),
            "readings[1].sources",
            "no source",
        ),
        (GOOD + PAIR, "readings", "a cap has readings"),
    ],
)
def test_the_limits_of_a_text_are_checked_where_they_are_written(
    tmp_path: Path, text: str, where: str, says: str
):
    found = problems(tmp_path, text)
    assert any(f":{where}" in problem and says in problem for problem in found), found
    assert all("Rule: " in problem and "Next: " in problem for problem in found)


SENTENCES = yaml.safe_load((ROOT / "tests" / "golden" / "law-problems.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case["to"].strip()[:60] or "left out")
def test_a_fault_is_told_in_whole_sentences(tmp_path: Path, case: dict[str, str]):
    good = {"cap": GOOD, "ban": BAN}[case["of"]]
    assert case["change"] in good
    assert problems(tmp_path, good.replace(case["change"], case["to"], 1)) == case["problems"]
