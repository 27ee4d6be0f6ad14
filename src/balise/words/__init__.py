"""The one place where codes become sentences, in French and in English.

English sentences are the message identifiers; `locale/fr/LC_MESSAGES/django.po` holds the French.
The text domain is Django's, so that templates of the web pages share the catalogue.
"""

from __future__ import annotations

from balise.words.catalogue import LANGUAGES, mark
from balise.words.findings import finding
from balise.words.speech import Speech, capital

__all__ = ["LANGUAGES", "Speech", "capital", "finding", "mark"]
