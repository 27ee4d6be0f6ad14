"""When two spellings are one hashtag."""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import combining, normalize

from balise.domain.estimate import Estimate


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


@dataclass(frozen=True, slots=True, kw_only=True)
class TagChoice:
    """A hashtag to choose from: how many posts of the plan have it, and what was learnt of it."""

    tag: str
    planned: int = 0
    effect: Estimate | None = None

    @property
    def worth(self) -> float:
        """Tell how much it should bring; 1 where nothing is known, or nothing surely.

        Examples
        --------
        >>> TagChoice(tag="#bio").worth
        1.0
        """
        one = self.effect
        return one.multiplier if one and one.verdict in {"better", "worse"} else 1.0
