"""Pictures are drawn by two processes and kept between builds; when the second one fails, the first draws them all."""

import os
from pathlib import Path

import pytest

from yalu.site.charts.frame import finish, words
from yalu.site.drawings import kept_drawings, vega_to_svg
from yalu.site.drawings.chart_worker import Drawing, Job, draw_one
from yalu.site.drawings.kept_drawings import drawn_once, sweep
from yalu.site.drawings.stand_ins import StandIns, without_words
from yalu.site.frame import second_process
from yalu.site.frame.second_process import SecondProcess


def job(slug: str) -> Job:
    spec = {
        narrow: finish([words(slug, {"value": 20}, {"value": 20}, narrow=narrow)], narrow=narrow, height=60)
        for narrow in (False, True)
    }
    return Job(slug, spec[False], spec[True], f"Title of {slug}", "a unit", (), "Sources: none", "version 1")


JOBS = [job(name) for name in ("one", "two", "three")]


def drawn_by(*, broken: bool, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    if broken:
        monkeypatch.setattr(second_process, "_start", lambda: None)
    with SecondProcess() as second:
        both = Drawing(second)
        for each in JOBS:
            both.add(each)
        drawn, bundle = both.all(lambda what, done, total: None)
    assert b"vegaEmbed" in bundle
    return {name: picture.svg for name, picture in drawn.items()}


@pytest.mark.parametrize("broken", [False, True], ids=["two processes", "one process"])
def test_every_picture_is_drawn_once_whoever_draws_it(broken: bool, monkeypatch: pytest.MonkeyPatch):
    alone = {each.slug: draw_one(each).svg for each in JOBS}
    assert drawn_by(broken=broken, monkeypatch=monkeypatch) == alone


def test_a_second_process_that_dies_leaves_no_picture_undrawn():
    with SecondProcess() as second:
        both = Drawing(second)
        assert second._process is not None
        second._process.kill()
        for each in JOBS:
            both.add(each)
        drawn, bundle = both.all(lambda what, done, total: None)
    assert sorted(drawn) == ["one", "three", "two"]
    assert b"vegaEmbed" in bundle


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("YALU_HOME", str(tmp_path))
    return tmp_path / "drawings"


def never() -> bytes:
    raise AssertionError("drawn again")


def test_a_drawing_is_made_once_and_read_the_next_time(kept: Path):
    assert drawn_once("svg", "a spec", lambda: b"drawn") == b"drawn"
    assert drawn_once("svg", "a spec", never) == b"drawn"
    with pytest.raises(AssertionError, match="again"):
        drawn_once("svg", "another spec", never)
    with pytest.raises(AssertionError, match="again"):
        drawn_once("png", "a spec", never)
    assert len(list(kept.iterdir())) == 1


def test_another_renderer_draws_everything_again(kept: Path, monkeypatch: pytest.MonkeyPatch):
    drawn_once("svg", "a spec", lambda: b"drawn")
    monkeypatch.setattr(kept_drawings, "_renderer", lambda: b"99")
    assert drawn_once("svg", "a spec", lambda: b"drawn better") == b"drawn better"


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 32 + b"not what was kept"])
def test_a_kept_drawing_that_was_cut_or_changed_is_drawn_again(kept: Path, content: bytes):
    drawn_once("svg", "a spec", lambda: b"drawn")
    next(kept.iterdir()).write_bytes(content)
    assert drawn_once("svg", "a spec", lambda: b"drawn") == b"drawn"
    assert drawn_once("svg", "a spec", never) == b"drawn"


def test_where_nothing_can_be_kept_everything_is_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "file").write_text("no folder")
    for home in (str(tmp_path / "file"), "~nobody-of-that-name/home"):
        monkeypatch.setenv("YALU_HOME", home)
        assert drawn_once("svg", "a spec", lambda: b"drawn") == b"drawn"
        sweep()


def test_a_drawing_no_build_has_used_for_a_season_goes(kept: Path):
    drawn_once("svg", "old", lambda: b"old")
    old = next(kept.iterdir())
    drawn_once("svg", "new", lambda: b"new")
    sweep(old.stat().st_mtime + 80 * 86_400)
    assert len(list(kept.iterdir())) == 2
    os.utime(old, (0, 0))
    sweep()
    assert drawn_once("svg", "new", never) == b"new"
    assert not old.exists()


def test_a_second_build_asks_the_renderer_for_nothing(kept: Path, monkeypatch: pytest.MonkeyPatch):
    before = draw_one(JOBS[0])
    for name in ("vegalite_to_svg", "svg_to_png"):
        monkeypatch.setattr(vega_to_svg.vl_convert, name, lambda *given, **named: never())
    assert draw_one(JOBS[0]) == before
    assert kept.is_dir()


def test_a_small_picture_has_no_words_and_no_name() -> None:
    drawn = '<svg viewBox="0 0 9 9" role="img" aria-labelledby="a b"><text x="1">2017</text><path d="M0 0h1"/></svg>'
    found = without_words(drawn)
    assert "2017" not in found
    assert "aria-labelledby" not in found
    assert 'aria-hidden="true"' in found
    assert '<path d="M0 0h1"/>' in found


def test_a_page_rendered_before_its_pictures_gets_each_in_its_place() -> None:
    drawn = {each.slug: draw_one(each) for each in JOBS}
    pictures = StandIns(drawn)
    one, two = pictures["one"], pictures["two"]
    page = f"<p>{one.wide}|{one.narrow}|{two.small}|{two.height(690, 100)}</p>".encode()
    wide, narrow, small, height = pictures.filled(page, drawn).decode()[3:-4].split("|")
    assert (wide, narrow) == (drawn["one"].wide, drawn["one"].narrow)
    assert small == without_words(drawn["two"].wide)
    across, down = map(float, drawn["two"].wide.split('viewBox="0 0 ')[1].split('"')[0].split())
    assert int(height) == round(down * 690 / across + 100)


def test_text_of_a_case_is_never_taken_for_a_picture() -> None:
    drawn = {each.slug: draw_one(each) for each in JOBS}
    earlier = StandIns(drawn)["one"].wide.encode()
    assert StandIns(drawn).filled(earlier, drawn) == earlier
