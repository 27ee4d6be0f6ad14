"""The analyst's notes in the parts of the page that they speak of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from balise.domain.remark import Remark
from balise.report import noted
from balise.report.elements import section
from balise.report.markup import Markup, el
from balise.report.noted import Passage
from balise.words import Speech

_LISTS = {"item": "ul", "numbered": "ol"}
_END = "</section>"


def placed(s: Speech, part: Markup, notes: Sequence[Remark], *, name: str, title: str) -> Markup:
    """Put notes at the end of a part; a part that says nothing is made for them."""
    if not notes:
        return part
    said = "".join(aside(s, note) for note in notes)
    whole = part or section(name, title)
    return Markup(whole.removesuffix(_END) + said + _END)


def aside(s: Speech, note: Remark) -> Markup:
    """Write a note apart from the figures, under the name of who wrote it."""
    return el(
        "aside",
        {"class": "note", "aria-label": noted.title(s, note)},
        el("p", {"class": "note-head"}, el("b", {}, noted.title(s, note)), " ", noted.label(s)),
        list(_blocks(noted.passages(note.text))),
    )


def _blocks(passages: Sequence[Passage]) -> Iterable[Markup]:
    for kind, group in groupby(passages, key=lambda one: one.kind):
        if kind == "paragraph":
            yield from (el("p", {}, _spans(one)) for one in group)
        else:
            yield el(_LISTS[kind], {}, [el("li", {}, _spans(one)) for one in group])


def _spans(passage: Passage) -> list[str]:
    found: list[str] = []
    for span in passage.spans:
        said: str = span.text
        if span.italic:
            said = el("em", {}, said)
        if span.bold:
            said = el("strong", {}, said)
        found.append(said)
    return found
