"""The index: found, explained, saved, loaded, and always the same."""

from __future__ import annotations

import pickle

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yalu.screening.matching import Index, Query
from yalu.screening.matching.explanations import sentences
from yalu.screening.matching.index_file import PackedError
from yalu.screening.matching.token_similarity import FLOOR, likeness
from yalu.screening.records import DateSpan, Identifier, Party, PartyName
from yalu.vocabulary.dates import parse_date


def party(entry: str, *names: str, schema: str = "Person", kind: str = "primary", **more: object) -> Party:
    return Party(
        id=f"t:{entry}", list="t", entry=entry, schema=schema,
        names=tuple(PartyName(n, kind=kind) for n in names), **more,
    )  # fmt: skip


def born(text: str) -> DateSpan:
    return DateSpan(text, parse_date(text), parse_date(text))


PARTIES = [
    party("kju", "KIM, Jong Un", births=(born("1984-01-08"),), genders=("male",), countries=("PRK",)),
    party("kji", "KIM, Jong Il", births=(born("1942"),)),
    party("ryh", "Ri Yong Ho"),
    party("ftb", "Foreign Trade Bank of the Democratic People's Republic of Korea", schema="Organization"),
    party("dhid", "Dandong Hongxiang Industrial Development Co Ltd", schema="Company"),
    party(
        "boat", "CHONG CHON GANG", schema="Vessel", identifiers=(Identifier("imo", "7937317", valid=True),)
    ),
    party(
        "firm",
        "Ocean Maritime Management",
        schema="Company",
        identifiers=(Identifier("company_imo", "1790183"),),
    ),
    party("han", "习近平"),
    party("weak", "Bogeyman", kind="weak"),
    party("put", "PUTIN, Vladimir Vladimirovich"),
    *[party(f"song{k}", f"Kim Yong Chol {' ' * k}".strip(), f"Kim Yong Chol {k}") for k in range(6)],
]
INDEX = Index.build(PARTIES)


def first(name: str, schema: str = "", **more: object) -> object:
    found = INDEX.search(Query(name, schema, **more))
    return found[0] if found else None


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("김정은", "t:kju"),
        ("金正恩", "t:kju"),
        ("Gim Jeong-eun", "t:kju"),
        ("Jong Un Kim", "t:kju"),
        ("Lee Yong Ho", "t:ryh"),
        ("리용호", "t:ryh"),
        ("李容浩", "t:ryh"),
        ("조선무역은행", "t:ftb"),
        ("丹东鸿祥实业发展有限公司", "t:dhid"),
        ("丹東鴻祥實業發展", "t:dhid"),
        ("Chongchongang", "t:boat"),
        ("Xi Jinping", "t:han"),
        ("Владимир Путин", "t:put"),
        ("Vladmir Puttin", "t:put"),
    ],
)
def test_a_name_in_any_script_finds_its_party(name, known):
    assert first(name).party == known


def test_nobody_is_found_for_a_stranger():
    assert all(m.score < 0.6 for m in INDEX.search(Query("Beatrix Featherstonehaugh")))
    assert INDEX.search(Query("")) == []
    assert INDEX.search(Query("!!! ??? ...")) == []


def test_cross_script_name_only_and_common_names_are_marked():
    assert {"name only", "cross-script"} <= set(first("김정은").marks)
    assert "6 parties of one list bear the name" in first("Kim Yong Chol").marks
    assert "weak alias" in first("Bogeyman").marks
    assert any("invisible" in mark for mark in first("Kim\u200bJong Un").marks)


def test_a_weak_alias_scores_below_a_name():
    assert first("Bogeyman").score < 1.0 == first("KIM Jong Il").score


def test_a_birth_date_supports_and_a_birth_year_contradicts():
    plain = first("Kim Jong Un", "Person").score
    assert (
        first("Kim Jong-eun", "Person", births=("1984-01-08",)).score > first("Kim Jong-eun", "Person").score
    )
    wrong = first("Kim Jong Un", "Person", births=("1961",))
    assert wrong.score == plain  # weighed once, by the policy
    assert "contradicted birth year" in wrong.marks
    assert first("Kim Jong Un", "Person", births=("1985",)).score == plain  # a year off is common on lists


def test_a_ship_number_decides_whatever_the_name():
    match = first("Renamed Again", "Vessel", identifiers=(Identifier("imo", "IMO 7937317", valid=True),))
    assert (match.party, match.score) == ("t:boat", 0.97)
    assert "identifier decides" in match.marks


