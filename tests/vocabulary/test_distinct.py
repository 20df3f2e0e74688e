"""A choice that changes no answer does not make one definition into many."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from yalu.vocabulary.distinct import deciding_choices, distinct_answers

_GRID = [dict(zip("rew", picked, strict=True)) for picked in product("abcd", "vwxyz", "12345")]


def test_five_weights_of_no_summit_are_one_definition() -> None:
    answers = ["yes" if (r["r"], r["e"]) == ("a", "v") else "no" for r in _GRID]
    assert deciding_choices(_GRID, answers) == ("r", "e")
    assert sorted(distinct_answers(_GRID, answers)) == ["no"] * 19 + ["yes"]


def test_a_weight_that_decides_somewhere_is_counted_everywhere() -> None:
    answers = ["yes" if (r["r"], r["e"], r["w"]) == ("a", "v", "3") else "no" for r in _GRID]
    assert len(distinct_answers(_GRID, answers)) == 100


def test_where_all_agree_there_is_one_answer() -> None:
    assert distinct_answers(_GRID, ["yes"] * len(_GRID)) == ("yes",)
    assert distinct_answers([], []) == ()


def test_choices_that_go_together_are_one_choice() -> None:
    readings = [{"ledger": "a", "reporter": "x"}, {"ledger": "b", "reporter": "y"}]
    assert len(distinct_answers(readings, ["yes", "no"])) == 2


@given(st.lists(st.sampled_from(["yes", "no", "cannot say"]), min_size=24, max_size=24))
def test_what_decides_gives_the_answer_of_every_reading_and_nothing_less_does(answers: list[str]) -> None:
    readings = [
        dict(zip("abc", map(str, picked), strict=True)) for picked in product(range(2), range(3), range(4))
    ]
    kept = deciding_choices(readings, answers)

    def settles(names: list[str]) -> bool:
        found: dict[tuple[str, ...], str] = {}
        pairs = zip((tuple(r[n] for n in names) for r in readings), answers, strict=True)
        return all(found.setdefault(key, answer) == answer for key, answer in pairs)

    assert settles(list(kept))
    assert not any(settles([other for other in kept if other != name]) for name in kept)
    assert len(distinct_answers(readings, answers)) <= len(readings)
