"""The encoding of a file comes from the whole of it, and what is called sure is right."""

import io
import random

import pytest

from yalu.documents.problems import DocumentError
from yalu.documents.text.legacy_encodings import SURE_BITS, Guess, _bare, guess
from yalu.documents.text.text_encoding import MIXED, UTF8, encoding_of, stated_encoding

# Names as they stand in books: what a surname list and a few given names of each language make.
NAMES = {
    "cp949": (
        "김이박최정강조윤장임한오서신권황안송류",
        "가건경관광교구국군규근기길남노도동두란래령루리림만명모무문민배범별병보복",
        ["무역", "상사", "은행"],
    ),
    "gb18030": (
        "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗",
        "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂轩涵梓雨浩然博思诚俊凯欣怡佳",
        ["贸易有限公司", "海运有限公司"],
    ),
    "cp950": (
        "王李張劉陳楊黃趙吳周徐孫馬朱胡郭何高林羅",
        "志家俊建宗冠宏明偉傑豪翔承柏宇彥廷哲佳怡雅雯婷欣惠淑美玲芳麗娟秀英靜宜慧萍",
        ["貿易有限公司"],
    ),
    "cp932": (
        ["佐藤", "鈴木", "高橋", "田中", "渡辺", "山本"],
        ["太郎", "花子", "健一", "さくら", "ヒロシ", "恵子", "直樹"],
        ["商事", "工業"],
    ),
    "cp1251": (
        ["Иванов ", "Смирнов ", "Кузнецов ", "Фёдоров ", "Щербаков "],
        ["Сергей", "Дмитрий", "Ольга", "Юрий", "Наталья"],
        [" и сыновья"],
    ),
    "koi8_r": (
        ["Иванов ", "Смирнов ", "Кузнецов ", "Семёнов ", "Щербаков "],
        ["Сергей", "Дмитрий", "Ольга", "Юрий", "Наталья"],
        [" и сыновья"],
    ),
    "cp1252": (
        ["Müller ", "José ", "François ", "Åsa ", "Løvland ", "Núñez "],
        ["Gómez", "Schröder", "Lefèvre", "Björk", "Peña"],
        [" GmbH"],
    ),
    "cp1250": (
        ["Łukasz ", "Jiří ", "Šárka ", "Győző ", "Živko "],
        ["Dvořák", "Wiśniewski", "Jovanović", "Szűcs", "Němec"],
        [" sp."],
    ),
    "cp1253": (
        ["Γιώργος ", "Δημήτρης ", "Κώστας ", "Ελένη "],
        ["Παπαδόπουλος", "Οικονόμου", "Νικολάου"],
        [" Εταιρεία"],
    ),
    "cp1254": (
        ["Şükrü ", "Gülşen ", "İbrahim ", "Işıl "],
        ["Yıldız", "Güneş", "Kılıç", "Doğan"],
        [" Şirketi"],
    ),
    "cp1255": (
        ["משה ", "יוסף ", "דוד ", "שרה "],
        ["כהן", "לוי", "מזרחי", "פרץ", "אברהם"],
        [" בעמ"],
    ),
    "cp1256": (
        ["محمد ", "أحمد ", "علي ", "فاطمة "],
        ["الحسين", "بن راشد", "السوري", "حمدان"],
        [" للتجارة"],
    ),
    "cp874": (
        ["สมชาย ", "สมศักดิ์ ", "ประเสริฐ ", "วิชัย "],
        ["ใจดี", "ทองคำ", "ศรีสุข"],
        ["บริษัท"],
    ),
}


def book(codec: str, rows: int, draw: random.Random) -> tuple[str, bytes]:
    """A book of so many names as text and as bytes of the encoding."""
    family, given, firms = NAMES[codec]
    lines = ["id,name"]
    for number in range(rows):
        parts = [draw.choice(family), *draw.choices(given, k=2 if len(given[0]) == 1 else 1)]
        lines.append(f"{number}," + "".join(parts) + (draw.choice(firms) if draw.random() < 0.2 else ""))
    text = "\n".join(lines) + "\n"
    return text, text.encode(codec)


