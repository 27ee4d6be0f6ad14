"""Hashtags to choose from, each with what is known of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from balise.check.text import hashtags as said_in
from balise.domain.content import Content
from balise.domain.hashtag import TagChoice, plain
from balise.domain.plan import Slot
from balise.plan.tags import limit
from balise.words import Speech, mark
from balise.workspace import Workspace

_MOST = 12
_NO_LIMIT = 100
"""What `balise.plan.tags.limit` gives where no limit is known."""
_SURE = {"better": 0, "no clear difference": 1, "worse": 2}
_HASHTAG = re.compile(r"[#＃][\w\u0300-\u036f·\u200d]+")
_TOLD = mark("{change}, between {low} and {high}; {n} posts")
_UNTOLD = mark("too few posts to tell: {n}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A hashtag to be ticked or not."""

    tag: str
    is_on: bool
    about: str = ""
    tone: str = ""


def chips(
    s: Speech, space: Workspace, brand: str, slot: Slot, content: Content
) -> tuple[Chip, ...]:
    """List the hashtags of a post, then some that it might have."""
    known = {plain(one.tag): one for one in space.hashtag_choices(brand, slot.slot_id)}
    has = {plain(tag) for tag in content.hashtags}
    on = [_chip(s, known.get(plain(tag)) or TagChoice(tag=tag), tag) for tag in content.hashtags]
    others = sorted((one for name, one in known.items() if name not in has), key=_best_first)
    return (*on, *(_chip(s, one) for one in others[:_MOST]))


def odd(content: Content) -> tuple[str, ...]:
    """List what stands among the hashtags of a post and would be none on a network.

    Examples
    --------
    >>> odd(Content(slot_id="s", hashtags=("#été", "#two words", "#<b>", "#2026")))
    ('#two words', '#<b>')
    """
    return tuple(tag for tag in content.hashtags if not _HASHTAG.fullmatch(tag))


def counted(slot: Slot, content: Content) -> dict[str, Any]:
    """Count hashtags as checks do, those in the text too, against the most that a network takes.

    `tags_most` is None where no limit is known.
    """
    most = limit(slot.network, slot.kind)
    every = (*said_in(content.text), *content.hashtags)
    used = len({tag.lstrip("#＃").casefold() for tag in every})
    return {
        "tags_used": used,
        "tags_most": most if most < _NO_LIMIT else None,
        "tags_over": used > most,
    }


def _best_first(one: TagChoice) -> tuple[int, float, int, str]:
    """Put what did surely better first, what is not known last."""
    told = one.effect
    place = _SURE.get(told.verdict, len(_SURE)) if told else len(_SURE)
    worth = -told.multiplier if told and place < len(_SURE) else 0.0
    return place, worth, -one.planned, one.tag


def _chip(s: Speech, one: TagChoice, written: str = "") -> Chip:
    about, tone, told = "", "", one.effect
    if told is not None and told.verdict == "not enough data":
        about = s.text(_UNTOLD, n=s.number(told.n))
    elif told is not None:
        spread = {"low": s.change(told.low), "high": s.change(told.high)}
        about = s.text(_TOLD, change=s.change(told.multiplier), n=s.number(told.n), **spread)
        tone = {"better": "good", "worse": "bad"}.get(told.verdict, "")
    elif one.planned:
        about = s.plural(
            mark("in {n} post of the plan"), mark("in {n} posts of the plan"), one.planned
        )
    return Chip(tag=written or one.tag, is_on=bool(written), about=about, tone=tone)
