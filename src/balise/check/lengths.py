"""How long a text is, as each network counts it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping

from balise.check import text as reading
from balise.check.graphemes import graphemes, is_emoji

URL = 23
"""What an address counts on X and Mastodon, whatever its length."""
_LIGHT = ((0, 0x10FF), (0x2000, 0x200D), (0x2010, 0x201F), (0x2032, 0x2037))
"""Letters that count once on X; all others count twice."""


def weighted(text: str) -> int:
    """Count as X does: letters of most alphabets 1, others and emoji 2, addresses 23.

    Notes
    -----
    After the documentation of X, "Counting characters" (read 2026-08-22): on the composed form
    (NFC); an emoji counts 2 however many parts it has.

    Examples
    --------
    >>> weighted("Café"), weighted("👩‍👩‍👧"), weighted("日本"), weighted("example.org/a/long/path")
    (4, 2, 4, 23)
    """
    said = unicodedata.normalize("NFC", text)
    places = reading.spans(said)
    rest = reading.without_urls(said, "") if places else said
    if rest.isascii():
        return URL * len(places) + len(rest)
    letters = (2 if is_emoji(one) else sum(map(_weight, one)) for one in graphemes(rest))
    return URL * len(places) + sum(letters)


def _weight(letter: str) -> int:
    code = ord(letter)
    return 1 if any(low <= code <= high for low, high in _LIGHT) else 2


def mastodon(text: str) -> int:
    """Count as Mastodon does: graphemes, an address 23, a handle without its server.

    Examples
    --------
    >>> mastodon("@a@example.social https://example.org/a/very/long/path")
    26
    """
    places = [span for span in reading.spans(text) if text[span[0] : span[0] + 4].lower() == "http"]
    end, kept = 0, []
    for start, stop in places:
        kept += [text[end:start], "-" * URL]
        end = stop
    said = "".join([*kept, text[end:]])
    return len(graphemes(reading.local_handles(said)))


def threads(text: str) -> int:
    """Count as Threads does: an emoji counts its bytes in UTF-8.

    Examples
    --------
    >>> threads("Hé"), threads("👍")
    (2, 4)
    """
    if text.isascii():
        return len(text)
    return sum(_bytes(one) if is_emoji(one) else len(one) for one in graphemes(text))


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


COUNTS: Mapping[str, Callable[[str], int]] = {
    "weighted": weighted,
    "mastodon": mastodon,
    "threads": threads,
    "graphemes": lambda text: len(graphemes(text)),
    "bytes": _bytes,
    "utf16": _utf16,
    "characters": lambda text: len(unicodedata.normalize("NFC", text)),
}
"""The ways to count, by the name that a rule gives."""
