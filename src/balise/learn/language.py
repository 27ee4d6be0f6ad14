"""Which language a post is written in, or that nobody can tell."""

from __future__ import annotations

import re

import pycld2

from balise.learn import text as reading

LANGUAGES = frozenset({"bg", "de", "en", "es", "fr", "it", "nl", "pl", "pt", "ru", "sv", "uk"})
_ENOUGH = re.compile(r"(?:[^\W\d_][\W\d_]*+){12}")
"""Letters enough to tell from."""
_MOST = 600


def language(text: str) -> str | None:
    """Language of a text.

    Parameters
    ----------
    text
        The text of a post.

    Returns
    -------
    str or None
        ISO 639-1 code of one of `LANGUAGES`; `None` where the text is too short to tell or the
        answer is not sure. Addresses, tags and handles are left out of it.

    Notes
    -----
    Compact Language Detector 2 (R. Sites, 2013: naive Bayes on runs of four letters), by the
    pycld2 package; its own flag of reliability decides.

    Examples
    --------
    >>> language("Nous vous attendons samedi à la bibliothèque du village.")
    'fr'
    >>> language("OK") is None
    True
    """
    said = reading.prose(text)[:_MOST]
    if not _ENOUGH.search(said):
        return None
    try:
        is_sure, _, found = pycld2.detect(said.encode("utf-8", "ignore"))
    except pycld2.error:  # control characters, which it takes for damaged UTF-8
        return None
    code = str(found[0][1])
    return code if is_sure and code in LANGUAGES else None
