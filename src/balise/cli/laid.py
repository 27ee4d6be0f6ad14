"""Lines of text laid out for a terminal: broken at plain blanks only, as French needs it."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from rich.cells import cell_len
from rich.text import Text

MARGIN = "  "


def said(text: str, width: int, *, style: str = "", indent: int = 0) -> Iterator[Text]:
    """Break a sentence into lines."""
    for line in wrap(text, width - indent, break_on_hyphens=False):
        yield Text(f"{MARGIN}{' ' * indent}{line}", style=style)


def hanging(head: Text, text: str, width: int, *, style: str = "") -> Iterator[Text]:
    """Put a text beside its head, its further lines below the first."""
    room = width - cell_len(head.plain)
    for place, line in enumerate(wrap(text, room, break_on_hyphens=False) or [""]):
        front = head if place == 0 else Text(" " * cell_len(head.plain))
        yield Text(MARGIN).append_text(front).append(line, style=style)


def padded(text: str, width: int) -> str:
    """Fill a cell up to a width.

    Examples
    --------
    >>> padded("été", 5) + "|"
    'été  |'
    """
    return text + " " * max(width - cell_len(text), 0)
