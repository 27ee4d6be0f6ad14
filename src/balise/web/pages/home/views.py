"""The first page of a brand; nothing is learnt or planned while it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse

from balise.domain.seen import News, Sight, news
from balise.domain.standing import Standing
from balise.domain.team import Right, Who
from balise.web.access import needs, who_of
from balise.web.language import speech_of
from balise.web.nav import address
from balise.web.pages.home.aims import aims
from balise.web.pages.home.weeks import weeks
from balise.web.render import page
from balise.web.site import site_of
from balise.web.to_do import to_do
from balise.words import Speech, mark
from balise.words.news import told

_SHOWN, _KNOWN, _NEWS = 6, 3, 6


@needs(Right.SEE)
def home(request: HttpRequest, brand: str) -> HttpResponse:
    """Show where a brand stands, what comes, what needs a hand and what is news."""
    s, site, who = speech_of(request), site_of(request), who_of(request)
    now, standing = site.board.clock(), site.board.standing(brand)
    sight = site.board.sight(standing)
    tasks = to_do(s, who, standing, now)
    if standing.is_outdated:
        site.board.foretell(standing, by=who.name)
    return page(
        request,
        "home/home.html",
        brand=brand,
        here="home",
        title=s.term("brand", brand),
        is_made_up=standing.is_made_up,
        standing=standing,
        about=_about(s, standing),
        files=s.plural(mark("{n} file"), mark("{n} files"), standing.files)
        if standing.files
        else "",
        tasks=tasks[:_SHOWN],
        more_tasks=tasks[_SHOWN:],
        aims=tuple(aims(s, standing, standing.day_of(now))),
        told_at=_told_at(standing),
        weeks=weeks(s, standing, now) if standing.plan else (),
        next_step=_next_step(standing, who),
        may_edit=who.may(Right.EDIT, brand),
        places={name: address(name, brand) for name in _PLACES if who.may(_PLACES[name], brand)},
        **_news(s, site.space.glance(brand, person_of(who), sight), sight),
    )


_PLACES: Mapping[str, Right] = {
    "calendar": Right.SEE,
    "strategy": Right.INSPECT,
    "insights": Right.SEE,
    "import": Right.EDIT,
    "files": Right.INSPECT,
}


def person_of(who: Who) -> str:
    """Name somebody so that what they saw is theirs alone, whatever they are called later."""
    return f"#{who.person}" if who.person is not None else who.name


def _about(s: Speech, standing: Standing) -> str:
    """Say what figures and which plan the page rests on."""
    parts = []
    if standing.last_at is not None:
        parts.append(
            s.text(mark("Last figures: {day}"), day=s.day(standing.day_of(standing.last_at)))
        )
    if standing.plan is not None:
        made = s.day(standing.day_of(standing.plan.made_at))
        parts.append(s.text(mark("Plan {n}, made on {day}"), n=standing.plan.number, day=made))
    return " · ".join(parts)


def _told_at(standing: Standing) -> datetime | None:
    """Tell when the chances were told."""
    made = standing.plan.made_at if standing.plan else None
    return standing.foretold.at if standing.foretold else made


def _next_step(standing: Standing, who: Who) -> str:
    """Choose the one thing without which the page stays half empty."""
    if standing.strategy is None and not standing.is_broken:
        return "strategy" if who.may(Right.INSPECT, standing.brand) else ""
    if standing.last_at is None:
        return "import" if who.may(Right.EDIT, standing.brand) else ""
    return ""


def _news(s: Speech, before: Sight | None, sight: Sight) -> dict[str, Any]:
    """Tell what is news; at the first look, what is known."""
    found = news(before or Sight(at=sight.at), sight)
    if before is None:
        found = tuple(one for one in found if one.turn == "found")[:_KNOWN]
    return {
        "news": [_item(s, one) for one in found[:_NEWS]],
        "news_more": len(found) - _NEWS if len(found) > _NEWS else 0,
        "since": before.at if before else None,
        "learnt_at": max((made.made_at for made in sight.fits.values()), default=None),
    }


def _item(s: Speech, one: News) -> tuple[str, str, str]:
    """Give the tone, the icon and the sentence of a piece of news."""
    if one.estimate is None:
        is_up = one.now > one.was
        return "good" if is_up else "bad", "target", told(s, one)
    if one.turn == "faded":
        return "", "circle-help", told(s, one)
    is_better = one.estimate.verdict == "better"
    return ("good" if is_better else "bad"), ("trending-up" if is_better else "info"), told(s, one)
