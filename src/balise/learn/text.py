"""What can be read off the text of a post.

One compiled expression does each job and a cheap test comes before it, for these functions run
over every post of every fit. None of them backtracks: their time grows with the length of the
text and with nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from balise.domain.post import Link
from balise.learn.stopwords import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

# `\w` knows letters and digits; the vowel signs and accents that follow them in Hebrew, Arabic,
# Hindi or Thai are marks, which `re` cannot name. They are found once, in the blocks that have any.
_MARK_BLOCKS = (
    range(0x0300, 0x1E00), range(0x302A, 0x3030), range(0x3099, 0x309B), range(0xA66F, 0xA6F2),
    range(0xA802, 0xABEE), range(0xFE20, 0xFE30),
)  # fmt: skip
_MARKS = "".join(
    chr(code)
    for block in _MARK_BLOCKS
    for code in block
    if unicodedata.category(chr(code)) in {"Mn", "Mc"}
)
_WORD = rf"[\w{_MARKS}]"
_TAG_BODY = rf"{_WORD}++(?:[\u200c\u200d\u00b7]{_WORD}++)*+"

# Each begins with a sign or a small class of letters, to which the engine skips, and looks behind
# from there: three times as fast as asking at every letter what stands before it.
_ADDRESS = r"[hHwW](?:(?<=[hH])[tT][tT][pP][sS]?://|(?<=[wW])(?<![\w.@/][wW])[wW][wW]\.(?=\w))"
_ANY_LINK = re.compile(rf"{_ADDRESS}\S++")
_LINK = re.compile(rf"{_ADDRESS}[^\s<>\"«»“”`]++")
_TAG = re.compile(rf"#(?<![\w&/]#)({_TAG_BODY}(?:#{_TAG_BODY})*+)")
_MENTION = re.compile(
    # not the hour of "doors @7pm", nor what follows the name in an e-mail address
    r"@(?<![\w@/+&=-]@)(?!\d+(?:[ap]m|h\d*)?(?!\w))"
    rf"({_WORD}++(?:[.-]{_WORD}++)*+(?:@\w++(?:[.-]\w++)++)?)"
)
_HANDLE = re.compile(r"(?<![\w.+-])[\w.+-]*+@(?:\w++[.@-]?)*+")
_HASHTAG = re.compile(rf"#{_TAG_BODY}")
_ENTITY = re.compile(r"&#?\w++;")
_UTM = re.compile(r"[?&#]([uU][tT][mM]_\w+)=([^&#]*)")
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_LETTER = re.compile(r"[^\W\d_]")
_CONTENT = re.compile(rf"{_WORD}{{3,}}+")
_DIGIT = re.compile(r"\d(?!\ufe0f?\u20e3)")

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
_UNSEEN = re.compile(rf"\r(?=\n)|[{_MARKS}\u00ad\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]")


def _plain(text: str) -> str:
    """Compatibility form: maths-bold letters and full-width signs become ordinary ones."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


# Several functions read the same text one after the other.
@lru_cache(maxsize=8)
def _unlinked(text: str) -> str:
    """Compatibility form of a text without its addresses."""
    if "://" in text or "ww." in text or "WW." in text:
        text = _ANY_LINK.sub(" ", text)
    return _plain(text)


def fold(tag: str) -> str:
    """Key under which two spellings of a tag, a handle or a word are the same.

    NFKC and case folding, without the leading sign of a hashtag.

    Parameters
    ----------
    tag
        A hashtag with or without its sign, plain or full width.

    Returns
    -------
    str
        The key; folding it again changes nothing.

    Examples
    --------
    >>> fold("#OpenSource"), fold("＃Été"), fold("Straße")
    ('opensource', 'été', 'strasse')
    """
    if tag.isascii():
        return tag.lower().lstrip("#")
    # Case folding can undo the normal form and the other way round; twice is enough for all of
    # Unicode (UAX 31, NFKC_Casefold).
    for _ in range(2):
        tag = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", tag).casefold())
    return tag.lstrip("#")


def _distinct(found: Iterable[str]) -> tuple[str, ...]:
    """First spelling of each, in order."""
    seen: dict[str, str] = {}
    for item in found:
        seen.setdefault(fold(item), item)
    return tuple(seen.values())


def hashtags(text: str) -> tuple[str, ...]:
    """Hashtags of a text, as written, without their sign.

    Parameters
    ----------
    text
        The text of a post.

    Returns
    -------
    tuple of str
        In order, distinct by `fold`. A tag holds letters of any script, their marks, digits and
        the underscore, and at least one letter; `#1`, `C#`, an HTML entity and the fragment of an
        address are none.

    Examples
    --------
    >>> hashtags("Joli #BelgianBeer &#39;#belgianbeer #été2026 #1 https://x.y/#top")
    ('BelgianBeer', 'été2026')
    """
    if "#" not in text and "＃" not in text and "﹟" not in text:
        return ()
    runs = _TAG.findall(_unlinked(text))
    return _distinct(tag for run in runs for tag in run.split("#") if _LETTER.search(tag))


