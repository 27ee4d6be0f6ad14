"""What was asked of slots and nobody answered yet: a yes, or changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from balise.domain.content import Comment, Content
from balise.domain.version import SlotTouch


def open_asks(
    comments: Sequence[Comment], contents: Mapping[str, Content], log: Sequence[SlotTouch]
) -> dict[str, Comment]:
    """Give by slot the comment that asked last, where that is still to be answered.

    Other words answer it, and so does a yes; leaving a post out answers that a yes was asked for.

    Parameters
    ----------
    comments
        In order of time.
    contents
        What the slots say now.
    log
        What was done to the slots, in whichever plan.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> nine = datetime(2027, 1, 4, 9, tzinfo=UTC)
    >>> ready = Comment(slot_id="s1", by="Ana", at=nine, text="", voice="ready")
    >>> open_asks([ready], {}, [])["s1"].by
    'Ana'
    >>> open_asks([ready], {"s1": Content(slot_id="s1", at=nine.replace(hour=10))}, [])
    {}
    """
    last = {one.slot_id: one for one in comments if one.voice != "note"}
    over = {one.slot_id for one in log if one.slot_id in last and _ends(one, last[one.slot_id])}
    return {
        name: one
        for name, one in last.items()
        if name not in over and not _is_older(one, contents.get(name))
    }


def _ends(done: SlotTouch, asked: Comment) -> bool:
    """Tell whether what was done answers an ask; changes that are wanted outlast all but a yes."""
    if done.at <= asked.at:
        return False
    return done.state is not None if asked.voice == "ready" else done.state == "approved"


def _is_older(asked: Comment, content: Content | None) -> bool:
    return content is not None and content.at is not None and content.at > asked.at
