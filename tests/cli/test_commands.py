"""Commands as a new user runs them: what they print, how they fail, what they exit with."""

import json

import pytest


@pytest.fixture
def answer(run):
    """The result of a command run with --json."""

    def go(*arguments):
        code, out, _ = run(*arguments, "--json")
        assert code == 0, out
        return json.loads(out)

    return go


def test_yalu_alone_shows_where_to_start(run):
    code, out, _ = run()
    assert code == 0
    assert "yalu build" in out
    assert "yalu case new" in out


def test_frequency_gives_the_published_averages_with_their_trails(answer):
    found = answer("visits", "frequency", "--rules", "beyond-parallel", "--eras", "calendar")
    eras = {row["leader"]: row for row in found["result"]["eras"]}
    assert eras["xi-jinping"]["figure"]["value"] == 1.25
    assert eras["kim-jong-un"]["figure"]["value"] == 2.0
    assert len(eras["xi-jinping"]["figure"]["trail"]["rows"]) == 5
    assert found["case"] == "china-dprk"
    assert found["data_version"].startswith("20")


def test_another_scheme_shows_what_changes(answer):
    found = answer("visits", "frequency", "--rules", "beyond-parallel", "--eras", "party-head")
    assert (
        next(r for r in found["result"]["eras"] if r["leader"] == "xi-jinping")["figure"]["display"] == "1.38"
    )


def test_latency_limited_to_what_was_known_leaves_the_fifth_test_open(answer):
    found = answer("visits", "latency", "--known-by", "2017-03-21")
    assert [r["days"] for r in found["result"]["responses"]] == [9, 114, 99, 146, None]
    assert found["result"]["responses"][-1]["open_days"] == 193
    assert found["known_by"] == "2017-03-21"


def test_the_grid_has_a_cell_for_every_definition_and_does_not_choose(answer):
    grid = answer("visits", "grid")["result"]
    assert {"reproduced", "near", "not"} <= {cell["mark"] for cell in grid["cells"]}
    assert all("does not choose" in s["says"] for s in grid["summaries"] if s["reproduced"])


@pytest.mark.parametrize("command", ["list", "frequency", "grid", "latency", "gaps", "published"])
def test_every_command_also_speaks_to_people(run, command):
    code, out, err = run("visits", command)
    assert (code, err) == (0, "")
    assert "{" not in out.splitlines()[0]


def test_any_figure_id_a_command_prints_can_be_explained(run, answer):
    ids = [row["figure"]["id"] for row in answer("visits", "frequency")["result"]["eras"]]
    ids += [
        row["figure"]["id"]
        for row in answer("visits", "latency", "--known-by", "2017-03-21")["result"]["responses"]
    ]
    ids += [
        row["figure"]["id"]
        for row in answer("visits", "published")["result"]
        if row["standing"] != "cannot_say"
    ]
    ids.append(answer("visits", "gaps", "--on", "2015-01-01")["result"]["figure"]["id"])
    for wanted in ids:
        found = answer("explain", wanted)["result"]
        assert found["figure"]["id"] == wanted


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ("V093", "Tang Jiaxuan"),
        ("V130", "Sources disagree"),
        ("R03", "Visits that turn on it"),
        ("E020", "Nuclear test 1"),
        ("foreign-affairs-2017", "cited by"),
        ("cn.ild_head", "Wang Jiarui"),
        ("L001", "Lead"),
    ],
)
def test_any_row_rule_source_or_post_can_be_explained(run, wanted, says):
    code, out, _ = run("explain", wanted)
    assert code == 0
    assert says in out


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["visits", "frequency", "--rules", "beyond-paralel"], 2, "did you mean 'beyond-parallel'"),
        (["visits", "frequency", "--eras", "calender"], 2, "did you mean 'calendar'"),
        (["visits", "latency", "--after", "nuclear_tests"], 2, "did you mean 'nuclear_test'"),
        (["visits", "gaps", "--on", "2017-02-30"], 2, "2017-02 has 28 days"),
        (["visits", "gaps", "--on", "2017"], 2, "not one day"),
        (["visits", "list", "--known-by", "yesterday"], 2, "YYYY-MM-DD"),
        (["visits", "frequency", "--weight", "-1"], 2, "below 0"),
        (["explain", "V9999"], 2, "unknown id"),
        (["explain", "frequency/nothing"], 2, "frequency/RULES"),
        (["visits", "list", "--case", "china-drpk"], 3, "china-dprk"),
        (["case", "check", "/nowhere/at/all"], 3, "/nowhere/at/all"),
        (["vists"], 2, "visits"),
        (["visits", "frequency", "--nonsense"], 2, "--nonsense"),
    ],
)
def test_mistakes_are_told_in_words_that_say_what_to_change(run, arguments, code, says):
    got, out, err = run(*arguments)
    assert (got, out) == (code, "")
    assert says in err
    assert "Traceback" not in err


