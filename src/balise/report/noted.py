"""What an analyst wrote -> passages: the little of Markdown that a note needs, read in one pass.

Paragraphs, lists, bold and italics count; every other sign is a sign. What comes out is plain text
with marks beside it, so that no page, no document and no slide can take it for its own language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from balise.domain.remark import Remark
from balise.words import Speech, mark

Kind = Literal["paragraph", "item", "numbered"]
_ITEM = re.compile(r" {0,3}[-*+•][ \t]+(.+)")
_NUMBERED = re.compile(r" {0,3}\d{1,3}[.)][ \t]+(.+)")
_SIGNS = re.compile(r"(\\[*_\\]|\*\*|__|\*|_)")
_CONTROL = re.compile(
    "[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"
)
_HEAD = mark("Analyst’s note")
_OWN_WORDS = mark("A person’s words, not measured by Balise.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Some characters of one weight."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph, or an entry of a list; `n` counts the entries of a numbered one."""

    kind: Kind
    spans: tuple[Span, ...]
    n: int = 0

    @property
    def text(self) -> str:
        """Give it without its marks."""
        return "".join(span.text for span in self.spans)


def plain(text: str) -> str:
    r"""Leave out what no file of ours can hold.

    Control characters, halves of pairs, and what turns the direction of writing around.

    Examples
    --------
    >>> plain("a\x00b\x1b[31m\nc")
    'ab[31m\nc'
    """
    return _CONTROL.sub("", text)


def passages(text: str) -> tuple[Passage, ...]:
    r"""Read a note.

    Examples
    --------
    >>> first, second = passages("A **fair**.\n\n- 2 * 3 = 6")
    >>> [(span.text, span.bold) for span in first.spans]
    [('A ', False), ('fair', True), ('.', False)]
    >>> second.kind, second.text
    ('item', '2 * 3 = 6')
    """
    found: list[tuple[Kind, list[str]]] = []
    is_open = False
    for line in plain(text.replace("\r\n", "\n").replace("\r", "\n")).split("\n"):
        kind, said = _read(line)
        if not said:
            is_open = False
        elif kind == "paragraph" and is_open:
            found[-1][1].append(said)
        else:
            found.append((kind, [said]))
            is_open = True
    made, n = [], 0
    for kind, parts in found:
        n = n + 1 if kind == "numbered" else 0
        made.append(Passage(kind=kind, spans=tuple(_spans(" ".join(parts))), n=n))
    return tuple(made)


def title(s: Speech, note: Remark) -> str:
    """Say whose words they are, and when they were written."""
    parts = (s.text(_HEAD), plain(note.by), s.day(note.at.date()))
    return " · ".join(part for part in parts if part)


def label(s: Speech) -> str:
    """Say that nothing of it was measured."""
    return s.text(_OWN_WORDS)


def _read(line: str) -> tuple[Kind, str]:
    if found := _ITEM.match(line):
        return "item", found[1].strip()
    if found := _NUMBERED.match(line):
        return "numbered", found[1].strip()
    return "paragraph", line.strip()


def _spans(said: str) -> Iterator[Span]:
    """Turn marks on and off; one that is never closed, or that stands alone, is a sign."""
    parts = _SIGNS.split(said)
    opened: dict[str, bool] = {"**": False, "*": False}
    left = _counts(parts)
    held: list[str] = []
    for place, part in enumerate(parts):
        sign = {"__": "**", "_": "*"}.get(part, part)
        if sign not in opened:
            held.append(part[1:] if place % 2 else part)
            continue
        left[part] -= 1
        if not _turns(parts, place, is_on=opened[sign], more=left[part]):
            held.append(part)
            continue
        yield from _held(held, opened)
        held = []
        opened[sign] = not opened[sign]
    yield from _held(held, opened)


def _held(held: Iterable[str], opened: dict[str, bool]) -> Iterator[Span]:
    text = "".join(held)
    if text:
        yield Span(text=text, bold=opened["**"], italic=opened["*"])


def _counts(parts: Sequence[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for part in parts[1::2]:
        counts[part] = counts.get(part, 0) + 1
    return counts


def _turns(parts: Sequence[str], place: int, *, is_on: bool, more: int) -> bool:
    """Tell whether a sign at this place opens or closes: it touches what it marks."""
    before, after = parts[place - 1][-1:], parts[place + 1][:1]
    if parts[place].startswith("_") and before.isalnum() and after.isalnum():
        return False  # the_name_of_a_file
    if is_on:
        return bool(before) and not before.isspace() if before else place > 1
    return more > 0 and not after.isspace()
