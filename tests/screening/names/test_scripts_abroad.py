"""Names written in a script that is not their own, legal forms with a slip, brackets, and scripts read with doubt."""

from __future__ import annotations

import pytest

from yalu.screening.names.name_folding import fold
from yalu.screening.names.readings import read_name


def readings(name: str, schema: str = "") -> set[str]:
    return {" ".join(r.words) for r in read_name(name, schema).readings}


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("Ким Чен Ын", "kim jong un"),
        ("Пак Чхоль Нам", "pak chol nam"),
        ("Цой Ён Хэ", "choe yong hae"),
        ("Кім Чен Ин", "kim jong un"),  # in Ukrainian и is ы and і is и
        ("Лі Йон Хо", "ri yong ho"),
        ("블라디미르 푸틴", "vladimir putin"),
        ("브라이언 스미트", "braieon smit"),
        ("弗拉基米尔·普京", "vladimir putin"),
        ("普京", "putin"),
        ("华为", "huawei"),
        ("Βλαντιμίρ Πούτιν", "vladimir putin"),
        ("ვლადიმერ პუტინი", "vladimer putini"),
        ("व्लादिमीर पुतिन", "vladimir putin"),
    ],
)
def test_a_name_in_another_script_is_read_as_its_readers_do(name, latin):
    assert latin in readings(name)


def test_a_russian_name_is_not_read_as_a_korean_one():
    assert readings("Иван Петров") == {"ivan petrov", "иван петров"}
    assert "korean in cyrillic" not in {r.system for r in read_name("Ким Петрович Иванов").readings}


@pytest.mark.parametrize(
    ("name", "script"),
    [("ウラジーミル", "Katakana"), ("ปูติน", "Thai"), ("ולדימיר", "Hebrew"), ("မင်းအောင်", "Myanmar")],
)
def test_a_script_spelled_out_letter_by_letter_says_so(name, script):
    assert script in read_name(name).doubt


@pytest.mark.parametrize(
    "name", ["Kim Jong Un", "Łódź", "Путин", "김정은", "金正恩", "بوتين", "Πούτιν", "პუტინი"]
)
def test_other_scripts_are_read_without_doubt(name):
    assert read_name(name).doubt == ""


def test_signs_of_two_to_four_are_read_as_a_person():
    assert read_name("김정은").personal
    assert read_name("李娜").personal
    assert not read_name("조선무역은행").personal
    assert not read_name("Kim Jong Un").personal


def test_hangul_typed_letter_by_letter_is_put_together():
    assert fold("ㄱㅣㅁ ㅈㅓㅇㅇㅡㄴ").text == "김 정은"
    assert fold("Kim%20Jong%20Un").text == "kim jong un"


@pytest.mark.parametrize("name", ["金正恩", "김정은", "Ким Чен Ын", "بوتين"])
def test_a_name_of_any_script_is_also_read_without_the_remark_in_its_brackets(name):
    assert readings(name) <= readings(f"{name} (VIP 2001)")
    assert read_name(f"{name} (VIP)").personal == read_name(name).personal


def test_what_stands_in_brackets_may_be_a_remark():
    assert "kim jong un" in readings("KIM JONG UN (customer since 2001)")
    assert readings("Kim (Jong") == readings("Kim Jong")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("LIMITE LIABILITY COMPANY OMP", "ltd omp"),
        ("Joint tock Company Radar", "jsc radar"),
        ("Parsek Limitd", "parsek limited"),
        ("Otkrytie Bank", "otkrytie bank"),  # a name one letter from a word of a legal form
        ("Limits Company", "limits company"),
    ],
)
def test_a_legal_form_is_known_again_with_one_slip(name, words):
    found = " ".join(read_name(name, "Company").readings[0].words)
    assert found in {words, words.replace("limits", "limited")}


def test_a_sign_that_no_table_holds_is_spelled_out():
    assert all(word for r in read_name("旯爼").readings for word in r.words)


