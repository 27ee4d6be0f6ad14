"""Emoji as a reader sees them."""

from __future__ import annotations

import re

from balise.learn.met import Met

# Extended_Pictographic of Unicode 15.1: drawn in colour by itself, only with U+FE0F, flag letters.
_PICTURES = (
    "\u231a\u231b\u2328\u2388\u23cf\u23e9-\u23f3\u23f8-\u23fa\u2600-\u2605\u2607-\u2612"
    "\u2614-\u2685\u2690-\u2705\u2708-\u2712\u2714\u2716\u271d\u2721\u2728\u2733\u2734\u2744"
    "\u2747\u274c\u274e\u2753-\u2755\u2757\u2763-\u2767\u2795-\u2797\u27a1\u27b0\u27bf"
    "\u2934\u2935\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001f1e5\U0001f200-\U0001faff"
)
_BY_SELECTOR = "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u21aa\u24c2\u25aa-\u25fe"
_FLAG = "\U0001f1e6-\U0001f1ff"
_PICTURE = r"\ufe0f?[\U0001f3fb-\U0001f3ff]?[\U000e0020-\U000e007f]*"
_SOME_EMOJI = re.compile(rf"[\u20e3\ufe0f{_PICTURES}{_FLAG}]")
_EMOJI = re.compile(
    # One class first: the engine then skips to the places where an emoji can start.
    rf"[0-9#*{_BY_SELECTOR}{_PICTURES}{_FLAG}](?:"
    r"(?<=[0-9#*])\ufe0f?\u20e3"
    rf"|(?<=[{_BY_SELECTOR}])\ufe0f"
    rf"|(?<=[{_FLAG}])[{_FLAG}]?"
    rf"|(?<=[{_PICTURES}]){_PICTURE}(?:\u200d[{_PICTURES}]{_PICTURE})*)"
)


_BEYOND = re.compile("[\u203c-\U0010ffff]")
"""Every emoji has a sign beyond the letters and the punctuation of most of the alphabets."""
_JOINTS = re.compile("[\u200d\ufe0f\u20e3]")


def emoji_count(text: str) -> int:
    """Emoji a reader sees.

    Parameters
    ----------
    text
        The text of a post.

    Returns
    -------
    int
        A family joined by U+200D, a flag, a keycap, a picture with a skin tone count once each;
        a letter-like sign (©, ™, ↔) counts only where it is asked to be drawn as an emoji.

    Notes
    -----
    After the sequences of Unicode Technical Standard 51, "Unicode Emoji", version 15.1.

    Examples
    --------
    >>> emoji_count("👩‍👩‍👧 🇫🇷 1️⃣ 👍🏽 © 2026")
    4
    """
    if text.isascii():
        return 0
    some = _SOME_EMOJI.search(text)
    return len(_EMOJI.findall(text, max(some.start() - 2, 0))) if some else 0


def has_emoji(text: str) -> bool:
    """Whether a reader sees an emoji.

    Examples
    --------
    >>> has_emoji("Bonjour 👋"), has_emoji("© 2026")
    (True, False)
    """
    return bool(_BEYOND.search(text)) and any(map(_DRAWN.__getitem__, text.split()))


_DRAWN = Met(_EMOJI.findall)


def without_emoji(text: str) -> str:
    """Leave the emoji out of a text, for where no font draws them.

    Examples
    --------
    >>> without_emoji("Bravo 👏🏽 !")
    'Bravo  !'
    """
    return text if text.isascii() else _JOINTS.sub("", _EMOJI.sub("", text))
