"""Articles as files hand them over: text, HTML, and what a stranger may send instead."""

from __future__ import annotations

import io
from contextlib import suppress
from pathlib import Path

import pytest

from yalu.claims.passages.sentences import split
from yalu.claims.passages.texts import read_article, read_stream, text_of
from yalu.documents.files.limits import ARTICLE_TEXT, KINDS
from yalu.documents.problems import DocumentError

PAGE = """<!DOCTYPE html><html><head><title>Trade &amp; coal</title>
<link rel="canonical" href="https://example.org/a?x=1&amp;y=2">
<meta property="article:published_time" content="2017-05-05T08:00:00Z">
<style>p { content: "5 percent" }</style><script>var a = "<p>99 percent</p>";</script></head>
<body><nav>12 things to read</nav><!-- 7 percent --><p>Imports fell <b>3</b>.5&nbsp;percent.</p><p>Then they
rose.</p><noscript>4 percent</noscript></body></html>"""


def blocks(data: str | bytes) -> list[str]:
    raw = data.encode() if isinstance(data, str) else data
    return [block.text for block in text_of(raw, "article").blocks]


def test_paragraphs_are_parted_by_blank_lines_and_lines_are_joined() -> None:
    assert blocks("One line\nand its end.\r\n\r\nThe next.") == ["One line and its end.", "The next."]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- The first fell.\n- The second rose\nby half.", ["The first fell.", "The second rose by half."]),
        ("It is false that:\n\n1. coal fell\n2. iron rose", ["It is false that:", "It is false that: coal fell",
                                                            "It is false that: iron rose"]),
        ("It is false that\n• coal fell\n\n• iron rose", ["It is false that", "It is false that coal fell",
                                                       "It is false that iron rose"]),
        ("He named three.\n• Coal fell", ["He named three.", "Coal fell"]),
        (f"{'And ' * 100}this:\n• Coal fell", [f"{'And ' * 100}this:", "| Coal fell"]),
        ("<p>It is false that:</p><ul><li>coal\tfell</li><li>iron rose</li></ul><p>Coal fell.</p>",
         ["It is false that:", "It is false that: coal fell", "It is false that: iron rose", "Coal fell."]),
    ],
)  # fmt: skip
def test_an_item_of_a_list_stands_behind_the_words_that_lead_to_it(text, found) -> None:
    assert blocks(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Year\tExports\n2018\t$2 billion", "Year | Exports | 2018 | $2 billion"),
        ("| Exports | 2018 |", "| Exports | 2018 |"),
        ("Year    Exports\n2018    5", "Year | Exports | 2018 | 5"),
        ("Exports fell\nImports rose in 2018.", "Exports fell | Imports rose in 2018."),
        ("Imports fell in 2018, and nobody knows why\n2019 was better.", "Imports fell in 2018, and nobody knows why 2019 was better."),
        ("2017年全年，据海关统计，中国自朝鲜进口额为\n十七点三亿美元。", "2017年全年，据海关统计，中国自朝鲜进口额为 十七点三亿美元。"),
    ],
)  # fmt: skip
def test_a_line_that_ends_before_it_is_full_is_no_wrapped_one_and_a_cell_is_none_either(text, found) -> None:
    assert [" ".join(block.split()) for block in blocks(text)] == [found]


