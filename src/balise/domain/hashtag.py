"""When two spellings are one hashtag."""

from __future__ import annotations

from unicodedata import combining, normalize


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
        tag = normalize("NFKC", normalize("NFKC", tag).casefold())
    return tag.lstrip("#")


def plain(tag: str) -> str:
    """Key under which a hashtag is also the same with and without its accents.

    Examples
    --------
    >>> plain("#ÉtéAuParc") == plain("eteauparc")
    True
    """
    letters = normalize("NFKD", tag.lstrip("#＃"))
    return "".join(one for one in letters if not combining(one)).casefold()