# Each letter as its country's own passports and papers spell it, and none left as it is.
CYRILLIC_LETTERS = (
    "а-a б-b в-v г-g д-d е-e ё-e ж-zh з-z и-i й-y к-k л-l м-m н-n о-o п-p р-r с-s т-t у-u ф-f х-kh ц-ts ч-ch ш-sh "
    "щ-shch ъ- ы-y ь- э-e ю-yu я-ya і-i ї-yi є-ye ґ-g ў-u ј-j љ-lj њ-nj ћ-c ђ-dj џ-dz ѕ-dz ѓ-g ќ-k қ-k ғ-g ң-n ө-o "
    "ү-u ұ-u һ-h ә-a ҳ-h ҷ-j ӣ-i ӯ-u җ-j ҡ-k ҙ-z ҫ-s ҝ-g ҹ-j ҕ-g ҥ-n ӈ-n ӏ- ӑ-a ӗ-e ӱ-u ӧ-o ӓ-a ѣ-e"
)


@pytest.mark.parametrize(("letter", "latin"), [pair.split("-") for pair in CYRILLIC_LETTERS.split()])
def test_every_cyrillic_letter_is_spelled_as_its_readers_do(letter, latin):
    first = next(r for r in read_name(f"б{letter}б").readings if r.system == "cyrillic")
    assert first.words == (f"b{latin}b",)


ARABIC_LETTERS = "ہ-h ھ-h ە-e ۆ-o ۇ-u ۈ-u ې-e ێ-e ۋ-v ڭ-ng ښ-sh ځ-dz څ-ts ډ-d ړ-r ټ-t ګ-g ڼ-n ڕ-r ڵ-l ڪ-k"


@pytest.mark.parametrize(("letter", "latin"), [pair.split("-") for pair in ARABIC_LETTERS.split()])
def test_an_arabic_letter_of_urdu_pashto_kurdish_or_uyghur_is_spelled(letter, latin):
    first = next(r for r in read_name(f"ب{letter}ب").readings if r.system == "arabic")
    assert first.words == (f"b{latin}b",)


@pytest.mark.parametrize("letters", ["ЀӾ", "ԀԮ", "ᲀᲈ", "ؠە", "ٱۓ", "ݐݿ"])
def test_no_letter_of_these_blocks_is_left_as_it_stands(letters):
    first, last = (ord(sign) for sign in letters)
    signs = [chr(code) for code in range(first, last + 1) if chr(code).isalpha()]
    frame = "б" if first < 0x600 or first >= 0x1C80 else "ب"
    left = [s for s in signs if not "".join(read_name(frame + s + frame).readings[0].words).isascii()]
    assert left == []


@pytest.mark.parametrize(
    ("name", "schema", "read"),
    [
        ("Козлов В.В.", "", "kozlov v v"), ("В.В. Козлов", "Person", "v v kozlov"), ("Kozlov V.V.", "", "kozlov v v"),
        ("V.V.Kozlov", "Person", "v v kozlov"), ("А.С. Козлов", "", "a s kozlov"), ("A.S. Kozlov", "Person", "a s kozlov"),
        ("Acme S.A.", "", None), ("О.О.О. Козлов", "", None), ("U.S. Steel", "", None), ("Acme S.A.R.L.", "", None),
        ("V.V. Kozlov", "Company", None), ("A.B.C.", "", None), ("V. V. Kozlov", "", None),
    ],
)  # fmt: skip
def test_initials_that_stand_together_are_words_of_their_own_too(name, schema, read):
    found = {r.system: " ".join(r.words) for r in read_name(name, schema).readings}
    assert found.get("initials apart") == read


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("Хон Тхэ Гук", "hong tae guk"), ("Чан Сон Тхэк", "jang song taek"), ("Хан Гван Сан", "han gwang sang"),
        ("Чо Ён Вон", "jo yong won"), ("Кан Сон Нам", "kang song nam"), ("Ян Хён Соп", "yang hong sop"),
    ],
)  # fmt: skip
def test_every_korean_surname_in_cyrillic_is_read_as_its_syllable(name, latin):
    assert latin in readings(name, "Person")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("محمد عبدالکریم الزیدی", "محمد عبد الكريم الزيدي"),
        ("عبدالله", "عبداللہ"),
        ("أحمد الأسد", "احمد الاسد"),
    ],
)
def test_one_arabic_name_typed_on_two_keyboards_reads_the_same(one, other):
    assert readings(one, "Person") == readings(other, "Person")
