"""`yalu enforcement actions` as a user runs it."""

import json

import pytest


@pytest.mark.parametrize("command", ["list", "totals", "count", "follow-up", "register"])
def test_every_command_speaks_to_people_and_to_programs(run, answer, command):
    code, out, err = run("enforcement", "actions", command)
    assert (code, err) == (0, "")
    assert out
    assert answer("enforcement", "actions", command)


def test_the_settlement_is_counted_once_and_split_by_authority(answer):
    (year,) = answer(
        "enforcement", "actions", "totals", "--matter", "zte", "--year", "2017", "--measure", "penalty"
    )
    assert year["gross"]["value"] == 1192360064
    assert year["suspended"]["value"] == 300000000
    shares = answer(
        "enforcement",
        "actions",
        "totals",
        "--by",
        "authority",
        "--matter",
        "zte",
        "--year",
        "2017",
        "--measure",
        "penalty",
    )
    assert sum(row["gross"]["value"] for row in shares) == 1192360064


def test_the_counts_of_26_september_2016(answer):
    for what, number in (("persons", 4), ("entities", 1), ("accounts", 25)):
        assert answer("enforcement", "actions", "count", what, "--on", "2016-09-26")["value"] == number
    (row,) = [a for a in answer("enforcement", "actions", "list", "--on", "2016-09-26") if a["accounts"]]
    assert row["kind"] == "forfeiture_complaint"


def test_the_round_of_february_2017_is_shown_with_its_programme(answer):
    (row,) = answer("enforcement", "actions", "list", "--action", "iran-missile-designation-2017")
    assert row["programmes"] == ["IRN"]
    found = {
        a["id"] for a in answer("enforcement", "actions", "list", "--programme", "PRK", "--year", "2017")
    }
    assert "iran-missile-designation-2017" not in found
    assert "paeksol-designation-2017" in found


def test_the_register_can_be_asked_for_companies_too(answer):
    persons, everybody = (
        answer("enforcement", "actions", "register"),
        answer("enforcement", "actions", "register", "--everybody"),
    )
    assert {e["schema"] for e in persons} == {"Person"}
    assert len(everybody) > len(persons)


def test_a_sum_says_what_replaced_what(run, answer):
    (row,) = answer(
        "enforcement", "actions", "totals", "--by", "matter", "--matter", "zte", "--measure", "penalty"
    )
    assert [row[side]["value"] for side in ("gross", "suspended", "net")] == [
        2292360064,
        400000000,
        1892360064,
    ]
    _, out, _ = run(
        "enforcement", "actions", "totals", "--by", "matter", "--matter", "zte", "--measure", "penalty"
    )
    assert (
        "zte-2017-bis of US BIS, 661,000,000 USD (300,000,000 suspended), was replaced on 2018-06-08"
        in " ".join(out.split())
    )


def test_the_register_of_a_day_is_told_with_ages(run):
    _, out, _ = run("enforcement", "actions", "register", "--on", "2016-12-31")
    words = " ".join(out.split())
    assert "10 named in official acts, as of 2016-12-31" in words
    _, out, _ = run("enforcement", "actions", "register", "--everybody", "--known-by", "2016-12-31")
    assert "named in official acts, as of 2016-12-31" in " ".join(out.split())


def test_a_count_gives_the_number_of_each_act(run):
    _, out, _ = run(
        "enforcement", "actions", "count", "persons", "--since", "2016-01-01", "--until", "2016-12-31"
    )
    assert "mks-sentence-2016: 1 person, matter mks" in out
    assert "count once in each of them" in " ".join(out.split())


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["enforcement", "actions", "register", "--on", "yesterday"], "for --on"),
        (["enforcement", "actions", "list", "--matter", "ztee"], "did you mean “zte”?"),
        (["enforcement", "actions", "totals", "--measure", "fines"], "measures are penalty"),
        (["explain", "ledger/count/boats/all"], "counted are actions"),
    ],
)
def test_mistakes_are_told(run, arguments, says):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert says in err


def test_a_case_without_actions_says_so(run, tmp_path):
    run("case", "new", str(tmp_path / "mine"))
    code, _, err = run("enforcement", "actions", "list", "--case", str(tmp_path / "mine"))
    assert code == 2
    assert "actions.csv" in err


def test_a_table_without_rows_says_what_was_asked_and_nothing_more(run):
    code, out, _ = run("enforcement", "actions", "totals", "--measure", "refunded", "--matter", "zte")
    assert code == 0
    assert " ".join(out.split()) == (
        "None found on 2 partial ledgers: asked table actions (extent unknown, 174 rows, of 2025-11-06), "
        "table amounts (extent unknown, 49 rows, of 2025-11-06)."
    )


def test_every_table_ends_with_what_it_covers_and_over_which_days(run):
    for command in ("list", "totals", "follow-up", "register", "count"):
        code, out, _ = run("enforcement", "actions", command)
        assert code == 0
        assert "covers: table actions (extent unknown" in out
        assert "observed: 2003-04-12 to 2025-11-06" in out


def test_json_rows_bring_the_coverage_of_the_whole(run):
    code, out, _ = run(
        "enforcement", "actions", "totals", "--measure", "refunded", "--matter", "zte", "--json"
    )
    assert code == 0
    found = json.loads(out)
    assert found["result"] == []
    assert [source["name"] for source in found["coverage"]["asked"]] == ["table actions", "table amounts"]