def mentions(text: str) -> tuple[str, ...]:
    """Find the handles that a text names, without their sign.

    Parameters
    ----------
    text
        The text of a post.

    Returns
    -------
    tuple of str
        In order, distinct by `fold`; with the server where one follows (`name@server.tld`). An
        e-mail address is no mention, nor is an hour (`@7pm`).

    Examples
    --------
    >>> mentions("Merci @anna.b et @Léo@masto.example! Écrire à info@asso.example, @8h30")
    ('anna.b', 'Léo@masto.example')
    """
    if "@" not in text and "＠" not in text and "﹫" not in text:
        return ()
    return _distinct(_MENTION.findall(_unlinked(text)))


def _trimmed(url: str) -> str:
    """Address without the punctuation of the sentence around it; `(balanced)` brackets stay."""
    spare = url.count(")") - url.count("(")
    end = len(url)
    while end and (url[end - 1] in ".,;:!?'\"’…]}*_>" or (url[end - 1] == ")" and spare > 0)):
        spare -= url[end - 1] == ")"
        end -= 1
    return url[:end]


def _decoded(value: str) -> str:
    """Value of a query with `+` and `%C3%A9` written out."""
    return _PERCENT.sub(
        lambda match: bytes.fromhex(match[0].replace("%", "")).decode("utf-8", "replace"),
        value.replace("+", " "),
    )


def links(text: str) -> tuple[Link, ...]:
    """Addresses in a text, with their campaign tags.

    Parameters
    ----------
    text
        The text of a post.

    Returns
    -------
    tuple of Link
        `http://`, `https://` and bare `www.` addresses as written, in order, each once, without
        the punctuation that ends the sentence; `utm_*` values are decoded, in order.

    Examples
    --------
    >>> links("Lire (https://asso.example/a?utm_source=fb&utm_campaign=%C3%A9t%C3%A9).")[0].utm
    (('utm_source', 'fb'), ('utm_campaign', 'été'))
    """
    if "://" not in text and "ww." not in text and "WW." not in text:
        return ()
    found = dict.fromkeys(_trimmed(url) for url in _LINK.findall(text))
    return tuple(_link(url) for url in found if not url.endswith("://"))


def _link(url: str) -> Link:
    if "utm_" not in url.lower():
        return Link(url=url)
    pairs = _UTM.findall(url.replace("&amp;", "&"))
    return Link(url=url, utm=tuple((name.lower(), _decoded(value)) for name, value in pairs))


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


def prose(text: str) -> str:
    """Text without its addresses, tags, handles and entities, in compatibility form.

    Examples
    --------
    >>> prose("Salut @anna, à lire : https://asso.example/a #lecture").split()
    ['Salut', ',', 'à', 'lire', ':']
    """
    text = _unlinked(text)
    if "&" in text:
        text = _ENTITY.sub(" ", text)
    if "@" in text:
        text = _HANDLE.sub(" ", text)
    return _HASHTAG.sub(" ", text) if "#" in text else text


def has_question(text: str) -> bool:
    """Whether a text asks something; a `?` inside an address does not count.

    Examples
    --------
    >>> has_question("Et vous ?"), has_question("https://asso.example/?page=2")
    (True, False)
    """
    # NFKC has turned the full-width and the doubled marks into plain ones.
    return any(sign in text for sign in "?？؟;¿⁇⁈⁉❓❔") and any(
        sign in prose(text) for sign in "?؟¿❓❔"
    )


def has_exclamation(text: str) -> bool:
    """Whether a text exclaims; a `!` inside an address does not count.

    Examples
    --------
    >>> has_exclamation("Enfin !"), has_exclamation("Enfin.")
    (True, False)
    """
    return any(sign in text for sign in "!！¡‼⁈⁉❗❕") and any(
        sign in prose(text) for sign in "!¡❗❕"
    )


def has_number(text: str) -> bool:
    """Whether a text holds a figure outside its addresses, tags and handles.

    Examples
    --------
    >>> has_number("3 conseils"), has_number("#ete2026 1️⃣")
    (True, False)
    """
    return bool(_DIGIT.search(text) and _DIGIT.search(prose(text)))


def words(text: str) -> tuple[str, ...]:
    """Distinct content words of a text.

    Parameters
    ----------
    text
        The text of a post.

    Returns
    -------
    tuple of str
        Folded like `fold`, in order: what starts with a letter and has three characters or more,
        without addresses, tags, handles and the stop words of French and English
        (`balise.learn.stopwords`). A run of Chinese or Thai without spaces is one word.

    Examples
    --------
    >>> words("L'Atelier du samedi : the workshop @anna #art https://x.y/z")
    ('atelier', 'samedi', 'workshop')
    """
    said = prose(text)
    said = said.lower() if said.isascii() else _plain(said.casefold())
    found = dict.fromkeys(_CONTENT.findall(said))
    return tuple(word for word in found if word not in STOP_WORDS and word[0].isalpha())


def length(text: str) -> int:
    """Characters as the reader sees them.

    Parameters
    ----------
    text
        The text of a post.

    Returns
    -------
    int
        Letters with their accents, emoji sequences and line ends count once, what is invisible
        and the blanks around the text not at all.

    Examples
    --------
    >>> length("  été 👩‍👩‍👧 ")
    5
    """
    text = text.strip()
    if text.isascii():
        return len(text) - text.count("\r\n")
    if _SOME_EMOJI.search(text):
        text = _EMOJI.sub("x", text)
    return len(_UNSEEN.sub("", unicodedata.normalize("NFC", text)))
