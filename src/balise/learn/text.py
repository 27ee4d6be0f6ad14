"""What can be read off the text of a post.

One compiled expression does each job and a cheap test comes before it, for these functions run
over every post of every import. None of them backtracks: their time grows with the length of the
text and with nothing else. What they look for never holds a blank, so a text is read word by word,
and what was found in a word is remembered: most words of a text have been met before.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from balise.domain.address import trimmed
from balise.domain.hashtag import fold
from balise.domain.post import Link
from balise.learn.met import Met
from balise.learn.stopwords import STOP_WORDS

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


def _distinct(several: Iterable[str]) -> tuple[str, ...]:
    """First spelling of each, in order."""
    found = tuple(several)
    if len(found) < 2:  # noqa: PLR2004 - one is distinct
        return found
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
    return _distinct(_TAGS.among(_with_any("#＃﹟", text)))


def _with_any(signs: str, text: str) -> Iterable[str]:
    """Give the words of a text that hold one of the signs."""
    held = [sign for sign in signs if sign in text]
    if not held:
        return ()
    if len(held) == 1:
        (sign,) = held
        return [word for word in text.split() if sign in word]
    return [word for word in text.split() if any(sign in word for sign in held)]


def _tags(word: str) -> Iterable[str]:
    runs = _TAG.findall(_unlinked(word))
    return (tag for run in runs for tag in run.split("#") if _LETTER.search(tag))


_TAGS = Met(_tags)


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
    return _distinct(_MENTIONS.among(_with_any("@＠﹫", text)))


_MENTIONS = Met(lambda word: _MENTION.findall(_unlinked(word)))


def _decoded(value: str) -> str:
    """Value of a query with `+` and `%C3%A9` written out."""
    return (
        _PERCENT.sub(
            lambda match: bytes.fromhex(match[0].replace("%", "")).decode("utf-8", "replace"),
            value.replace("+", " "),
        )
        if "%" in value
        else value.replace("+", " ")
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
    return _links(text)


@lru_cache(maxsize=8)  # the kind of a post may depend on them too
def _links(text: str) -> tuple[Link, ...]:
    found = dict.fromkeys(trimmed(url) for url in _LINK.findall(text))
    return tuple(_link(url) for url in found if not url.endswith("://"))


def has_link(text: str) -> bool:
    """Whether a text holds an address.

    Examples
    --------
    >>> has_link("Lire : https://asso.example/a"), has_link("Lire : http://")
    (True, False)
    """
    return ("://" in text or "ww." in text or "WW." in text) and bool(links(text))


def _link(url: str) -> Link:
    if "utm_" not in url.lower():
        return Link(url=url)
    pairs = _UTM.findall(url.replace("&amp;", "&"))
    return Link(url=url, utm=tuple((name.lower(), _decoded(value)) for name, value in pairs))


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
    return tuple(dict.fromkeys(_WORDS.among(text.split())))


def _words(word: str) -> Iterable[str]:
    if word.isdecimal():
        return ()
    said = prose(word)
    said = said.lower() if said.isascii() else _plain(said.casefold())
    return (w for w in _CONTENT.findall(said) if w not in STOP_WORDS and w[0].isalpha())


_WORDS = Met(_words)
