"""Captions out of a small grammar: charming, plausible, and about nobody who exists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from balise.domain.post import Link
from balise.simulate.brand import Brand
from balise.simulate.entry import Entry
from balise.simulate.phrases import FRENCH
from balise.simulate.phrases_en import ENGLISH

PILLARS = ("how-to", "shop", "workshops", "community")
_PLACE = re.compile(r"\{(\w+)\}")
_ENGLISH_SHARE = 0.12
_NOD_SHARE, _WORDY_SHARE = 0.05, 0.7
_X_LENGTH = 280
_SHORT = frozenset({"x", "tiktok"})  # one line there, paragraphs elsewhere
_NEIGHBOURS = ("voisine_demo", "potager_demo", "ecole_demo")


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """The words of a post, and what they hold."""

    text: str
    language: str
    links: tuple[Link, ...]
    mentions: tuple[str, ...]


def expand(grammar: Mapping[str, tuple[str, ...]], name: str, rng: np.random.Generator) -> str:
    """Choose a line of `name` and fill its places, none of them twice with the same words.

    Examples
    --------
    >>> expand({"a": ("{b} and {b}",), "b": ("oak", "ash")}, "a", np.random.default_rng(4))
    'ash and oak'
    """
    used: set[str] = set()

    def fill(place: re.Match[str]) -> str:
        lines = [one for one in grammar[place[1]] if one not in used] or list(grammar[place[1]])
        used.add(chosen := lines[int(rng.integers(len(lines)))])
        return _PLACE.sub(fill, chosen)

    lines = grammar[name]
    return _PLACE.sub(fill, lines[int(rng.integers(len(lines)))])


def _link(entry: Entry, site: str) -> Link | None:
    """Give a tagged address where the network lets a reader click it."""
    if entry.kind != "link" and (entry.network not in {"facebook", "x"} or entry.cta != "book"):
        return None
    utm = (
        ("utm_source", entry.network),
        ("utm_medium", "social"),
        ("utm_campaign", entry.campaign or entry.pillar or "magasin"),
    )
    query = "&".join(f"{key}={value}" for key, value in utm)
    return Link(url=f"{site}/{entry.pillar or 'magasin'}?{query}", utm=utm)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text[-1:] in "?!" else ".")


def write(entry: Entry, brand: Brand, rng: np.random.Generator) -> Caption:
    """Write the caption of a post, with its call to action, link, mention and hashtags."""
    language = "en" if rng.random() < _ENGLISH_SHARE else "fr"
    grammar = ENGLISH if language == "en" else FRENCH
    pillar = entry.pillar if entry.pillar in PILLARS else PILLARS[int(rng.integers(len(PILLARS)))]
    neighbour = _NEIGHBOURS[int(rng.integers(len(_NEIGHBOURS)))]
    mentioned = entry.kind in {"reply", "repost"} or rng.random() < _NOD_SHARE
    link = _link(entry, brand.site)
    opening, body = expand(grammar, pillar, rng), expand(grammar, f"{pillar} body", rng)
    opening = opening[:1].upper() + opening[1:]
    call = f"cta {entry.cta}"
    ending = [
        _sentence(expand(grammar, call, rng)) if call in grammar else "",
        link.url if link else "",
        " ".join(f"#{tag}" for tag in entry.hashtags),
    ]
    parts = [_addressed(opening, entry.kind, neighbour if mentioned else ""), body, *ending]
    return Caption(
        text=_joined(parts, entry.network, wordy=rng.random() < _WORDY_SHARE),
        language=language,
        links=(link,) if link else (),
        mentions=(neighbour,) if mentioned else (),
    )


def _addressed(opening: str, kind: str, neighbour: str) -> str:
    """Put the neighbour where a reply, a repost or a nod has it."""
    if not neighbour:
        return opening
    if kind == "reply":
        return f"@{neighbour} {opening}"
    return f"RT @{neighbour}: {opening}" if kind == "repost" else f"{opening} (avec @{neighbour})"


def _joined(parts: list[str], network: str, *, wordy: bool) -> str:
    """Join what there is; the second part goes where it is too long or not wanted."""
    brief = [part for i, part in enumerate(parts) if part and i != 1]
    chosen = [part for part in parts if part] if wordy else brief
    if network not in _SHORT:
        return "\n\n".join(chosen)
    line = " ".join(chosen).replace("\n", " ")
    return line if network != "x" or len(line) <= _X_LENGTH else " ".join(brief)
