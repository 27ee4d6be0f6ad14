"""How much text a box holds: lines are counted with a font of the same width or a wider one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from font_source_sans_pro import font_directory
from PIL import ImageFont

POINTS = 72
"""In an inch."""
LEADING = 1.2
"""The height of a line, as a multiple of its font's size."""
_MEASURED_AT = 100
_WIDE = 1.1
"""The width of a sign that the font does not have, such as an emoji, in its size."""
_SAFE = 1.04
"""Fonts of other machines are a little wider than the one that measures."""
_LONG = 4_000
"""Characters that fit no slide, whatever they are."""
MORE = "…"


@cache
def _font(*, bold: bool) -> ImageFont.FreeTypeFont:
    weight = "Bold" if bold else "Regular"
    file = Path(str(font_directory)) / f"SourceSansPro-{weight}.ttf"
    return ImageFont.truetype(str(file), _MEASURED_AT, layout_engine=ImageFont.Layout.BASIC)


@cache
def _width_of(sign: str, *, bold: bool) -> float:
    if unicodedata.east_asian_width(sign) in "WF" or unicodedata.category(sign) in {"So", "Sk"}:
        return _WIDE
    if unicodedata.combining(sign):
        return 0.0
    return float(_font(bold=bold).getlength(sign)) / _MEASURED_AT


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Give the width of a text in inches.

    Examples
    --------
    >>> width("", 12), width("mm", 24) > width("m", 24) > width("i", 24)
    (0.0, True)
    """
    return sum(_width_of(sign, bold=bold) for sign in text) * size * _SAFE / POINTS


def lines(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """Break a text into lines of a width in inches, a word too long for one wherever it must.

    Examples
    --------
    >>> lines("one two", 12, 0.4), len(lines("x" * 50, 12, 1.0)) > 2
    (['one', 'two'], True)
    """
    return [
        line
        for paragraph in text.split("\n")
        for line in _broken(paragraph.split(" "), size, room, bold=bold)
    ]


def _broken(words: Sequence[str], size: float, room: float, *, bold: bool) -> Iterator[str]:
    space, line, used = width(" ", size, bold=bold), "", 0.0
    for word in words:
        wide = width(word, size, bold=bold)
        if line and used + space + wide <= room:
            line, used = f"{line} {word}", used + space + wide
            continue
        if line:
            yield line
        if wide > room:
            *full, word = _pieces(word, size, room, bold=bold)  # noqa: PLW2901 - what is left of it
            yield from full
            wide = width(word, size, bold=bold)
        line, used = word, wide
    yield line


def _pieces(word: str, size: float, room: float, *, bold: bool) -> list[str]:
    pieces, piece, used = [], "", 0.0
    for sign in word:
        wide = width(sign, size, bold=bold)
        if piece and used + wide > room:
            pieces.append(piece)
            piece, used = "", 0.0
        piece, used = piece + sign, used + wide
    return [*pieces, piece]


def cut(text: str, size: float, room: float, most: int, *, bold: bool = False) -> str:
    """Give as much of a text as some lines hold, marked where something is left out.

    Examples
    --------
    >>> cut("one two three", 12, 0.5, 1), cut("one", 12, 1.0, 1)
    ('one…', 'one')
    """
    longest = int(most * room * POINTS / (size * 0.15)) + 1  # more than the narrowest signs fill
    shown = text[:longest]
    broken = lines(shown, size, room, bold=bold)
    if len(broken) <= most and len(shown) == len(text):
        return text
    kept = broken[:most]
    while kept[-1] and width(kept[-1] + MORE, size, bold=bold) > room:
        kept[-1] = kept[-1][:-1]
    end = 0
    for line in kept:  # each is a piece of the text as it stands
        end = shown.index(line, end) + len(line)
    return shown[:end].rstrip(" ,;:.") + MORE


def fitted(
    texts: Sequence[str], sizes: Sequence[float], box: tuple[float, float], *, bold: bool = False
) -> tuple[tuple[str, ...], float]:
    """Choose the largest size in which paragraphs fit a box; in the smallest they are cut.

    `box` is width and height in inches; a paragraph is followed by half a line.
    """
    room, height = box
    for size in sizes if sum(map(len, texts)) <= _LONG else ():
        counts = [len(lines(text, size, room, bold=bold)) for text in texts]
        if tall(counts, size) <= height:
            return tuple(texts), size
    return _cut_all(texts, sizes[-1], (room, height), bold=bold), sizes[-1]


def tall(counts: Sequence[int], size: float) -> float:
    """Give the height in inches of paragraphs of so many lines."""
    gaps = 0.5 * max(len(counts) - 1, 0)
    return (sum(counts) + gaps) * size * LEADING / POINTS


def _cut_all(
    texts: Sequence[str], size: float, box: tuple[float, float], *, bold: bool
) -> tuple[str, ...]:
    """Keep the first paragraphs whole as far as they go, and cut the one that does not fit."""
    room, height = box
    kept: list[str] = []
    left = int(height * POINTS / (size * LEADING))
    for text in texts:
        if left < 1:
            break
        shown = cut(text, size, room, left, bold=bold)
        kept.append(shown)
        left -= len(lines(shown, size, room, bold=bold)) + 1
    return tuple(kept)
