"""Letters as a reader sees them, and as each network counts them.

The parts of a letter are those of Unicode Standard Annex 29, "Text Segmentation": accents and
other marks belong to what they stand on, emoji joined by U+200D are one, flags are two letters.
Left out: signs of Arabic that join what follows (U+0600 and a few), and the conjuncts of Indic
scripts, which count as two letters here and as one since Unicode 15.1.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_MARKED = {"Mn", "Me", "Mc"}
_MARK_BLOCKS = (range(0x300, 0x20000), range(0xE0100, 0xE01F0))
# Letters that join the one before or after them, although no mark by their category.
_EXTENDS = "\u0e33\u0eb3\u200c\uff9e\uff9f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f"
_CONTROL = (
    "\x00-\x1f\x7f-\x9f\xad\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb"
)
"""Letters that stand alone, whatever follows."""
_PICTURES = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u2199\u21a9\u21aa\u231a\u231b\u2328\u2388\u23cf"
    "\u23e9-\u23f3\u23f8-\u23fa\u24c2\u25aa\u25ab\u25b6\u25c0\u25fb-\u25fe\u2600-\u2605"
    "\u2607-\u2612\u2614-\u2685\u2690-\u2705\u2708-\u2712\u2714\u2716\u271d\u2721\u2728\u2733"
    "\u2734\u2744\u2747\u274c\u274e\u2753-\u2755\u2757\u2763-\u2767\u2795-\u2797\u27a1\u27b0"
    "\u27bf\u2934\u2935\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001f0ff\U0001f10d-\U0001f10f\U0001f12f\U0001f16c-\U0001f171\U0001f17e\U0001f17f"
    "\U0001f18e\U0001f191-\U0001f19a\U0001f1ad-\U0001f1e5\U0001f201-\U0001f20f\U0001f21a\U0001f22f"
    "\U0001f232-\U0001f23a\U0001f23c-\U0001f23f\U0001f249-\U0001f3fa\U0001f400-\U0001f53d"
    "\U0001f546-\U0001f64f\U0001f680-\U0001f6ff\U0001f774-\U0001f77f\U0001f7d5-\U0001f7ff"
    "\U0001f80c-\U0001f80f\U0001f848-\U0001f84f\U0001f85a-\U0001f85f\U0001f888-\U0001f88f"
    "\U0001f8ae-\U0001f8ff\U0001f90c-\U0001f93a\U0001f93c-\U0001f945\U0001f947-\U0001faff"
    "\U0001fc00-\U0001fffd"
)
_FLAG = "\U0001f1e6-\U0001f1ff"
_DRAWN = (
    "\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1"
    "\u26aa\u26ab\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705"
    "\u270a\u270b\u2728\u274c\u274e\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50"
    "\u2b55\U0001f004\U0001f0cf\U0001f18e\U0001f191-\U0001f19a\U0001f201\U0001f21a\U0001f22f"
    "\U0001f232-\U0001f236\U0001f238-\U0001f23a\U0001f250\U0001f251\U0001f300-\U0001faff"
)
"""Pictures that are drawn in colour without being asked to."""


@cache
def _marks() -> str:
    """Write every mark as ranges of a class: `re` has no name for them."""
    codes = [c for block in _MARK_BLOCKS for c in block if unicodedata.category(chr(c)) in _MARKED]
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{chr(low)}-{chr(high)}" for low, high in ranges)


@cache
def _cluster() -> re.Pattern[str]:
    follows = rf"[{_marks()}{_EXTENDS}\u200d]"
    picture = rf"[{_PICTURES}](?:{follows}*+(?<=\u200d)[{_PICTURES}])*+"
    hangul = (
        "[\u1100-\u115f\ua960-\ua97c]*+(?:[\uac00-\ud7a3][\u1160-\u11a7\ud7b0-\ud7c6]*+"
        "|[\u1160-\u11a7\ud7b0-\ud7c6]++)[\u11a8-\u11ff\ud7cb-\ud7fb]*+|[\u1100-\u115f\ua960-\ua97c]++"
    )
    return re.compile(
        rf"\r\n|[{_CONTROL}]"
        rf"|(?:{picture}|[{_FLAG}][{_FLAG}]?|{hangul}|.){follows}*+",
        re.DOTALL,
    )


def graphemes(text: str) -> list[str]:
    r"""Take a text apart into the letters that a reader sees.

    Examples
    --------
    >>> len(graphemes("e\u0301👩‍👩‍👧🇫🇷👍🏽")), len("e\u0301👩‍👩‍👧🇫🇷👍🏽")
    (4, 11)
    """
    if text.isascii() and "\r" not in text:
        return list(text)
    return _cluster().findall(text)


_LAST_LETTER = "\u2300"
"""A single letter up to here is no emoji."""
_IS_EMOJI = re.compile(
    rf"[{_DRAWN}]|[{_FLAG}]{{2}}|[0-9#*]\ufe0f?\u20e3|[{_PICTURES}]\ufe0f|[{_PICTURES}].*\u200d"
)


def is_emoji(cluster: str) -> bool:
    """Whether a letter is drawn as an emoji.

    Examples
    --------
    >>> [is_emoji(one) for one in ("👍🏽", "🇫🇷", "1️⃣", "©", "é")]
    [True, True, True, False, False]
    """
    return (len(cluster) > 1 or cluster > _LAST_LETTER) and bool(_IS_EMOJI.match(cluster))


def emoji(text: str) -> list[str]:
    """List the emoji of a text, in their order.

    Examples
    --------
    >>> emoji("Bravo 👏🏽 © 2026 🇫🇷")
    ['👏🏽', '🇫🇷']
    """
    return [] if text.isascii() else [one for one in graphemes(text) if is_emoji(one)]
