"""The gettext catalogues."""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations, translation
from pathlib import Path

DOMAIN = "django"
LOCALES = Path(__file__).parent / "locale"
LANGUAGES = ("fr", "en")


def mark(message: str) -> str:
    """Mark a sentence for translation where it is written, and give it back as it is."""
    return message


@cache
def catalogue(language: str) -> NullTranslations | GNUTranslations:
    """Give the catalogue of a language; English is the source and needs none."""
    return translation(DOMAIN, LOCALES, [language], fallback=language == "en")
