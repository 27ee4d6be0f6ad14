"""Numbers on a page as links to the rows behind them, where there are pages that show rows."""

from __future__ import annotations

import re
from collections.abc import Iterable

from balise.report.markup import Child, el
from balise.report.sources import Link, Source

Words = str | tuple[str, str]
"""Words of a sentence; two of them stand for all that is said from the first to the last."""
Counted = tuple[Words, Source]
"""The words of a sentence that hold a number (`40 posts`), and the rows that it was told from."""
_OPEN, _CLOSED = r"(?<![\d.,\u202f])", r"(?!\d|[\u202f.,]\d)"  # 40 is no part of 1,040 or of 40.5


def linked(said: Child, source: Source | None, link: Link | None) -> Child:
    """Lead from a number to its rows.

    Examples
    --------
    >>> from balise.report.sources import OnePost
    >>> linked("12", OnePost(uid="x:1"), lambda source: "/post")
    '<a class="rows" href="/post">12</a>'
    >>> linked("12", OnePost(uid="x:1"), None)
    '12'
    """
    if source is None or link is None:
        return said
    return el("a", {"class": "rows", "href": link(source)}, said)


def told(sentence: str, counts: Iterable[Counted] | None, link: Link | None) -> list[Child]:
    """Lead from the numbers of a sentence, in their order, to their rows.

    Examples
    --------
    >>> from balise.report.sources import OnePost
    >>> told("12 posts, 3 new.", [("12 posts", OnePost(uid="x:1"))], lambda source: "/p")
    ['', '<a class="rows" href="/p">12 posts</a>', ', 3 new.']
    """
    parts: list[Child] = []
    rest = sentence
    for words, source in (counts or ()) if link else ():
        found = re.search(_pattern(words), rest)
        if found:
            parts += [rest[: found.start()], linked(found[0], source, link)]
            rest = rest[found.end() :]
    return [*parts, rest]


def _pattern(words: Words) -> str:
    ends = (words, words) if isinstance(words, str) else words
    first, last = (f"{_OPEN}{re.escape(each)}{_CLOSED}" for each in ends)
    return first if isinstance(words, str) else f"{first}.*?{last}"
