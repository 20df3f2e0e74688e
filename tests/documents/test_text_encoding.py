"""The text of a file of a case: UTF-8, or what is told about the encoding it is in."""

import io

import pytest

from yalu.documents.problems import DocumentError, Problem, ProblemLog
from yalu.documents.text.legacy_encodings import guess
from yalu.documents.text.text_encoding import (
    MIXED,
    SAVE_AS_UTF8,
    UTF8,
    Encoding,
    decode,
    encoding_of,
    stated_encoding,
)

RULE = "text files of a case are saved as UTF-8"


def decoded(data):
    log = ProblemLog()
    return decode(data, log, file="posts.csv"), log.problems()


def not_utf8(line, encoding):
    """The one problem of a file in another encoding."""
    return Problem(
        file="posts.csv", row=line, value=encoding, rule=RULE, next_step=SAVE_AS_UTF8,
        message=f"the file is not UTF-8; its likely encoding is {encoding}",
    )  # fmt: skip


def found_in(data):
    return encoding_of(io.BytesIO(data))


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("text", ["", "plain\r\n", "김정은\nÅland"])
def test_utf8_is_read_as_it_stands_without_its_mark(mark, text):
    assert decoded((mark + text).encode()) == (text, [])


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_with_its_mark_is_read_and_a_warning_says_how_to_save(codec):
    text, problems = decoded("\ufeffid\n김정은\n".encode(codec))
    assert text == "id\n김정은\n"
    assert problems == [
        Problem(
            file="posts.csv", row=1, value="UTF-16", severity="warning", rule=RULE, next_step=SAVE_AS_UTF8,
            message="the file is UTF-16; it was read as that",
        )
    ]  # fmt: skip


def test_the_next_step_names_what_to_choose_in_excel_and_libreoffice():
    assert SAVE_AS_UTF8 == (
        "save the file again as UTF-8: in Excel choose the type “CSV UTF-8 (comma delimited)”, "
        "in LibreOffice choose the character set “Unicode (UTF-8)”"
    )


@pytest.mark.parametrize(
    ("data", "line", "encoding"),
    [
        ("\ufeffid\n".encode("utf-16-le")[:-1], 1, "UTF-16, cut off or damaged"),
        ("id\n김\n".encode("utf-32"), 1, "UTF-32"),
        ("\ufeffid\n김\n".encode("utf-32-be"), 1, "UTF-32"),
        ("id\n김\n".encode("utf-16-le"), 1, "UTF-16 (little-endian) without a byte order mark"),
        ("id\n김\n".encode("utf-16-be"), 1, "UTF-16 (big-endian) without a byte order mark"),
        (b"id\n" + "a,김정은\n".encode("cp949"), 2, "EUC-KR (CP949, Hangul)"),
        (bytes(range(0x80, 0xA0)), 1, "none that is known here"),
        ("a,김정은\n".encode() + b"b\n" + "c,최룡해\n".encode("cp949"), 3, "EUC-KR (CP949, Hangul)"),
        ("a,김정은\n".encode() * 50 + "c,王伟\n".encode("gbk") * 3, 51, "GBK (GB18030, Chinese)"),
    ],
    ids=["half", "utf-32", "utf-32-be", "utf-16-le", "utf-16-be", "cp949", "none", "mixed", "damaged"],
)  # fmt: skip
def test_another_encoding_is_named_with_the_first_line_that_shows_it(data, line, encoding):
    assert decoded(data) == (None, [not_utf8(line, encoding)])


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"\0", 1),
        (b"id\na\0b\n", 2),
        (b"id,name\na\n\0\n\0", 3),
        (b"\nid,name\na\0b", 3),
        ("\ufeffid\na\0b\n".encode("utf-16-le"), 2),
    ],
)
def test_a_nul_byte_is_told_at_its_first_line(data, line):
    text, problems = decoded(data)
    assert text is None
    assert problems == [
        Problem(
            file="posts.csv", row=line, value="NUL", rule="text files of a case hold no NUL bytes",
            message="the file has a NUL byte (a character of code zero) on this line",
            next_step="delete the character, or export the file again; it may be damaged or not be text at all",
        )
    ]  # fmt: skip


