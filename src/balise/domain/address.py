"""An address as it stands in a sentence."""

from __future__ import annotations

_CLOSING = ".,;:!?'\"’…]}*_>"
"""Signs that end a sentence or a quotation, not an address."""


def trimmed(url: str) -> str:
    """Address without the punctuation of the sentence around it; `(balanced)` brackets stay.

    Examples
    --------
    >>> trimmed("https://asso.example/a)."), trimmed("https://asso.example/a_(b)")
    ('https://asso.example/a', 'https://asso.example/a_(b)')
    """
    spare = url.count(")") - url.count("(")
    end = len(url)
    while end and (url[end - 1] in _CLOSING or (url[end - 1] == ")" and spare > 0)):
        spare -= url[end - 1] == ")"
        end -= 1
    return url[:end]
