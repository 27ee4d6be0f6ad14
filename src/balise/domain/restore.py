"""A backup that may be put in place of a workspace, and how that went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A backup that lies in the folder, by what it says of itself.

    Parameters
    ----------
    name
        Its path from the folder.
    size
        Bytes of the file.
    balise
        The version that made it.
    """

    name: str
    made_at: datetime
    size: int
    balise: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """A backup that was unpacked beside the workspace and checked, and what is in it.

    Parameters
    ----------
    id
        The name of its room.
    source
        The name of the file it came from.
    size
        Bytes of all that is in it.
    brands
        Each with how many posts its imports told of.
    has_people
        Whether anybody can log in where it is put in place.
    """

    id: str
    source: str
    made_at: datetime
    size: int
    balise: str
    brands: tuple[tuple[str, int], ...]
    has_people: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be done: put `staged` in place of what `folder` holds."""

    staged: str
    folder: str
    made_at: str