def test_a_company_number_never_meets_a_ship_number():
    found = INDEX.search(Query("Renamed Again", "Vessel", identifiers=(Identifier("imo", "1790183"),)))
    assert all(m.party != "t:firm" for m in found)


def test_another_ship_number_contradicts():
    match = first("Chong Chon Gang", "Vessel", identifiers=(Identifier("imo", "9074729", valid=True),))
    assert "contradicted imo" in match.marks
    assert match.score < 0.6


def test_a_person_asked_for_is_no_company():
    match = first("Dandong Hongxiang Industrial Development", "Person")
    assert "other schema" in match.marks


def test_the_explanation_says_how_the_name_was_read_and_why():
    printed = "\n".join(sentences(first("金正恩").explanation))
    assert "read as pinyin: jin zhengen" in printed
    assert "read as sino-korean northern: kim jongun" in printed
    assert "written apart" in printed or "the same word" in printed
    assert "false alerts per 1,000" in printed


def test_left_out_is_told_from_contradicted():
    match = next(m for m in INDEX.search(Query("Vladimir Putin", "Person")) if m.party == "t:put")
    assert match.explanation.omitted_by_query == ("vladimirovich",)
    other = next(m for m in INDEX.search(Query("Vladimir Ivanovich Putin", "Person")) if m.party == "t:put")
    assert [(c.query, c.name) for c in other.explanation.contradicted] == [("ivanovich", "vladimirovich")]
    assert other.score < match.score


def test_an_answer_does_not_depend_on_what_was_asked_before():
    queries = [Query(n) for n in ("김정은", "Foreign Trade Bank", "Xi Jinping", "Lee Yong Ho")]
    asked = [INDEX.search(q) for q in queries]
    assert [INDEX.search(q) for q in reversed(queries)] == asked[::-1]


def test_a_saved_index_answers_the_same_bytes(tmp_path):
    path = tmp_path / "index"
    INDEX.save(path)
    loaded, again = Index.load(path), Index.build(PARTIES)
    assert loaded.fingerprint == INDEX.fingerprint == again.fingerprint
    again.save(tmp_path / "again")
    assert path.read_bytes() == (tmp_path / "again").read_bytes()
    for name in ("金正恩", "Chong Chon Gang", "Kim Yong Chol"):
        answers = [msgspec.json.encode(index.search(Query(name))) for index in (INDEX, loaded, again)]
        assert answers[0] == answers[1] == answers[2]


def test_an_index_can_be_pickled_and_answers_the_same():
    copy = pickle.loads(pickle.dumps(INDEX))
    assert copy.search(Query("김정은")) == INDEX.search(Query("김정은"))


@pytest.mark.parametrize("content", [b"", b"not an index", b"yalu-index 6\n" + b"\xff" * 40])
def test_what_is_no_index_is_refused(tmp_path, content):
    path = tmp_path / "index"
    path.write_bytes(content)
    with pytest.raises(PackedError, match="build it again"):
        Index.load(path)


def test_an_index_cut_short_is_refused(tmp_path):
    path = tmp_path / "index"
    INDEX.save(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(PackedError, match="build it again"):
        Index.load(path)


def test_an_empty_index_answers_nothing():
    assert Index.build([]).search(Query("Kim Jong Un")) == []


def test_words_found_together_are_rated_as_one_by_one():
    words = INDEX._search._words
    for word in ("kim", "jong", "vladimir", "hongxiang", "chol", "putim", "developmint"):
        for text, (alike, _) in words.hits(word).by_word.items():
            assert alike == pytest.approx(likeness(word, text)[0], abs=1e-6)
            assert alike >= FLOOR


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40))
def test_no_text_breaks_a_search(text):
    for match in INDEX.search(Query(text)):
        assert 0 <= match.score <= 1
        assert sentences(match.explanation)


def test_ten_thousand_letters_are_answered_in_bounded_time():
    assert INDEX.search(Query("Kim Jong Un " * 900)) is not None


@pytest.mark.parametrize("number", ["3", "III", "Three", "third", "3rd", "03"])
def test_a_number_is_found_however_it_is_written(number: str):
    index = Index.build(
        [party("ship", f"Haesong {number}", schema="Vessel"), party("other", "Haesong 4", schema="Vessel")]
    )
    for asked in ("Haesong 3", "HAESONG III", "Haesong Three"):
        found = index.search(Query(asked, schema="Vessel"))
        assert found[0].party == "t:ship"
        assert found[0].score > 0.95
