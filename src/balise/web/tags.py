"""What templates say: sentences by balise.words, in the reader's language."""

from __future__ import annotations

from django import template
from django.template import Context

from balise.words import Speech

register = template.Library()


@register.simple_tag(takes_context=True)
def say(context: Context, message: str, **places: object) -> str:
    """Say a sentence, its places filled: `{% say "Brand {name}" name=brand %}`."""
    speech = context["speech"]
    if not isinstance(speech, Speech):
        raise TypeError(speech)
    return speech.text(message, **places)
