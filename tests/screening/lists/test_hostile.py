"""Files that are broken, huge or hostile: told in words, never half read, never a traceback."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from yalu.documents.problems import DocumentError
from yalu.screening.lists import read_list
from yalu.screening.lists.formats import custom_list as own_list
from yalu.screening.lists.formats import list_files as opening
from yalu.screening.lists.formats import list_files as xml_entries

from . import samples

Put = Callable[..., Path]


def refused(path: Path, **options: object) -> str:
    with pytest.raises(DocumentError) as caught:
        read_list(path, **options)  # type: ignore[arg-type]
    return str(caught.value)


BOMB = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_before_any_entity_is_read(put: Put, encoding: str):
    text = (BOMB + samples.UN.split("?>", 1)[1]).replace("YUN", "&b;")
    said = refused(put("un.xml", text.encode(encoding)))
    assert "declares a document type" in said


def test_an_entity_that_reaches_for_a_file_is_refused(put: Put):
    text = '<!DOCTYPE l SYSTEM "file:///etc/passwd"><CONSOLIDATED_LIST dateGenerated="2026-01-01"/>'
    assert "declares a document type" in refused(put("un.xml", text))


def test_ten_thousand_levels_are_refused(put: Put):
    text = (
        '<CONSOLIDATED_LIST dateGenerated="2026-01-01">'
        + "<a>" * 10_000
        + "</a>" * 10_000
        + "</CONSOLIDATED_LIST>"
    )
    assert "nested more than" in refused(put("un.xml", text))


def test_one_endless_entry_is_refused(put: Put, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(xml_entries, "LARGEST_ENTRY", 200_000)
    text = samples.UN.replace("Works for", "x" * 500_000)
    assert "one entry is larger" in refused(put("un.xml", text))


def test_a_file_that_unpacks_without_end_is_refused(put: Put, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(opening.Opened.__init__, "__kwdefaults__", {"most_bytes": 100_000})
    assert "holds more than 100,000 bytes" in refused(put("un.xml.gz", samples.UN + " " * 1_000_000))


@pytest.mark.parametrize(
    "name", [n for n in samples.FILES if n.endswith((".xml", ".json")) and "ftm" not in n]
)
def test_a_file_cut_off_anywhere_is_never_half_a_list(put: Put, name: str):
    whole = samples.FILES[name].encode().rstrip()
    for share in (0.5, 0.8, 0.95):
        said = refused(put(name, whole[: int(len(whole) * share)]))
        assert "cannot be read" in said or "no entry" in said


def test_a_cut_off_archive_is_refused(put: Put, tmp_path: Path):
    packed = gzip.compress(samples.UN.encode())
    path = tmp_path / "un.xml.gz"
    path.write_bytes(packed[: len(packed) - 20])
    assert "damaged or cut off" in refused(path)


def test_an_empty_list_would_clear_everybody_and_is_refused(put: Put):
    text = '<CONSOLIDATED_LIST dateGenerated="2026-01-01"><INDIVIDUALS/><ENTITIES/></CONSOLIDATED_LIST>'
    assert "no entry" in refused(put("un.xml", text))


def test_an_id_used_twice_drops_nobody(put: Put):
    (found,) = read_list(put("un.xml", samples.UN.replace("KPe.901", "KPi.901")))
    assert sorted(p.id for p in found.parties) == ["un:KPi.901", "un:KPi.901+2"]
    assert any("use an id that another entry has" in p.message for p in found.problems)


def test_a_date_that_cannot_be_keeps_its_words_and_is_told(put: Put):
    (found,) = read_list(put("un.xml", samples.UN.replace("1944-10-13", "1944-13-45")))
    birth = found.parties[0].births[0]
    assert (birth.text, birth.start) == ("1944-13-45", None)
    assert any("1944-13-45" in p.message for p in found.problems)


def test_one_nameless_entry_is_told_and_many_are_refused(put: Put):
    entry = samples.UN[samples.UN.index("    <ENTITY>") : samples.UN.index("  </ENTITIES>")]
    nameless = entry.replace("MADE-UP SHIPPING CO", "").replace("EARLIER MADE-UP CO", "")
    (found,) = read_list(put("un.xml", samples.UN.replace("  </ENTITIES>", nameless + "  </ENTITIES>")))
    assert found.info.parties == 2
    assert any("has no name" in p.message for p in found.problems)
    assert "has no name" in refused(
        put("un2.xml", samples.UN.replace("  </ENTITIES>", nameless * 9 + "  </ENTITIES>"))
    )


def test_a_count_that_does_not_hold_is_told(put: Put):
    (found,) = read_list(put("sdn.xml", samples.SDN_NEW.replace("<Record_Count>4", "<Record_Count>5")))
    assert any("says it holds 5 entries and 4 were read" in p.message for p in found.problems)


def test_mixed_encodings_in_a_delimited_list_keep_every_row(put: Put):
    whole = samples.SDN_CSV.encode().replace(b"MADE-UP STAR", b"MADE-UP \xc9TOILE")
    (found,) = read_list(put("sdn.csv", whole))
    assert found.parties[2].primary == "MADE-UP ÉTOILE"


def test_a_name_of_ten_thousand_characters_is_cut(put: Put):
    (found,) = read_list(put("un.xml", samples.UN.replace("MADE-UP SHIPPING CO", "A" * 10_000)))
    assert max(len(n.text) for p in found.parties for n in p.names) == 2_000


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "{}",
        "[]",
        '{"list_id": 5, "entities": 3}',
        "<a/>",
        "1,2,3",
        "\x00" * 50,
        "<?xml version='1.0' encoding='nonsense'?><export/>",
    ],
)
def test_a_file_that_is_no_list_is_said_to_be_none(put: Put, text: str):
    said = refused(put("something", text))
    assert "Next:" in said


def test_json_nested_without_end_is_refused(put: Put):
    text = '{"list_id": "bis-dpl", "entities": ' + "[" * 100_000 + "]" * 100_000 + "}"
    assert "cannot be read" in refused(put("deep.json", text))


def test_a_workbook_that_is_none_is_refused(put: Put):
    assert "workbook cannot be read" in refused(put("mine.xlsx", b"PK\x03\x04 and then nothing"), name="mine")


def test_a_list_of_ones_own_without_names_shows_its_header(put: Put):
    said = refused(put("mine.csv", "colour,size\nred,5\n"), name="mine")
    assert "no column holds names" in said
    assert "colour, size" in said


def test_a_wrong_column_name_brings_the_nearest(put: Put):
    said = refused(put("mine.csv", "Party,Country\nx y,KP\n"), name="mine", columns={"name": "Prty"})
    assert "did you mean “party”" in said


def test_a_very_long_table_is_refused(put: Put, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(own_list, "MOST_ROWS", 100)
    assert "more than 100 rows" in refused(put("mine.csv", "name\n" + "A Name\n" * 200), name="mine")


def test_an_unclosed_quote_is_told_with_its_line(put: Put, monkeypatch: pytest.MonkeyPatch):
    from yalu.screening.lists.formats import list_files as delimited

    monkeypatch.setattr(delimited, "LONGEST_FIELD", 1000)
    assert "line" in refused(put("mine.csv", 'name\n"never closed\n' + "x" * 5000 + "\n"), name="mine")


def test_control_characters_in_names_cannot_move_a_readers_cursor(put: Put):
    said = refused(put("mine.csv", "\x1b[2Jcolour\nred\n"), name="mine")
    assert "\x1b" not in said


def test_json_lines_of_the_wrong_kind_are_no_entries(put: Put):
    lines = (
        samples.FTM
        + '\n{"id": [1], "schema": ["Person"], "properties": 5}\n{"schema": {"a": 1}}\n5\n[]\n"x"\n'
    )
    (found,) = read_list(put("e.json", lines), name="x")
    assert found.info.parties == 2
