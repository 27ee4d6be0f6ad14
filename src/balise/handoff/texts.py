"""The text of a post that is to be uploaded."""

from __future__ import annotations

import re

from balise.domain.brief import Brief
from balise.domain.plan import Slot
from balise.handoff.load import Load

_BREAKS = re.compile("\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_UNLINKED = frozenset({"instagram", "tiktok"})
"""Networks where an address in the text is plain text that nobody can tap."""


def clean(text: str) -> str:
    r"""Give a text whose lines end with `\n` and that has no character that breaks a file.

    Examples
    --------
    >>> clean("one\r\ntwo\x00")
    'one\ntwo'
    """
    return _CONTROLS.sub("", _BREAKS.sub("\n", text))


def text_of(load: Load, slot: Slot, *, has_link: bool) -> tuple[str, bool]:
    """Give the text of a post, and whether somebody finished it.

    Where none is given it is put together from the brief: its hook, its ask, its link (unless
    `has_link` tells that it goes elsewhere) and its hashtags.
    """
    if given := clean(load.texts.get(slot.slot_id, "")).strip():
        return given, True
    brief = load.briefs.get(slot.slot_id)
    return ("", False) if brief is None else (_sketch(brief, slot, has_link=has_link), False)


def _sketch(brief: Brief, slot: Slot, *, has_link: bool) -> str:
    ask = clean(brief.ask).strip()
    link = "" if has_link or slot.network in _UNLINKED or brief.link in ask else brief.link
    said = [clean(brief.hook).strip(), "\n".join(filter(None, [ask, clean(link).strip()]))]
    tags = " ".join(clean(tag).strip() for tag in brief.hashtags)
    return "\n\n".join(filter(None, [*said, tags]))
