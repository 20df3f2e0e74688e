"""The palette: the same in charts and style sheet, and readable in light and dark."""

import re
from importlib.resources import files

import pytest

from yalu.site.frame.theme import TOKENS

CSS = (files("yalu.site") / "static" / "site.css").read_text(encoding="utf-8")
BLOCKS = re.findall(r"color-scheme: (light|dark);(.*?)\}", CSS, re.DOTALL)
THEMES = [(name, dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", body))) for name, body in BLOCKS]


def luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    a, b = sorted((luminance(first), luminance(second)), reverse=True)
    return (a + 0.05) / (b + 0.05)


def test_the_style_sheet_has_one_light_and_two_equal_dark_themes() -> None:
    assert [name for name, _ in THEMES] == ["light", "dark", "dark"]
    assert THEMES[1][1] == THEMES[2][1]


def test_charts_are_drawn_in_the_light_colours_of_the_style_sheet() -> None:
    light = THEMES[0][1]
    assert {token: light[token] for token in TOKENS.values()} == {
        token: colour for colour, token in TOKENS.items()
    }


def test_every_token_has_a_colour_of_its_own() -> None:
    assert len(set(TOKENS.values())) == len(TOKENS)


@pytest.mark.parametrize(("name", "theme"), THEMES[:2])
def test_text_reaches_four_and_a_half_to_one(name: str, theme: dict[str, str]) -> None:
    for text in ("ink", "soft", "link", "partner", "target", "published"):
        for ground in ("paper", "wash", "band"):
            assert contrast(theme[text], theme[ground]) >= 4.5, f"{name}: {text} on {ground}"
    for step in range(1, 5):
        assert contrast(theme["ink"], theme[f"heat-{step}"]) >= 4.5


@pytest.mark.parametrize(("name", "theme"), THEMES[:2])
def test_marks_reach_three_to_one(name: str, theme: dict[str, str]) -> None:
    for mark in ("partner", "target", "published", "context"):
        assert contrast(theme[mark], theme["paper"]) >= 3, f"{name}: {mark}"