@pytest.mark.parametrize("part", ["- ", "\t", "a   ", "1. a\n", "x:\n- y\n", "\n", "| ", "字\n"])
def test_lists_and_tables_without_end_are_read_once(part) -> None:
    with suppress(DocumentError):
        blocks(part * (100_000 // len(part)))


def test_a_page_gives_its_words_and_what_it_says_of_itself() -> None:
    text = text_of(PAGE.encode(), "page.html")
    assert [block.text for block in text.blocks] == ["Imports fell 3.5 percent.", "Then they rose."]
    assert (text.title, text.address, text.published) == (
        "Trade & coal",
        "https://example.org/a?x=1&y=2",
        "2017-05-05",
    )


@pytest.mark.parametrize(
    "tag",
    [
        "<link rel=canonical href=https://example.org/b>",
        "<meta content='https://example.org/b' property='og:url'>",
    ],
)
def test_the_address_is_found_however_its_tag_is_quoted(tag) -> None:
    assert text_of(f"<html>{tag}<p>5 percent".encode(), "page").address == "https://example.org/b"


def test_marks_that_only_steer_the_screen_are_left_out() -> None:
    assert blocks("Tra\u202ede f\u200bell\u2066 \ufeff5\u0007 percent") == ["Trade fell 5 percent"]


@pytest.mark.parametrize(
    "data", [b"", b"  \n\n ", b"\xef\xbb\xbf", b"<html><script>5 percent</script></html>"]
)
def test_nothing_is_refused_as_nothing(data) -> None:
    with pytest.raises(DocumentError, match="no text"):
        text_of(data, "article")


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\xff\xd8", b"a\0b", b"\xff\xfea\0b", b"PK\x03\x04\0\0"])
def test_bytes_that_are_no_text_are_refused(data) -> None:
    with pytest.raises(DocumentError, match=r"not UTF|NUL"):
        text_of(data, "article")


def test_a_file_above_the_limit_is_refused_with_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"a " * (KINDS["article"].most // 2 + 1))
    with pytest.raises(DocumentError, match="at most 4,194,304 bytes"):
        read_article(path)


def test_standard_input_is_read_no_further_than_the_limit() -> None:
    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1) -> bytes:
            assert 0 < size <= KINDS["article"].most + 1
            self.given += size
            return b"a" * size

    with pytest.raises(DocumentError, match="more than 4,194,304 bytes"):
        read_stream(Endless())  # type: ignore[arg-type]


def test_more_text_than_an_article_has_is_refused() -> None:
    with pytest.raises(DocumentError, match="at most 200,000 characters"):
        blocks("word " * (ARTICLE_TEXT // 4))


@pytest.mark.parametrize(
    "part",
    [
        "<",
        "<a ",
        "<!--",
        "<a b='",
        "</a",
        "<script>",
        "<!",
        "<?",
        "&#",
        '<a x="<',
        "<p><b><i>",
        "<title>",
        "</script",
    ],
)
def test_markup_that_never_ends_is_looked_at_once(part, monkeypatch) -> None:
    """The work is counted, not timed: every search begins where the last one ended, so twice the text is twice the work."""
    from yalu.claims.passages import texts

    walked = []
    real = texts._Ends.find

    def counted(self, mark, place):
        known = mark in self._gone
        end = real(self, mark, place)
        walked.append(0 if known else (len(self.whole) if end < 0 else end) - place + 1)
        return end

    monkeypatch.setattr(texts._Ends, "find", counted)
    work = []
    for times in (400, 800):
        walked.clear()
        with suppress(DocumentError):
            text_of(("<html><p>a 5 percent " + part * times).encode(), "page")
        work.append(sum(walked))
    assert work[1] <= 2.5 * work[0] + 500


def test_the_stop_of_a_label_ends_no_sentence() -> None:
    for label in ("1.", "iv.", "II.", "§ 3.", "No. 4.", "1.2.", "1.a.", "Point 1.", "ⅳ.", "100."):
        assert split(f"It is false that: {label} Coal fell. Iron rose.") == [
            f"It is false that: {label} Coal fell.",
            "Iron rose.",
        ]
    assert split("Coal fell. 10. January 2018: Iron rose.") == ["Coal fell.", "10. January 2018: Iron rose."]
    assert split("Coal fell in 2017. Iron rose by 12. Salt: so it did.") == [
        "Coal fell in 2017.",
        "Iron rose by 12.",
        "Salt: so it did.",
    ]


def test_words_that_go_on_lead_to_a_list_behind_a_blank_line_too() -> None:
    assert blocks("It is false that\n\n• Coal fell") == ["It is false that", "It is false that Coal fell"]
    assert blocks("<p>It is false that</p><ul><li>Coal fell</li></ul>")[1] == "It is false that Coal fell"
    assert blocks("Findings on coal\n\n• Coal fell") == ["Findings on coal", "Coal fell"]


def test_the_day_before_a_month_is_no_label_of_an_item() -> None:
    assert blocks("10. January 2018: coal fell\n11. Iron rose") == [
        "10. January 2018: coal fell",
        "Iron rose",
    ]
