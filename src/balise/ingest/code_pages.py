"""Which code page of the Latin script a text is in, by the letters of its languages.

A French text of a few lines is a Central European one as well, as far as bytes go: only there `à`
is `ŕ`, a letter that no language has often. So the page is taken in which the letters beyond ASCII
are those of one language; the first on a draw, as it has the most readers.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LETTERS = (
    ("cp1252", (
        "éèàçêâîôûùëïüœæÿ", "áéíóúñü¿¡ªº", "äöüßé", "àèéìòùî", "ãõáàâéêíóôúçüªº", "éëïöüèêá",
        "åäöøæéü", "áéíóúýþæöð",
    )),
    ("cp1254", ("ğışçöüâîû",)),
    ("cp1250", (
        "ąćęłńóśźż", "áčďéěíňóřšťúůýžäĺľŕô", "áéíóöőúüű", "ăâîşţ", "čćđšž",
    )),
)  # fmt: skip
"""Pages, and the letters of the languages that they are for."""

_SIGNS = frozenset("\xa0«»“”‘’„‚‹›–—…€°·•™®©£§¶´¨×±²³½¼¾%‰†¬")
"""What stands in texts of any language, and tells nothing."""

_MOST, _LONG = 0.9, 1.5
_BEYOND = re.compile(rb"[\x80-\xff]+")


def latin_page(sample: bytes) -> str:
    """Name the page in which nearly all letters beyond ASCII are of one language; else nothing.

    Where no language has them, those of all languages of a page count together: an account may
    write in two. Only in other scripts do such letters stand in whole words.

    Examples
    --------
    >>> latin_page("Une journée à la forêt".encode("cp1252"))
    'cp1252'
    >>> latin_page("Żółta łódź".encode("cp1250")), latin_page("Добрый день".encode("cp1251"))
    ('cp1250', '')
    """
    runs = _BEYOND.findall(sample)
    beyond = b"".join(runs)
    page = _best(beyond, _LETTERS)
    if page or len(beyond) > _LONG * len(runs):
        return page
    return _best(beyond, [(page, ("".join(known),)) for page, known in _LETTERS])


def _best(beyond: bytes, pages: Iterable[tuple[str, tuple[str, ...]]]) -> str:
    """Name the page that has a language with most of the letters, if that is nearly all."""
    told = [(_share(beyond.decode(page, "replace").lower(), known), page) for page, known in pages]
    share, page = max(told, key=lambda one: one[0])
    return page if share >= _MOST else ""


def _share(letters: str, languages: tuple[str, ...]) -> float:
    """Give how many of the letters the language has that has the most of them."""
    counts = Counter(letter for letter in letters if letter not in _SIGNS)
    total = counts.total()
    if not total:
        return 1.0
    return max(sum(counts[letter] for letter in set(known)) for known in languages) / total
