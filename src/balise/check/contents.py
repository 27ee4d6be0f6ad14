"""The content of a slot as a draft, held against all rules beside what else the plan says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from balise.check.checks import check
from balise.domain.content import Content
from balise.domain.draft import Draft, Media
from balise.domain.plan import Slot
from balise.domain.reading import Finding
from balise.domain.strategy import Strategy
from balise.words.drafts import said_of

_ALIKE = {"same-text": "same-text-post", "same-text-accounts": "same-text-post-accounts"}
"""Findings that name a line of a file, and their like that name a post of the plan."""


def draft_of(slot: Slot, content: Content, *, line: int = 0) -> Draft:
    """Take a slot and what it says as a draft."""
    return Draft(
        id=slot.slot_id,
        network=slot.network,
        account=slot.account,
        kind=slot.kind,
        text=content.posted(slot.network),
        publish_at=slot.publish_at,
        hashtags=tuple(tag.lstrip("#") for tag in content.hashtags),
        media=tuple(
            Media(
                file=one.name,
                alt=one.alt,
                captions=one.captions,
                seconds=one.seconds or None,
                width=one.width or None,
                height=one.height or None,
                bytes=one.bytes,
                known=one.form,
            )
            for one in content.media
        ),
        link=content.link,
        cta=content.cta or slot.cta,
        objective=slot.objective,
        language=content.language,
        pillar=slot.pillar,
        line=line,
    )


def findings(
    slot: Slot,
    content: Content,
    *,
    strategy: Strategy | None,
    today: date,
    others: Sequence[tuple[Slot, Content]] = (),
) -> tuple[Finding, ...]:
    """Find what stands in the way of a content, alone and beside the others of the plan.

    What breaks the pace of the plan is not told here: `balise.plan.rules` does. Each finding names
    its field in `column`: `text`, `hashtags`, `media`, `link` or `cta`.

    Returns
    -------
    tuple of Finding
        Errors first; `balise.words.drafts` has the sentence and the remedy of each.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> at = datetime(2027, 3, 2, tzinfo=UTC)
    >>> slot = Slot(
    ...     slot_id="s", content_id="c", network="x", account="a", publish_at=at, kind="text"
    ... )
    >>> said = Content(slot_id="s", text="a" * 300)
    >>> [one.rule for one in findings(slot, said, strategy=None, today=at.date())]
    ['X_TEXT_MAX']
    """
    there = [one for one in others if one[0].slot_id != slot.slot_id and not one[1].is_empty]
    drafts = [draft_of(*one, line=n + 1) for n, one in enumerate(there)]
    mine = draft_of(slot, content, line=len(there) + 1)
    told = check([*drafts, mine], today=today, strategy=strategy)
    names = {str(one.line): f"{_when(place[0])}" for one, place in zip(drafts, there, strict=True)}
    return tuple(
        _named(one, names)
        for one in told
        if one.line == mine.line and not one.code.startswith("plan-")
    )


def _when(slot: Slot) -> str:
    return slot.local_at.isoformat(timespec="minutes")[:16]


def _named(one: Finding, names: Mapping[str, str]) -> Finding:
    """Name another post by its time, not by a line: there is no file."""
    code = _ALIKE.get(one.code)
    if code is None:
        return replace(one, line=0)
    day, _, time = names.get(str(one.params.get("other")), "").partition("T")
    params = {**one.params, "day": day, "time": time}
    return replace(one, line=0, code=code, params=params, message=said_of(code, params))
