"""Drafts and strategies made for the tests; all names are made up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from balise.check import check
from balise.domain.draft import Draft, Media
from balise.domain.reading import Finding
from balise.domain.strategy import (
    Audience,
    Blackout,
    CallToAction,
    Event,
    Hashtags,
    Identity,
    Objective,
    Presence,
    Strategy,
    Voice,
)

TODAY = date(2026, 11, 26)
AT = datetime(2027, 3, 2, 17, 30, tzinfo=UTC)


def draft(text: str = "", network: str = "facebook", **said: Any) -> Draft:
    return Draft(
        **{"text": text, "network": network, "account": "quincaillerie", "line": 1, **said}
    )


def found(
    drafts: Draft | Iterable[Draft], *, today: date = TODAY, **around: Any
) -> tuple[Finding, ...]:
    several = [drafts] if isinstance(drafts, Draft) else list(drafts)
    return check(several, today=today, **around)


def rules(drafts: Draft | Iterable[Draft], **around: Any) -> set[str]:
    return {one.rule for one in found(drafts, **around)}


def spaced(texts: Sequence[str], *, hours: float, **said: Any) -> list[Draft]:
    """Drafts at equal distances in time, one on each line."""
    return [
        draft(text, line=n + 1, publish_at=AT + timedelta(hours=hours * n), **said)
        for n, text in enumerate(texts)
    ]


def image(**said: Any) -> Media:
    return Media(**{"file": "atelier.jpg", "alt": "L'atelier vu de la rue", **said})


def video(**said: Any) -> Media:
    return Media(**{"file": "perceuse.mp4", "captions": "perceuse.vtt", **said})


def strategy(**said: Any) -> Strategy:
    usual: dict[str, Any] = {
        "identity": Identity(
            name="Quincaillerie du Parc", language="fr", timezone="Europe/Brussels"
        ),
        "objectives": (
            Objective(
                name="ventes", stage="conversion", kpi="link_clicks", aggregate="total",
                target=100, starts=date(2027, 1, 1), ends=date(2027, 6, 1),
            ),
        ),
        "accounts": (
            Presence(network="facebook", handle="quincaillerie", posts_per_week=(2, 3)),
        ),
        "audiences": (Audience(name="bricoleurs", countries=("BE",)),),
        "calls_to_action": (CallToAction(name="passage", phrases=("Passez au magasin",)),),
        "hashtags": Hashtags(
            brand=("#QuincaillerieDuParc",), pool=("#Bricolage",), banned=("#promo",)
        ),
        "events": (Event(name="Journées du jardin", date=date(2027, 2, 20)),),
        "voice": Voice(
            tone="sobre", never_say=("pas cher",), always_say=("artisans",), emoji="sparingly"
        ),
        "blackouts": (
            Blackout(starts=date(2027, 3, 2), ends=date(2027, 3, 3), reason="inventaire"),
        ),
    }  # fmt: skip
    return Strategy(**{**usual, **said})
