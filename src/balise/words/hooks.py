"""What other programs are told of, and how a call went, in words."""

from __future__ import annotations

from balise.domain.hook import Event, HookCall
from balise.words.catalogue import mark
from balise.words.speech import Speech

EVENTS = {
    Event.IMPORT_DONE: mark("files were brought in"),
    Event.PLAN_MADE: mark("a plan was made, or made anew"),
    Event.POST_APPROVAL_ASKED: mark("approval of posts was asked for"),
    Event.POST_APPROVED: mark("posts were approved"),
    Event.POST_CHANGES_ASKED: mark("somebody wants a post changed"),
    Event.PROPOSAL_ACCEPTED: mark("changes of the strategy were accepted"),
    Event.REPORT_MADE: mark("a report was made"),
    Event.JOB_FAILED: mark("long work came to nothing"),
    Event.PING: mark("a test"),
}
"""Event to its English name, the key of the catalogue."""
STATES = {
    "waiting": mark("waits for its turn"),
    "sending": mark("on its way"),
    "sent": mark("taken"),
    "failed": mark("not taken"),
}
"""State of a call to its English name."""
_WHY = {
    "address": mark("the address cannot be called"),
    "certificate": mark("its certificate is not valid for this address"),
    "connection": mark("no connection came about"),
    "key": mark("its secret is sealed with a key that is not here: add the webhook anew"),
    "name": mark("the name of the address is not known"),
    "private": mark("the address leads to no public network"),
    "slow": mark("no answer came in time"),
}


def why(call: HookCall, speech: Speech) -> str:
    """Say why the last attempt of a call was not taken; empty where it was, or none was made.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> now = datetime(2027, 1, 4, tzinfo=UTC)
    >>> call = HookCall(
    ...     call_id="c",
    ...     hook_id=1,
    ...     brand="Park",
    ...     event=Event.PING,
    ...     body="{}",
    ...     status=500,
    ...     made_at=now,
    ...     due_at=now,
    ... )
    >>> why(call, Speech("en"))
    'it answered 500'
    """
    if call.error:
        return speech.text(_WHY.get(call.error, call.error))
    if call.state == "sent" or not call.status:
        return ""
    return speech.text(mark("it answered {status}"), status=str(call.status))