@pytest.mark.parametrize("codec", NAMES)
def test_whatever_is_sure_is_right_and_thirty_names_are_sure(codec):
    draw, sure = random.Random(codec), 0
    for trial in range(60):
        text, data = book(codec, (1, 2, 3, 5, 10, 30)[trial % 6], draw)
        found = guess(data)
        if found.sure:
            assert _bare(data.decode(found.codec, "replace")) == _bare(text), (found, text)
        sure += found.sure and trial % 6 == 5
    assert sure >= 9, f"{sure} of 10 books of thirty names are sure"


@pytest.mark.parametrize("codec", ["cp949", "gb18030", "cp950", "cp932", "cp1251"])
def test_ten_names_are_enough_for_the_encodings_that_hide_a_listed_name(codec):
    draw = random.Random(codec)
    found = [guess(book(codec, 10, draw)[1]) for _ in range(20)]
    assert [(one.codec, one.sure) for one in found].count((codec, True)) >= 19


@pytest.mark.parametrize(
    ("text", "codec", "read_as", "lead"),
    [
        ("조용", "cp949", "cp949", 10.931),
        ("김정은\n최룡해\n김여정", "cp949", "cp949", 45.893),
        ("가나다x", "cp949", "cp949", 5.246),
        ("王伟\n李娜", "gb18030", "gb18030", 29.067),
        ("上海贸易有限公司", "gb18030", "gb18030", 44.194),
        ("김정은\n최룡해", "gb18030", "gb18030", 120.0),
        ("김é", "gb18030", "gb18030", 22.929),
        ("김정은\n최룡해\nÉ", "gb18030", "gb18030", 116.0),
        ("가", "gb18030", "gb18030", 14.428),
        ("힣", "gb18030", "gb18030", 18.396),
        ("김정은\n최룡해\n힝", "cp949", "cp949", 31.321),
        ("志偉\n王大文", "cp950", "cp950", 35.629),
        ("佐藤さくら\n鈴木ヒロシ", "cp932", "cp932", 99.464),
        ("漢", "cp932", "cp932", 5.524),
        ("Иванов Сергей\nКузнецова Ольга", "cp1251", "cp1251", 29.05),
        ("ИВАНОВ", "cp1251", "cp1251", 5.028),
        ("иВаНОВ", "cp1251", "cp874", 5.138),
        ("ООО Рога & Ко «Юг»", "cp1251", "cp1251", 18.261),
        ("Щербаков\nСемёнов", "koi8_r", "koi8_r", 29.962),
        ("Γιώργος Παπαδόπουλος", "cp1253", "cp1253", 4.457),
        ("משה כהן", "cp1255", "cp1255", 4.277),
        ("محمد الحسين", "cp1256", "cp1256", 22.256),
        ("สมชาย ใจดี", "cp874", "cp874", 19.091),
        ("Müller\nJosé Núñez\nLøvland", "cp1252", "cp1252", 5.765),
        ("Müller", "cp1252", "cp1252", 10.352),
        ("Éa", "cp1252", "cp1252", 0.984),
        ("éü", "cp1252", "cp1252", 0.271),
        ("naïve œuvre®", "cp1252", "cp1250", 3.646),
        ("Łukasz Dvořák\nGyőző Szűcs", "cp1250", "cp1250", 7.092),
        ("Šarūnas Žąsė\nĀbols", "cp1257", "cp1257", 24.334),
        ("Şükrü Yıldız\nİbrahim Işıl", "cp1254", "cp1254", 29.25),
    ],
)
def test_the_leads_that_sureness_was_measured_with_do_not_move_unseen(text, codec, read_as, lead):
    """Whoever changes a share or a count of bits measures anew whether what is sure is right."""
    found = guess(text.encode(codec))
    assert (found.codec, round(found.lead, 3)) == (read_as, lead)


def test_an_odd_run_of_accents_and_capitals_is_no_text():
    assert guess("aÉ bÜ".encode("cp1252")) == Guess("", "none that is known here", 0.0)


def test_three_syllables_alone_are_not_enough():
    found = guess("조용".encode("cp949"))
    assert not found.sure
    assert 0 < found.lead < SURE_BITS


def test_hangul_in_the_four_bytes_of_gb18030_is_read_as_hangul():
    found = guess("김정은\n최룡해\n".encode("gb18030"))
    assert (found.codec, found.sure) == ("gb18030", True)