# The decision itself.


def test_a_stream_is_read_from_its_beginning_and_left_there():
    for data in (
        b"plain",
        "\ufeff김".encode("utf-16-le"),
        "a\n김".encode("utf-16-le"),
        "김정은".encode("cp949"),
    ):
        stream = io.BytesIO(data)
        stream.seek(3)
        assert encoding_of(stream) == found_in(data)
        assert stream.tell() == 0


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", UTF8),
        (b"\xef\xbb\xbfid", UTF8),
        (b"\xff\xfei\0", Encoding("utf-16", "UTF-16", sure=True, stated=True)),
        (b"\xfe\xff\0i", Encoding("utf-16", "UTF-16", sure=True, stated=True)),
        (b"\xff\xfe\0\0i\0\0\0", Encoding("", "UTF-32", sure=False, stated=True, line=1)),
        (b"\0\0\xfe\xff\0\0\0i", Encoding("", "UTF-32", sure=False, stated=True, line=1)),
    ],
)
def test_a_byte_order_mark_is_believed(data, found):
    assert found_in(data) == found
    assert found.note == ""


LITTLE = Encoding("utf-16-le", "UTF-16 (little-endian) without a byte order mark", sure=True, line=1)
BIG = Encoding("utf-16-be", "UTF-16 (big-endian) without a byte order mark", sure=True, line=1)


@pytest.mark.parametrize(("codec", "found"), [("utf-16-le", LITTLE), ("utf-16-be", BIG)])
def test_utf16_without_its_mark_shows_itself_by_its_line_ends(codec, found):
    for text in ("id\nKim\n", "id\rKim\r", "id\n김정은 x\n" * 10, "\r"):
        assert found_in(text.encode(codec)) == found
    assert found_in("id".encode(codec)) == UTF8, "no line ends: plain text with NULs in it"
    assert found_in("a\nb😀".encode(codec)[:-2]) == found, "a character cut in two at the end"
    assert found_in("a\nbc\n".encode(codec) + b"\n") == found, "half a character at the end"


@pytest.mark.parametrize("nul", [b"\0\n", b"\n\0", b"\0\r", b"\r\0"])
@pytest.mark.parametrize("shift", [b"", b"x"])
def test_a_nul_beside_a_line_end_does_not_make_a_plain_text_chinese(nul, shift):
    end = nul.strip(b"\0").decode()
    plain = shift + f"id,name{end}{f'1,Kim Jong Un{end}' * 20}2,Acme".encode()
    assert found_in(plain + nul + plain) == UTF8
    legacy = shift + (f"id,name{end}1,Müller{end}2,José{end}" * 20 + "3,Acme").encode("cp1252")
    assert found_in(legacy + nul + legacy).codec not in {"utf-16-le", "utf-16-be"}


def test_a_utf16_text_in_plain_letters_is_nuls_by_half_and_one_in_chinese_has_few():
    for codec, found in (("utf-16-le", LITTLE), ("utf-16-be", BIG)):
        assert found_in(("id,name\n" + "1,Kim Jong Un\n" * 20).encode(codec)) == found
        assert found_in(("上海市上海路上海贸易有限公司\n" * 20).encode(codec)) == found, (
            "three signs with 0A in a line"
        )


def test_damage_before_its_end_makes_a_file_no_utf16():
    for codec in ("utf-16-le", "utf-16-be"):
        damaged = "a\n".encode(codec) + "😀".encode(codec)[:2]
        assert (
            found_in(damaged).words
            == f"UTF-16 ({'little' if codec[-2] == 'l' else 'big'}-endian) without a byte order mark"
        )
        assert found_in(damaged + "b".encode(codec)).words not in {LITTLE.words, BIG.words}
        assert found_in(damaged + "b\nc".encode(codec)).words not in {LITTLE.words, BIG.words}
        assert found_in("a\n\0b".encode(codec)).words not in {LITTLE.words, BIG.words}


