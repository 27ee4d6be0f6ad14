"""Files of a folder of client folders: whose each is, by its path, whatever stands in that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import category, normalize

from balise.web.pages.start.forms import name_of

_LONGEST = 1_000
_DRIVE = re.compile(r"[A-Za-z]:")
_JUNK = re.compile(r"(?i:\..*|__macosx|thumbs\.db|desktop\.ini|balise\.db.*)")
_DEEP = 3
"""Steps of the path of a file in a client's folder in the folder that was chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """Files by brand, as their numbers among those that were sent, and those that are nobody's."""

    brands: dict[str, tuple[int, ...]]
    beside: tuple[str, ...]


def steps(path: str) -> tuple[str, ...]:
    r"""Take a path apart; nothing is left of one that no chosen folder holds.

    Examples
    --------
    >>> steps("clients/Park/posts.csv"), steps(r"Park\posts.csv")
    (('clients', 'Park', 'posts.csv'), ('Park', 'posts.csv'))
    >>> steps("../etc/passwd"), steps("/etc/passwd"), steps("C:/x.csv"), steps("a/b\x00.csv")
    ((), (), (), ())
    """
    said = normalize("NFC", path).replace("\\", "/")
    is_wrong = len(said) > _LONGEST or said.startswith("/") or _DRIVE.match(said)
    if is_wrong or any(category(letter) in {"Cc", "Cs"} for letter in said):
        return ()
    found = tuple(part for part in said.split("/") if part not in {"", "."})
    return () if ".." in found else found


def in_folders(paths: Sequence[str]) -> Sorted:
    """Tell whose each file is: its first folder, below the one that holds all where there is one.

    Examples
    --------
    >>> in_folders(["all/Park/a.csv", "all/Park/more/b.csv", "all/Heron/a.csv", "all/note.txt"])
    Sorted(brands={'Park': (0, 1), 'Heron': (2,)}, beside=('note.txt',))
    >>> in_folders(["Park/a.csv"]).brands
    {'Park': (0,)}
    """
    every = [steps(path) for path in paths]
    seen = [one for one in every if one and not _is_junk(one)]
    is_below = len({one[0] for one in seen}) == 1 and any(len(one) >= _DEEP for one in seen)
    brands: dict[str, tuple[int, ...]] = {}
    beside: list[str] = []
    for number, one in enumerate(every):
        if one and _is_junk(one):
            continue
        folders = one[is_below:-1]
        brand = name_of(folders[0]) if folders else ""
        if brand:
            brands[brand] = (*brands.get(brand, ()), number)
        else:
            beside.append(one[-1] if one else _shown(paths[number]))
    return Sorted(brands=brands, beside=tuple(beside))


def _is_junk(one: tuple[str, ...]) -> bool:
    return any(_JUNK.fullmatch(part) for part in one)


def _shown(path: str) -> str:
    """Name a file that is refused: what shows of its path, and no more than a line."""
    return "".join(letter for letter in path if letter.isprintable())[:80] or "-"
