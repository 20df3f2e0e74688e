import pytest


@pytest.mark.parametrize(
    ("old", "new", "field", "says"),
    [
        ("xb.premier, xb.president]", "xb.premiere, xb.president]", "admit.posts[1]", "not a post of posts.csv (did you mean “xb.premier”"),
        ("{side: partner,", "{side: partnr,", "admit.side", "did you mean “partner”?"),
        ("{side: partner,", "{sides: partner,", "admit.sides", "did you mean “side”?"),
        ("[third_country]", "[elsewhere]", "exclude.direction[0]", "not a value of “direction”"),
        ("exclude: {direction: [third_country]}", "exclude: {joint: 1}", "exclude.joint", "“joint” is “1”"),
        ("posts: [xb.president, xa.leader]", "posts: {xb.president: 1}", "summit.posts", "list of texts"),
        ('met_leader: ["yes"]', "met_leader: [true]", "summit.met_leader", "list of texts"),
        ("R03: leave-out", "R03: leave-outs", "rule_sets.plain.choose.R03", "no option “leave-outs” (did you mean “leave-out”?)"),
        ("R03: leave-out", "R33: leave-out", "rule_sets.plain.choose.R33", "no rule “R33”"),
        ("default_rule_set: plain", "default_rule_set: plane", "default_rule_set", "did you mean “plain”?"),
        ("default_era_scheme: calendar", "default_era_scheme: x", "default_era_scheme", "“x” does not exist"),
        ("extends: plain", "extends: plan", "rule_sets.wide.extends", "no rule set “plan” (did you mean “plain”?)"),
        ("target: top_leader}", "target: top_leaders}", "era_schemes.calendar.offices.target", "nobody holds the office “top_leaders”"),
        ("target: top_leader}", "host: top_leader}", "era_schemes.calendar.offices.host", "“host” is not a side"),
        ("    title: Plain\n", '    title: Plain\n    window: 2013-02-30/2014\n', "rule_sets.plain.window", "day 30"),
        ("    title: Plain\n", "    title: Plain\n    sources: [eastmark-time]\n", "rule_sets.plain.sources[0]", "no source"),
        ("apart: {}", "a+b: {}", "options.a+b", "is not a name"),
    ],
)  # fmt: skip
def test_what_a_codebook_names_exists(draft, old, new, field, says):
    draft.replace("codebook.yaml", old, new)
    error = next(e for e in draft.errors() if e.field.endswith(field))
    assert error.file == "codebook.yaml"
    lines = draft.text("codebook.yaml").splitlines()
    assert any(part in lines[error.row - 1] for part in new.split("\n") if part.strip())
    assert says in error.message


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("{posts: [xb.president, xa.leader], met_leader:", "{met_leader:", "“summit” names no posts"),
        ("{side: target, posts: [xa.foreign_minister, xa.leader]}", "{side: target}", "neither posts nor party_bodies"),
        ("{posts: [xb.president, xa.leader], met", "{side: partner, posts: [xb.president], met", "“side” is not something"),
    ],
)  # fmt: skip
def test_a_test_that_would_match_nothing_is_an_error(draft, old, new, says):
    draft.replace("codebook.yaml", old, new)
    assert says in draft.error().message


def test_a_set_that_decides_nothing_for_a_rule_is_an_error(draft):
    draft.replace("codebook.yaml", "      R05: leaders-met\n", "")
    errors = draft.errors()
    assert [e.field for e in errors] == ["rule_sets.plain.choose", "rule_sets.wide.choose"]
    assert "nothing is chosen for R05" in errors[0].message


def test_an_extended_set_decides_for_the_one_that_extends_it(draft):
    book = draft.read().codebook
    assert set(book.rule_sets["wide"].choose) == {"R01", "R03"}


def test_a_loop_of_extensions_names_its_way(draft):
    draft.replace("codebook.yaml", "    title: Plain\n", "    title: Plain\n    extends: wide\n")
    messages = [e.message for e in draft.errors()]
    assert any("extends itself: plain → wide → plain" in m for m in messages)
    assert any("extends itself: wide → plain → wide" in m for m in messages)


def test_a_set_that_extends_itself_is_a_loop(draft):
    draft.replace("codebook.yaml", "extends: plain", "extends: wide")
    assert "wide → wide" in draft.error().message


def test_a_set_that_extends_a_loop_it_is_not_part_of_does_not_hang(draft):
    draft.replace("codebook.yaml", "    title: Plain\n", "    title: Plain\n    extends: plain\n")
    assert any("plain → plain" in e.message for e in draft.errors())


def test_thousands_of_sets_in_one_chain_are_refused_without_walking_it_thousands_of_times(draft):
    sets = "".join(f"  s{n}: {{title: T, extends: s{n + 1}}}\n" for n in range(3000))
    draft.replace(
        "codebook.yaml", "rule_sets:\n", "rule_sets:\n" + sets + "  s3000: {title: T, extends: plain}\n"
    )
    assert "extends more than 20 others" in draft.errors()[0].message


def test_an_empty_codebook_says_what_it_lacks(draft):
    draft.write("codebook.yaml", 'version: "1"\nrules: {}\nrule_sets: {}\nera_schemes: {}\n')
    assert [e.field for e in draft.errors()] == ["rules", "rule_sets", "era_schemes"]


def test_a_case_without_a_codebook_is_a_case(draft):
    package = draft.package()
    package["resources"] = [r for r in package["resources"] if r["name"] != "codebook"]
    draft.write_package(package)
    (draft.folder / "codebook.yaml").unlink()
    assert draft.problems() == []
    assert draft.read().codebook is None


def test_characters_nobody_sees_in_a_codebook_are_a_warning(draft):
    draft.replace("codebook.yaml", "title: Wide", 'title: "Wi\u202ede"')
    warning = draft.warning()
    assert warning.field == "rule_sets.wide.title"
    assert "U+202E" in warning.message


def test_yaml_aliases_in_a_codebook_are_refused_in_one_clear_error(draft):
    draft.replace("codebook.yaml", "choose:\n      R01", "choose: &all\n      R01")
    error = draft.error()
    assert error.file == "codebook.yaml"
    assert "anchor (&) or alias (*)" in error.message