def test_what_is_not_utf8_at_the_very_end_is_noticed():
    assert found_in("Åland\n김".encode()[:-1]) == Encoding("utf-8-sig", MIXED, sure=False, line=2)
    assert found_in(b"a" * 3_000_000 + "김".encode()) == UTF8
    assert found_in(b"a" * (1024 * 1024 - 1) + "김".encode()) == UTF8, "a character over the end of a block"


@pytest.mark.parametrize(
    ("good", "bad", "sure"), [(10, 1, True), (9, 1, False), (20, 2, True), (19, 2, False), (1, 2, False)]
)
def test_a_file_is_utf8_with_damage_while_one_line_in_three_is_and_surely_when_ten_in_eleven_are(
    good, bad, sure
):
    data = b"name\n" + "김정은\n".encode() * good + b"plain\n" + "최룡해\n".encode("cp949") * bad
    assert found_in(data) == Encoding("utf-8-sig", MIXED, sure=sure, line=good + 3)


def test_fewer_lines_of_utf8_than_one_in_three_are_an_accident():
    names = "최룡해\n김여정\n조용원\n박봉주\n리병철\n김덕훈\n정경택\n리선권\n오수용\n강순남\n"
    found = found_in("김정은\n".encode() + names.encode("cp949"))
    assert found == Encoding("cp949", "EUC-KR (CP949, Hangul)", sure=False, line=2), (
        "two encodings leave a guess"
    )


@pytest.mark.parametrize("ending", ["", "\n"])
def test_a_last_line_counts_with_its_end_or_without(ending):
    assert found_in(f"a\nb\n김정은{ending}".encode("cp949")).line == 3


def test_a_line_without_end_is_judged_in_parts_and_stays_one_line():
    long = "김정은최룡해".encode("cp949") * 6_000
    assert found_in(b"id\n" + long).line == 2
    assert found_in(b"id\n" + b"x" * 200_000 + b"\n" + long[:40] + b"\n").line == 3


def test_the_note_says_how_sure_the_reading_is():
    assert Encoding("cp949", "EUC-KR", sure=True).note == (
        "the file is not UTF-8; it was read as EUC-KR, decided from the whole file"
    )
    assert Encoding("cp949", "EUC-KR", sure=False).note == (
        "the file is not UTF-8; it was read as EUC-KR, which is a guess"
    )
    assert Encoding("cp949", "EUC-KR", sure=False, stated=True).note == ""


@pytest.mark.parametrize(
    ("name", "codec", "words"),
    [("CP949", "cp949", "cp949"), ("utf8", "utf-8-sig", "utf-8"), ("UTF-8-SIG", "utf-8-sig", "utf-8-sig"),
     ("latin-1", "iso8859-1", "iso8859-1"), ("utf-16", "utf-16", "utf-16")],
)  # fmt: skip
def test_an_encoding_that_the_user_names_is_believed(name, codec, words):
    assert stated_encoding(name) == Encoding(codec, words, sure=True, stated=True)


@pytest.mark.parametrize("name", ["cp94", "rot13", "base64", "", "a\0b"])
def test_a_name_that_is_no_encoding_of_text_is_refused_with_some_that_are(name):
    with pytest.raises(DocumentError) as error:
        stated_encoding(name)
    (problem,) = error.value.problems
    shown = name.replace("\0", "\\x00")
    assert (problem.where, problem.message, problem.value) == (
        "--encoding", f"there is no encoding “{shown}”", shown,
    )  # fmt: skip
    assert problem.rule == (
        "an encoding is named as Python names it: utf-8, cp949, gb18030, big5, shift_jis, cp1252, cp1251 …"
    )
    assert problem.next_step == "correct the name, or leave it out and let the file decide"


# Through a case.


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