def test_an_error_in_json_mode_is_json(run):
    code, out, _ = run("visits", "frequency", "--rules", "x", "--json")
    assert code == 2
    assert json.loads(out)["result"]["code"] == 2


def test_a_new_case_checks_clean_and_builds(run, tmp_path):
    target, site = tmp_path / "mine", tmp_path / "site"
    assert run("case", "new", str(target))[0] == 0
    code, out, _ = run("case", "check", str(target))
    assert code == 0
    assert "can be built" in out
    code, out, err = run("build", "--case", str(target), "--out", str(site))
    assert code == 0, err
    assert (site / "index.html").exists()


def test_a_check_reads_claims_and_options_too(run, tmp_path):
    target = tmp_path / "mine"
    run("case", "new", str(target))
    for folder, name in (("claims", "paper.yaml"), ("policies", "ranges.yaml")):
        (target / folder).mkdir(exist_ok=True)
        (target / folder / name).write_text("unknown: 1\n", encoding="utf-8")
    code, out, err = run("case", "check", str(target))
    assert code == 3
    assert "claims/paper.yaml" in err
    assert "policies/ranges.yaml" in err or "not checked" in err
    assert "can be built" not in out


def test_a_check_says_what_the_rows_rest_on_also_when_a_grade_says_too_much(run, answer, tmp_path):
    target = tmp_path / "mine"
    run("case", "new", str(target))
    truth = {line["table"]: line for line in answer("case", "check", str(target))["result"]["truth"]}
    # ten visits, the first with two sources, one of them with a field on memory; seven tenures and events with one source
    assert {name: truth["visits"][name] for name in ("rows", "independent", "memory")} == {
        "rows": 10, "independent": 1, "memory": 1,
    }  # fmt: skip
    assert truth["events"]["single"] == truth["events"]["rows"]
    visits = target / "visits.csv"
    visits.write_text(
        visits.read_text(encoding="utf-8").replace("gazette:2,", "gazette:1,"), encoding="utf-8"
    )
    code, out, err = run("case", "check", str(target))
    assert code == 3
    assert "confirmed by independent sources" in err
    assert "What the rows of each table rest on" in out


def test_a_new_case_is_never_written_over_something(run, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    code, _, err = run("case", "new", str(tmp_path / "mine"))
    assert code in {3, 4}
    assert "empty" in err
    assert (tmp_path / "mine" / "thesis.txt").read_text() == "years of work"


def test_a_build_never_replaces_a_folder_that_is_not_a_site(run, tmp_path):
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "one.jpg").write_bytes(b"x")
    code, _, err = run("build", "--out", str(tmp_path / "photos"))
    assert code == 4
    assert "photos" in err
    assert (tmp_path / "photos" / "one.jpg").exists()


def test_checking_tells_every_problem_at_once(run, tmp_path):
    run("case", "new", str(tmp_path / "mine"))
    visits = tmp_path / "mine" / "visits.csv"
    lines = visits.read_text(encoding="utf-8").splitlines()
    lines[1] = lines[1].replace("partner_to_target", "sideways").replace("target_to_partner", "sideways")
    lines[2] = ",".join(["same", "2001-02-30", *lines[2].split(",")[2:]])
    visits.write_text("\n".join(lines) + "\n", encoding="utf-8")
    code, _, err = run("case", "check", str(tmp_path / "mine"))
    assert code == 3
    assert "visits.csv:2:direction" in err
    assert "visits.csv:3:start" in err
    assert "sideways" in err


def test_text_from_a_data_file_cannot_move_the_cursor(run, tmp_path):
    run("case", "new", str(tmp_path / "mine"))
    sources = tmp_path / "mine" / "sources.csv"
    text = sources.read_text(encoding="utf-8").splitlines()
    cells = text[1].split(",")
    text[1] = ",".join([cells[0], "\x1b[2Jgone", *cells[2:]])
    sources.write_text("\n".join(text) + "\n", encoding="utf-8")
    _, out, err = run("explain", cells[0], "--case", str(tmp_path / "mine"))
    assert "\x1b" not in out + err


def test_latency_prints_the_bounds_of_every_wait_and_what_came_first(run):
    _, out, _ = run("visits", "latency", "--after", "missile_entries_per_year", "--rules", "strict")
    said = " ".join(out.split())
    assert "(between" in said
    assert "27 and" in said
    assert "whether it came after 2019 is not known" in said
