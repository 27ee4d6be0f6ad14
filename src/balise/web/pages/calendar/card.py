"""One post of the plan: why it is there, what it says, what is found, and who agreed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse

from balise.check.shown import preview
from balise.domain.content import Card, Content
from balise.domain.plan import Plan, Slot
from balise.domain.reading import Finding
from balise.domain.reason import Reason
from balise.domain.team import Right, Who
from balise.domain.version import SlotTouch
from balise.reference.network_rules import Rule, by_id
from balise.strategy import Strategy
from balise.web.access import needs, who_of
from balise.web.language import speech_of
from balise.web.named import named
from balise.web.pages.calendar import choices, media
from balise.web.pages.calendar.copied import copies
from balise.web.pages.calendar.forms import (
    AskForm,
    ChangeForm,
    MoveForm,
    SayForm,
    WriteForm,
)
from balise.web.pages.calendar.lines import Line, expected, kpis_of, line
from balise.web.pages.calendar.span import span, weekday
from balise.web.pages.calendar.tagged import chips, counted as counted_tags, odd
from balise.web.pages.calendar.whole import (
    became,
    briefs_of,
    card_of,
    plan_of,
    strategy_of,
    words_of,
)
from balise.web.render import page
from balise.web.site import site_of
from balise.words import Speech, capital, mark
from balise.words.belief_levels import level
from balise.words.drafts import message, remedy
from balise.workspace import Workspace

_FORWARD = {
    "approved": mark("Approved"),
    "skipped": mark("Skipped"),
    "published": mark("Published"),
    "planned": mark("To be approved anew"),
}
_WHY = {
    "written": mark("Its words were changed: the approval was taken back"),
    "moved": mark("Moved"),
    "changed": mark("Changed"),
    "asked": mark("Changes were asked for"),
    "added": mark("Added by hand"),
}
_FIELDS = {"text": "id_text", "hashtags": "tags", "media": "files", "link": "id_link",
           "cta": "id_ask"}  # fmt: skip
"""Where on the page the field of a finding is."""
_TAKEN_BACK = mark("{what}: the approval was taken back")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What stands in the way of a post, what to do about it, in which field, and who says so."""

    message: str
    remedy: str
    is_error: bool
    anchor: str = ""
    rule: Rule | None = None


@needs(Right.SEE)
def card(request: HttpRequest, brand: str, slot: str) -> HttpResponse:
    """Show a post; `words` names another whose words are lent to it, to be looked over first."""
    space, source = site_of(request).space, request.GET.get("words", "")
    lent = words_of(space, brand, source)
    if lent is None or not who_of(request).may(Right.EDIT, brand):
        return shown(request, brand, slot)
    there = space.content(brand, slot)
    draft = replace(
        there, text=lent.text, link=lent.link, media=lent.media,
        hashtags=tuple(dict.fromkeys([*there.hashtags, *lent.hashtags])),
    )  # fmt: skip
    return shown(request, brand, slot, draft=draft, words=source)


def shown(  # noqa: PLR0913 - what a form that could not be kept says again, each by its name
    request: HttpRequest,
    brand: str,
    slot_id: str,
    *,
    status: int = 200,
    draft: Content | None = None,
    writing: WriteForm | None = None,
    words: str = "",
) -> HttpResponse:
    """Show a post; `draft` is what somebody wrote and could not be kept."""
    s, space, who = speech_of(request), site_of(request).space, who_of(request)
    fates = site_of(request).board.standing(brand).fates
    (one,) = became([card_of(space, brand, slot_id)], fates)
    kept = one.content or space.content(brand, slot_id)
    plan, strategy = plan_of(space, brand), strategy_of(space, brand)
    content, told = draft or kept, line(s, brand, one, {})
    return page(
        request,
        "calendar/card.html",
        status=status,
        brand=brand,
        here="calendar",
        card=one,
        slot=one.slot,
        line=told,
        title=told.what,
        when=f"{weekday(s, one.slot.local_at.date())}, {told.time}",
        way_back=span("month", one.slot.local_at.date()).address(brand),
        **_rights(who, brand, told, is_written=one.is_written and draft is None),
        digest=told.digest,
        approved_at=one.approval,
        content=content,
        lent=words,
        **_past(s, space, brand, slot_id),
        chips=chips(s, space, brand, one.slot, content),
        **copies(s, space, brand, one),
        **_forms(s, strategy, one, replace(content, cta=kept.cta), writing or words),
        **seen(s, space, brand, one.slot, content),
        **_reasons(s, space, brand, plan, one.slot),
    )


def _rights(who: Who, brand: str, told: Line, *, is_written: bool) -> dict[str, bool]:
    """Tell what the reader may do with a post; `is_written`: what is shown was kept."""
    is_open, is_unasked = told.is_open, told.standing in {"planned", "changes"}
    may_edit, may_approve = who.may(Right.EDIT, brand), who.may(Right.APPROVE, brand)
    return {
        "may_edit": may_edit and is_open,
        "may_ask": may_edit and is_written and is_unasked,
        "may_restore": may_edit and not is_open,
        "may_comment": may_edit or may_approve,
        "may_approve": may_approve and is_open,
    }


