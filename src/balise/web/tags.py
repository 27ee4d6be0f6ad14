"""What templates say: sentences by balise.words, in the reader's language and time zone."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from balise.web import assets
from balise.words import Speech

register = template.Library()


def _speech(context: Context) -> Speech:
    speech = context["speech"]
    if not isinstance(speech, Speech):
        raise TypeError(speech)
    return speech


@register.simple_tag(takes_context=True)
def say(context: Context, message: str, **places: object) -> str:
    """Say a sentence, its places filled: `{% say "Brand {name}" name=brand %}`."""
    return _speech(context).text(message, **places)


@register.simple_tag(takes_context=True)
def term(context: Context, group: str, code: str) -> str:
    """Name a code of the glossary: `{% term "kind" slot.kind %}`."""
    return _speech(context).term(group, code)


@register.simple_tag(takes_context=True)
def number(context: Context, value: float, digits: int = 0) -> str:
    """Write a number as the reader's language does."""
    return _speech(context).number(value, digits)


@register.simple_tag(takes_context=True)
def percent(context: Context, share: float, digits: int = 0) -> str:
    """Write a share as a percentage."""
    return _speech(context).percent(share, digits)


@register.simple_tag(takes_context=True)
def day(context: Context, value: date) -> str:
    """Write a day; a moment is that day on the reader's clock."""
    local = value.astimezone(_zone(context)) if isinstance(value, datetime) else value
    return _speech(context).day(local)


@register.simple_tag(takes_context=True)
def moment(context: Context, value: datetime) -> str:
    """Write a day and the hour on the reader's clock."""
    local = value.astimezone(_zone(context))
    return f"{_speech(context).day(local)}, {local:%H:%M}"


def _zone(context: Context) -> ZoneInfo:
    return ZoneInfo(str(context.get("timezone") or "UTC"))


@register.simple_tag
def asset(name: str) -> str:
    """Write the address of an asset."""
    return assets.address(name)


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon; what it means stands in words beside it, or in the label of what it is on."""
    where = assets.address("vendor/icons.svg")
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        where,
        name,
    )
