"""`yalu claims read` as a person pastes an article: what is found, the file it leaves, and what it refuses."""

from __future__ import annotations

import io
import sys

import pytest

SENTENCE = "China's coal imports from North Korea fell 51.6 percent by volume in the first quarter of 2017."
OPTIONS = ("--published", "2017-05-05", "--where", "https://example.org/a", "--who", "A Writer")


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "my-article.txt"
    path.write_text(
        SENTENCE + " China had promised less. Beijing accounts for 91% of North Korea's trade.",
        encoding="utf-8",
    )
    return path


def test_an_article_is_read_to_questions_with_their_words(run, article) -> None:
    code, out, err = run("claims", "read", article, *OPTIONS)
    assert code == 0, err
    assert out.startswith("2 statements in 3 sentences; a question for each, 1 with every word taken up.")
    assert "yalu claims test --about trade.growth --flow import --hs 2701 --period 2017-Q1" in out.replace(
        "\n", " "
    )
    assert "“coal”" in out
    assert "SUPPORTED" not in out


def test_a_verdict_is_given_only_on_request_and_only_where_all_was_understood(run, article) -> None:
    _, out, _ = run("claims", "read", article, *OPTIONS, "--test")
    assert out.count("SUPPORTED") + out.count("CONTRADICTED") + out.count("CANNOT SAY") == 1


def test_the_file_it_leaves_can_be_checked(run, article, tmp_path) -> None:
    out = tmp_path / "claims.yaml"
    code, text, err = run("claims", "read", article, *OPTIONS, "--out", out)
    assert code == 0, err
    assert "yalu claims check" in " ".join(text.split())
    code, text, err = run("claims", "check", out)
    assert code == 0, err
    assert "my-article-" in text


def test_a_file_that_is_there_is_not_written_over(run, article, tmp_path) -> None:
    out = tmp_path / "claims.yaml"
    out.write_text("mine", encoding="utf-8")
    code, _, err = run("claims", "read", article, *OPTIONS, "--out", out)
    assert code == 3
    assert "is there already" in err
    assert out.read_text(encoding="utf-8") == "mine"


def test_standard_input_is_read_like_a_file(run, answer, article, monkeypatch) -> None:
    from_file = answer("claims", "read", article, *OPTIONS)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(article.read_bytes())))
    from_input = answer("claims", "read", "-", *OPTIONS)
    assert from_input["article"] == "pasted"
    assert [p["proposals"] for p in from_input["passages"]] == [p["proposals"] for p in from_file["passages"]]


def test_json_has_every_part_with_its_words(answer, article) -> None:
    first = answer("claims", "read", article, *OPTIONS)["passages"][0]
    parts = {taken["part"]: taken["words"] for taken in first["proposals"][0]["taken"]}
    assert parts["period"] == "first quarter of 2017"
    assert first["sentence"] == SENTENCE


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "no text"),
        (b"\x89PNG\xff\xfe", "not UTF-8"),
        (b"a\0b", "NUL"),
        (b"a" * (20 * 1024 * 1024), "at most 4,194,304 bytes"),
    ],
    ids=["empty", "binary", "nul", "20 MB"],
)
def test_what_is_no_article_is_refused_with_its_rule(run, tmp_path, data, says) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(data)
    code, _, err = run("claims", "read", path)
    assert code == 3
    assert says in err


def test_an_article_without_a_number_says_so(run, tmp_path) -> None:
    path = tmp_path / "article.txt"
    path.write_text("Perhaps China fears collapse.", encoding="utf-8")
    code, out, err = run("claims", "read", path)
    assert code == 0, err
    assert out.startswith("0 statements in 1 sentence: no number")
