"""Pictures are drawn by two processes; when the second one fails, the first draws them all."""

import pytest

from yalu.site.charts.frame import finish, words
from yalu.site.drawings import chart_worker as drawing
from yalu.site.drawings.chart_worker import Drawing, Job, draw_one


def job(slug: str) -> Job:
    spec = {
        narrow: finish([words(slug, {"value": 20}, {"value": 20}, narrow=narrow)], narrow=narrow, height=60)
        for narrow in (False, True)
    }
    return Job(slug, spec[False], spec[True], f"Title of {slug}", "a unit", (), "Sources: none", "version 1")


JOBS = [job(name) for name in ("one", "two", "three")]


def drawn_by(*, broken: bool, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    if broken:
        monkeypatch.setattr(drawing, "_start", lambda: None)
    with Drawing() as both:
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
    with Drawing() as both:
        assert both._process is not None
        both._process.kill()
        for each in JOBS:
            both.add(each)
        drawn, bundle = both.all(lambda what, done, total: None)
    assert sorted(drawn) == ["one", "three", "two"]
    assert b"vegaEmbed" in bundle
