"""What a reader sees of a post before it is out, and how much room its text has left."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from balise.check.graphemes import graphemes
from balise.check.lengths import COUNTS
from balise.domain.content import UNLINKED, Content, Counted, Preview
from balise.domain.plan import Slot
from balise.reference.network_rules import Rule, by_id, of

FOLDS: Mapping[str, str] = {
    "facebook": "FB_FOLD_MOBILE", "instagram": "IG_FOLD_MOBILE", "linkedin": "LI_FOLD_MOBILE",
    "pinterest": "PIN_DESC_SOFT", "threads": "TH_FOLD_MOBILE",
}  # fmt: skip
"""The rule that tells how many letters of a text are seen at once; no other network's is known."""
_FIGURE = re.compile(r"\d+")


def counted(network: str, text: str, kind: str = "") -> Counted:
    """Count a text as its network does, against the lowest limit that a post of this kind has.

    Examples
    --------
    >>> counted("x", "See https://example.org/a/very/long/path")
    Counted(used=27, limit=280, way='weighted', rule='X_TEXT_MAX')
    >>> counted("bluesky", "👩‍👩‍👧").used, counted("nowhere", "Hé").limit
    (1, None)
    """
    rules = _limits(network, kind)
    if not rules:
        return Counted(used=len(graphemes(text)))
    told = [
        Counted(used=COUNTS[way](text), limit=int(rule.value or 0), way=way, rule=rule.id)
        for rule in rules
        for way in [rule.measure.partition(".")[2]]
    ]
    # Of several ways to count (letters, bytes) the one with the lowest limit is told, unless it is
    # another that stands in the way.
    over = [one for one in told if one.used > (one.limit or 0)]
    return min(over or told, key=lambda one: one.limit or 0)


@cache
def _limits(network: str, kind: str) -> tuple[Rule, ...]:
    """Give the limits of a text that stand in the way; the lowest of each way to count."""
    found: dict[str, Rule] = {}
    for rule in of(network):
        is_limit = rule.check == "at_most" and rule.network == network and rule.value is not None
        way = rule.measure.removeprefix("text.")
        if not is_limit or way not in COUNTS or rule.severity != "error" or not _holds(rule, kind):
            continue
        if way not in found or (rule.value or 0) < (found[way].value or 0):
            found[way] = rule
    return tuple(found.values())


def _holds(rule: Rule, kind: str) -> bool:
    """Whether a rule is for this kind; where the kind is not known, only what is for all."""
    return rule.is_for(kind) if kind else not rule.kinds


def fold(network: str) -> tuple[int | None, str]:
    """Tell how many letters are seen at once, and by which rule.

    Examples
    --------
    >>> fold("linkedin"), fold("x")
    ((140, 'LI_FOLD_MOBILE'), (None, ''))
    """
    rule = by_id().get(FOLDS.get(network, ""))
    if rule is None:
        return None, ""
    said = _FIGURE.search(rule.told)
    return (int(rule.value) if rule.value is not None else int(said[0]) if said else None), rule.id


def preview(slot: Slot, content: Content) -> Preview:
    """Lay out what a reader sees."""
    text = content.posted(slot.network)
    most, rule = fold(slot.network)
    letters = graphemes(text)
    is_cut = most is not None and len(letters) > most
    return Preview(
        network=slot.network,
        account=slot.account,
        above="".join(letters[:most]) if is_cut else text,
        below="".join(letters[most:]) if is_cut else "",
        fold=most,
        rule=rule,
        media=content.media,
        link="" if slot.network in UNLINKED else content.link,
        counted=counted(slot.network, text, slot.kind),
    )
