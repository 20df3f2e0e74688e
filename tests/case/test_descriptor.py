import pytest


def _spoil(draft, **changes):
    package = draft.package()
    for name, value in changes.items():
        if value is None:
            del package[name]
        else:
            package[name] = value
    draft.write_package(package)


def _spoil_ours(draft, **changes):
    package = draft.package()
    package["yalu"] |= changes
    draft.write_package(package)


@pytest.mark.parametrize("name", ["name", "title", "version", "yalu", "resources"])
def test_what_every_descriptor_has_is_required(draft, name):
    _spoil(draft, **{name: None})
    assert any(f"“{name}”" in e.message for e in draft.errors())


@pytest.mark.parametrize("value", [7, [], {}, True, ""])
@pytest.mark.parametrize("name", ["name", "title", "version", "yalu", "resources"])
def test_what_is_not_of_its_kind_is_refused(draft, name, value):
    _spoil(draft, **{name: value})
    assert draft.errors()


def test_a_name_with_a_path_in_it_is_refused(draft):
    _spoil(draft, name="../x")
    assert "“name” is “../x”" in draft.error().message


def test_an_unknown_country_is_refused_with_the_nearest(draft):
    _spoil_ours(draft, target="PRX")
    error = draft.error()
    assert error.where == "datapackage.json::yalu.target"
    assert "“PRX” is not a country code (did you mean “PR" in error.message
    assert "XAA to XZZ" in error.rule


def test_real_and_invented_codes_are_accepted(draft):
    _spoil_ours(draft, target="NOR", partner="XZZ")
    assert draft.problems() == []


def test_a_case_with_one_state_on_both_sides_is_refused(draft):
    _spoil_ours(draft, target="NOR", partner="NOR")
    assert "both “NOR”" in draft.error().message


@pytest.mark.parametrize(
    ("observed", "says"),
    [
        ("2010-01-01/..", "open at one end"),
        ("2010-02-30/2011", "day 30 does not exist"),
        ("2012/2011", "before it starts"),
        ("since the war", "is not a date"),
    ],
)
def test_a_window_that_cannot_be_is_refused(draft, observed, says):
    _spoil_ours(draft, observed=observed)
    error = next(e for e in draft.errors() if e.field == "yalu.observed")
    assert says in error.message


def test_names_for_other_sides_are_refused(draft):
    _spoil_ours(draft, names={"host": "Westmark"})
    assert "“target” and “partner”" in draft.error().rule


def test_a_package_without_a_licence_is_read_with_a_warning(draft):
    _spoil(draft, licenses=None)
    assert "names no licence" in draft.warning().message
    assert draft.read().licence == ""


def test_a_resource_without_a_single_path_is_refused(draft):
    draft.set_path("events", ["events.csv", "more.csv"])
    assert "one text" in draft.error().message


def test_two_resources_cannot_share_a_name_or_a_file(draft):
    package = draft.package()
    package["resources"] += [
        {"name": "events", "path": "other.csv"},
        {"name": "occurrences", "path": "visits.csv"},
    ]
    draft.write_package(package)
    assert [e.field for e in draft.errors()] == ["resources[6]", "resources[7]"]


def test_a_required_table_that_is_not_listed_is_named(draft):
    package = draft.package()
    package["resources"] = [r for r in package["resources"] if r["name"] != "sources"]
    draft.write_package(package)
    assert "no usable resource sources" in draft.errors()[0].message


def test_other_resources_are_kept_and_a_slip_of_a_name_is_noticed(draft):
    package = draft.package()
    draft.write("evnts.csv", "a\n1\n")
    draft.write("trade.parquet", b"\x00\x01")
    package["resources"] += [
        {"name": "evnts", "path": "evnts.csv"},
        {"name": "trade", "path": "trade.parquet"},
    ]
    draft.write_package(package)
    warning = draft.warning()
    assert "did you mean “events”?" in warning.message
    assert draft.read().visits


def test_a_table_in_the_folder_that_no_resource_names_is_told(draft):
    (draft.folder / "flows").mkdir(exist_ok=True)
    (draft.folder / "flows" / "coal-customs.csv").write_text("id,period\nF1,2017-13\n")
    (draft.folder / "notes.csv").write_text("not a table of a case\n")
    package = draft.package()
    package["resources"] = [one for one in package["resources"] if one["name"] not in {"events", "codebook"}]
    draft.write_package(package)
    said = [(e.value, e.next_step) for e in draft.problems() if "no resource names it" in e.message]
    assert [value for value, _ in said] == ["events.csv", "codebook.yaml", "flows/coal-customs.csv"]
    assert '{"name": "flows-coal-customs", "path": "flows/coal-customs.csv"}' in said[-1][1]


def test_a_table_in_another_format_is_refused(draft):
    draft.set_path("events", "events.xlsx")
    assert any("ends in .csv" in e.rule for e in draft.errors())


def test_a_schema_that_lists_other_columns_than_the_file_is_noticed(draft):
    package = draft.package()
    package["resources"][2]["schema"]["fields"].pop()
    draft.write_package(package)
    warning = draft.warning()
    assert warning.field == "visits.schema"
    assert "visits.csv" in warning.message
