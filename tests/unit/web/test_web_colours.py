"""What stands on what can be read, in light and in dark: the contrast of every pair of colours."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

TOKENS = files("balise.web").joinpath("static/css/tokens.css").read_text(encoding="utf-8")
PAIR = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")
COLOURS = {name: (light, dark) for name, light, dark in PAIR.findall(TOKENS)}
GROUNDS = ("page", "ground", "raised")
NETWORKS = (
    "facebook", "instagram", "threads", "x", "linkedin", "tiktok", "youtube", "pinterest",
    "mastodon", "bluesky",
)  # fmt: skip
TEXT = (
    *((ink, ground) for ink in ("ink", "soft", "accent", "good", "bad", "warn", "test")
      for ground in GROUNDS),
    *((ink, "sunken") for ink in ("ink", "soft")),
    *((name, f"{name}-soft") for name in ("accent", "good", "bad", "warn", "test")),
    ("on-accent", "accent"),
)  # fmt: skip
SHAPES = (
    *((shape, ground) for shape in ("edge", "unclear", *NETWORKS) for ground in GROUNDS),
    ("accent", "sunken"), ("good", "sunken"), ("warn", "sunken"), ("bad", "sunken"),
)  # fmt: skip
STRONG = 0.75
"""How strong the week paints a cell whose effect is clear."""


def channels(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))


def luminance(rgb: tuple[float, ...]) -> float:
    """Follow WCAG 2.2, relative luminance."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_the_most_that_there_is() -> None:
    assert contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read_on_what_it_stands_on(ink: str, ground: str, theme: int) -> None:
    found = contrast(channels(COLOURS[ink][theme]), channels(COLOURS[ground][theme]))
    assert found >= 4.5, (ink, ground, found)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_edges_dots_and_bars_can_be_told_from_the_ground(
    shape: str, ground: str, theme: int
) -> None:
    found = contrast(channels(COLOURS[shape][theme]), channels(COLOURS[ground][theme]))
    assert found >= 3, (shape, ground, found)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("verdict", ["good", "bad"])
def test_a_figure_can_be_read_on_a_strong_cell_of_the_week(verdict: str, theme: int) -> None:
    over, under = (channels(COLOURS[name][theme]) for name in (verdict, "page"))
    cell = tuple(STRONG * a + (1 - STRONG) * b for a, b in zip(over, under, strict=True))
    assert contrast(channels(COLOURS["on-strong"][theme]), cell) >= 4.5


def test_every_colour_of_a_sheet_is_a_token() -> None:
    folder = files("balise.web").joinpath("static/css")
    sheets = [one for one in folder.iterdir() if one.name.endswith(".css")]
    sheets += list(folder.joinpath("pages").iterdir())
    named = set(re.findall(r"(--[\w-]+):", TOKENS))
    for sheet in sheets:
        text = sheet.read_text(encoding="utf-8")
        if sheet.name != "tokens.css":
            assert re.findall(r"(?<!&)#[0-9a-f]{3,8}\b(?=[;\s,)])", text) == [], sheet.name
        own = set(re.findall(r"(--[\w-]+):", text))
        assert set(re.findall(r"var\((--[\w-]+)", text)) <= named | own, sheet.name