def _past(s: Speech, space: Workspace, brand: str, slot_id: str) -> dict[str, Any]:
    """Tell what was done to a post and said of it."""
    log = [one for one in space.store.touches(brand) if one.slot_id == slot_id]
    return {
        "before": _words(s, space.store.revisions(brand, slot_id)),
        "talk": space.store.comments(brand, slot_id),
        "log": tuple(_log(s, log)),
    }


def _forms(
    s: Speech,
    strategy: Strategy | None,
    one: Card,
    kept: Content,
    writing: WriteForm | str | None,
) -> dict[str, Any]:
    """Give the forms; `writing` is that which could not be kept, or whose words are lent."""
    slot, at = one.slot, one.slot.local_at
    return {
        "writing": writing if isinstance(writing, WriteForm) else WriteForm(
            s,
            choices=choices.of_text(s, strategy, kept),
            initial={
                "text": kept.text, "ask": kept.cta, "link": kept.link, "words": writing or "",
                "was": one.content.content_hash if one.content else "",
            },
        ),
        "moving": MoveForm(s, initial={"day": at.date(), "time": at.time()}, auto_id="move_%s"),
        "changing": ChangeForm(
            s,
            choices=choices.of_slot(s, strategy, slot),
            initial={"kind": slot.kind, "pillar": slot.pillar, "ask": slot.cta},
            auto_id="change_%s",
        ),
        "saying": SayForm(s, auto_id="say_%s"),
        "asking": SayForm(s, auto_id="ask_%s"),
        "readying": AskForm(s, auto_id="ready_%s"),
    }  # fmt: skip


def seen(s: Speech, space: Workspace, brand: str, slot: Slot, content: Content) -> dict[str, Any]:
    """Lay out what a reader will see of a content, how long it is and what is found."""
    found = space.check_content(brand, content)
    laid = preview(slot, content)
    counted = laid.counted
    return {
        "preview": laid,
        "counted": counted,
        "is_long": counted.left is not None and counted.left < 0,
        "findings": (*_odd(s, content), *(_finding(s, one) for one in found)),
        "folds": by_id().get(laid.rule),
        "media": media.shown(s, brand, content.media),
        **counted_tags(slot, content),
    }


def _odd(s: Speech, content: Content) -> Iterator[Found]:
    for tag in odd(content):
        yield Found(
            message=s.text(mark("{tag} is not a hashtag."), tag=tag),
            remedy=s.text(mark("Use letters, digits and _ only, without a space or other signs.")),
            is_error=True,
            anchor=_FIELDS["hashtags"],
            rule=None,
        )


def _finding(s: Speech, one: Finding) -> Found:
    return Found(
        message=named(s, message(s, one)),
        remedy=named(s, remedy(s, one)),
        is_error=one.severity == "error",
        anchor=_FIELDS.get(one.column, "id_text"),
        rule=by_id().get(one.rule),
    )


def _reasons(
    s: Speech, space: Workspace, brand: str, plan: Plan | None, slot: Slot
) -> Mapping[str, Any]:
    brief = briefs_of(space, brand, plan, s.language).get(slot.slot_id) if plan else None
    return {
        "brief": brief,
        "reason": (brief.reason if brief else "") or slot.reason,
        "expected": expected(s, slot, kpis_of(plan) if plan else {}),
        "grounds": tuple(_ground(s, one) for one in slot.grounds if one.factor != "baseline"),
        "is_prior": bool(plan and plan.prior),
        "is_stand_in": slot.stand_in is not None and slot.q50 != slot.q50,
    }


def _ground(s: Speech, one: Reason) -> tuple[str, str, str, str]:
    spread = mark("{low} to {high}")
    return (
        capital(s.term("factor", one.factor)),
        level(s, one.factor, one.level),
        s.change(one.multiplier),
        s.text(spread, low=s.change(one.low), high=s.change(one.high)),
    )


def _words(s: Speech, written: Sequence[Content]) -> list[tuple[Content, str]]:
    """List what it said before, the newest first."""
    return [(one, s.number(one.revision)) for one in reversed(written)]


def _log(s: Speech, log: Sequence[SlotTouch]) -> Iterator[tuple[str, str, datetime]]:
    """Tell who did what, the newest first."""
    for one in reversed(log):
        yield _done(s, one), one.by, one.at


def _done(s: Speech, one: SlotTouch) -> str:
    if one.why == "written":
        return s.text(_WHY["written"])
    if one.why:
        said = s.text(_WHY[one.why])
        is_back = one.state == "planned"
        return s.text(_TAKEN_BACK, what=said) if is_back else said
    return s.text(_FORWARD.get(one.state or "", _WHY["changed"]))