def test_the_same_name_many_times_is_no_more_evidence_than_once():
    once, often = (guess(b"\n".join(["조용".encode("cp949")] * n)) for n in (2, 500))
    assert once == often


def test_encodings_that_differ_in_accents_alone_are_no_rivals():
    text, data = book("cp1252", 100, random.Random(1))
    assert guess(data).sure
    assert data.decode(guess(data).codec) == text
    assert _bare("Núñez") == _bare("Núńez") == "Nunez"


def test_bytes_that_are_no_text_are_none():
    assert guess(bytes(range(0x80, 0xA0)) * 3) == Guess("", "none that is known here", 0.0)
    assert guess(b"plain") == Guess("", "none that is known here", 0.0)
    assert not guess(b"plain").sure


def test_the_lead_that_is_sure_is_twenty_bits():
    assert Guess("cp949", "", 20.0).sure
    assert not Guess("cp949", "", 19.99).sure
    assert not Guess("", "", 99.0).sure


# The whole file: UTF-8 and its kin first, then the above.


def found_in(data):
    stream = io.BytesIO(data)
    found = encoding_of(stream)
    assert stream.tell() == 0
    return found


@pytest.mark.parametrize("data", [b"", b"plain\n", "김\n".encode(), "\ufeff김\n".encode(), b"a\0b\n"])
def test_bytes_that_are_utf8_from_first_to_last_are_utf8(data):
    assert found_in(data) == UTF8
    assert UTF8.note == ""


def test_a_byte_order_mark_is_believed():
    assert found_in("김".encode("utf-16")).codec == "utf-16"
    assert found_in("김".encode("utf-16")).stated
    assert (found_in("김".encode("utf-32")).codec, found_in("김".encode("utf-32")).words) == ("", "UTF-32")
    assert not found_in("김".encode("utf-32")).sure


@pytest.mark.parametrize(("codec", "order"), [("utf-16-le", "little"), ("utf-16-be", "big")])
def test_utf16_without_its_mark_shows_itself(codec, order):
    found = found_in("id,name\n1,김정은\n".encode(codec))
    assert (found.codec, found.sure, found.stated) == (codec, True, False)
    assert found.words == f"UTF-16 ({order}-endian) without a byte order mark"


def test_nul_bytes_in_a_text_do_not_make_it_utf16():
    assert found_in(b"id,name\n1,Kim\0 Jong\n") == UTF8


def test_few_damaged_lines_leave_a_file_utf8_and_many_make_it_a_mixture():
    good, bad = "김정은\n".encode(), "최룡해\n".encode("cp949")
    ten = found_in(b"name\n" + good * 10 + bad)
    assert (ten.words, ten.codec, ten.sure, ten.line) == (MIXED, "utf-8-sig", True, 12)
    nine = found_in(b"name\n" + good * 9 + bad)
    assert (nine.words, nine.sure) == (MIXED, False)
    half = found_in(good + bad * 2)
    assert (half.words, half.sure, half.line) == (MIXED, False, 2)
    assert found_in(good + bad * 3).words != MIXED


def test_the_first_line_that_is_not_utf8_is_named():
    found = found_in(b"id,name\n1,a\n" + "2,김정은\n3,최룡해\n4,김여정\n".encode("cp949"))
    assert (found.line, found.codec, found.sure) == (3, "cp949", True)
    assert (
        found.note
        == "the file is not UTF-8; it was read as EUC-KR (CP949, Hangul), decided from the whole file"
    )
    assert found_in("김정은".encode("cp949")).line == 1


def test_a_guess_says_that_it_is_one():
    assert found_in("1,조용\n".encode("cp949")).note.endswith(", which is a guess")


def test_what_the_user_says_is_believed_when_it_is_an_encoding_of_text():
    assert (stated_encoding("CP949").codec, stated_encoding("CP949").sure, stated_encoding("cp949").note) == (
        "cp949",
        True,
        "",
    )
    assert stated_encoding("utf8").codec == "utf-8-sig"
    for name in ("cp94", "rot13", "base64", ""):
        with pytest.raises(DocumentError, match="there is no encoding"):
            stated_encoding(name)
