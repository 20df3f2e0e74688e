import pytest

from yalu.documents.legacy_encodings import guess


def test_a_byte_order_mark_before_utf8_is_fine(draft):
    draft.write("visits.csv", b"\xef\xbb\xbf" + draft.text("visits.csv").encode())
    assert draft.problems() == []


def test_utf16_with_its_mark_is_read_with_a_warning_that_says_how_to_save(draft):
    draft.write("visits.csv", draft.text("visits.csv").encode("utf-16"))
    warning = draft.warning()
    assert warning.where == "visits.csv:1"
    assert "UTF-16" in warning.message
    assert "CSV UTF-8 (comma delimited)" in warning.next_step
    assert len(draft.read().visits) == 10


@pytest.mark.parametrize(("encoding", "order"), [("utf-16-le", "little"), ("utf-16-be", "big")])
def test_utf16_without_its_mark_is_refused_by_name(draft, encoding, order):
    draft.write("posts.csv", draft.text("posts.csv").encode(encoding))
    (error, *_) = draft.errors()
    assert error.where == "posts.csv:1"
    assert f"UTF-16 ({order}-endian) without a byte order mark" in error.message


def test_utf32_is_refused_by_name(draft):
    draft.write("posts.csv", draft.text("posts.csv").encode("utf-32"))
    assert "UTF-32" in draft.errors()[0].message


def test_half_a_utf16_file_is_refused(draft):
    draft.write("posts.csv", draft.text("posts.csv").encode("utf-16")[:-1])
    assert "cut off or damaged" in draft.errors()[0].message


def test_gbk_is_named_with_the_line_where_it_begins(draft):
    draft.replace("visits.csv", "Signed a treaty of trade", "签订贸易条约，访问首都")
    draft.write("visits.csv", draft.text("visits.csv").encode("gbk"))
    error = draft.errors()[0]
    assert error.where == "visits.csv:2"
    assert "GBK (GB18030, Chinese)" in error.message
    assert "Unicode (UTF-8)" in error.next_step


def test_latin1_is_named(draft):
    draft.replace("sources.csv", "State visits", "Visites d'État célèbres")
    draft.write("sources.csv", draft.text("sources.csv").encode("latin-1"))
    error = next(e for e in draft.errors() if e.file == "sources.csv")
    assert "Latin-1" in error.message


def test_hangul_in_its_old_encoding_is_named():
    assert "EUC-KR" in guess("외무상 방문 대표단 단장".encode("euc-kr")).words


def test_bytes_of_no_known_pattern_get_no_false_name():
    assert guess(bytes(range(0x80, 0xA0)) * 3).codec == ""


def test_a_nul_byte_is_named_with_its_line(draft):
    draft.replace("posts.csv", "Premier of Eastmark", "Premier\0of Eastmark")
    error = draft.errors()[0]
    assert error.where == "posts.csv:5"
    assert "NUL byte" in error.message


def test_a_file_in_the_wrong_encoding_does_not_hide_the_problems_of_others(draft):
    draft.write("posts.csv", "签订贸易条约，访问首都".encode("gbk"))
    draft.replace("events.csv", "2016-01-06", "2016-13-06")
    assert {e.file for e in draft.errors()} == {"posts.csv", "events.csv"}
