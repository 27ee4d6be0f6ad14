"""How a brand shows itself in its reports: name, colour and logo."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

ACCENT = "#1f5f8b"
"""The colour of reports of brands that chose none."""
PAPER = "#ffffff"
LEAST_CONTRAST = 4.5
"""That of text against its ground, as WCAG 2.2 (1.4.3, level AA) asks for it."""
LONGEST_NAME = 80
MOST_BYTES = 2_000_000
"""The largest file that is taken as a logo."""
_HEX = re.compile(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_SHORT = 3
_STEPS = 100
_LINEAR_BELOW = 0.04045


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """A picture as it was drawn anew by us: PNG or JPEG, and its size in pixels."""

    data: bytes = field(repr=False)
    form: str
    width: int
    height: int

    @property
    def mime(self) -> str:
        """Name its type as the web does."""
        return f"image/{self.form}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Branding:
    """The look of a brand's reports; `name` is what is shown, empty: the brand's own."""

    name: str = ""
    accent: str = ACCENT
    logo: Logo | None = None

    def shown(self, brand: str) -> str:
        """Give the name that a report carries."""
        return self.name or brand


def colour(said: str) -> str | None:
    """Read a colour as `#rrggbb`; None where it is none.

    Examples
    --------
    >>> colour("0A7"), colour(" #1F5F8B "), colour("teal")
    ('#00aa77', '#1f5f8b', None)
    """
    found = _HEX.fullmatch(said.strip())
    if found is None:
        return None
    digits = found[1].lower()
    return "#" + ("".join(2 * digit for digit in digits) if len(digits) == _SHORT else digits)


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, 1 to 21, as WCAG 2.2 defines it.

    Examples
    --------
    >>> contrast("#000000", "#ffffff"), round(contrast("#777777", "#ffffff"), 2)
    (21.0, 4.48)
    """
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def readable(said: str, ground: str = PAPER) -> str:
    """Give the nearest shade of a colour that can be read on a ground: itself where it can.

    On a light ground it is darkened, on a dark one lightened, no more than it takes.

    Examples
    --------
    >>> readable("#1f5f8b"), readable("#ffcc00"), contrast(readable("#ffcc00"), PAPER) >= 4.5
    ('#1f5f8b', '#8f7200', True)
    """
    end = "#000000" if contrast("#000000", ground) >= contrast(PAPER, ground) else PAPER
    shades = (_between(said, end, step / _STEPS) for step in range(_STEPS + 1))
    return next((one for one in shades if contrast(one, ground) >= LEAST_CONTRAST), end)


def _between(one: str, other: str, share: float) -> str:
    parts = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)


def _parts(said: str) -> tuple[int, ...]:
    return tuple(int(said[at : at + 2], 16) for at in (1, 3, 5))


def _luminance(said: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(said))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= _LINEAR_BELOW else ((part + 0.055) / 1.055) ** 2.4
