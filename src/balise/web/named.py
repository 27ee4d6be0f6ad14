"""Sentences about a strategy as pages say them: no keys of its text, no dates of programs."""

from __future__ import annotations

import re
from datetime import date

from balise.web.pages.strategy.labels import LABELS
from balise.web.pages.strategy.parts import PARTS
from balise.words import Speech, mark
from balise.words.glossary import TERMS

_ACCOUNT = re.compile(
    rf"\b({'|'.join(code for group, code in TERMS if group == 'network')}):(?=[\w.@-])"
)
_DAY = re.compile(r"\b(\d{4}-\d{2}-\d{2})(?: (\d{2}:\d{2}))?(?![\w:-])")
_KEY = re.compile(r"`([a-z_]+)`|\[{1,2}([a-z_]+)\]{1,2}")


def named(s: Speech, sentence: str) -> str:
    """Put keys of strategy.toml into the words of the forms, and accounts and dates into words.

    Examples
    --------
    >>> named(Speech("en"), "Move one, or raise `posts_per_day`, or change [[blackouts]].")
    'Move one, or raise “Posts a day at most”, or change “Days without posts”.'
    >>> named(Speech("en"), "Write `aggregate = 3`, or [this].")
    'Write `aggregate = 3`, or [this].'
    >>> named(Speech("en"), "instagram:shop, week of 9 November")
    'Instagram shop, week of 9 November'
    >>> named(Speech("en"), "2026-11-09 18:30 is past, and 2026-99-99 never is.")
    '9 November 2026, 18:30 is past, and 2026-99-99 never is.'
    """
    worded = _KEY.sub(lambda found: _named(s, found), sentence)
    placed = _ACCOUNT.sub(lambda found: f"{s.term('network', found[1])} ", worded)
    return _DAY.sub(lambda found: _day(s, found), placed)


def _named(s: Speech, found: re.Match[str]) -> str:
    key, table = found[1], found[2]
    if table:
        label = PARTS[table].title if table in PARTS else ""
    else:
        label = LABELS.get(key) or TERMS.get(("kind", key), "")
    return s.text(mark("“{phrase}”"), phrase=s.text(label)) if label else found[0]


def _day(s: Speech, found: re.Match[str]) -> str:
    try:
        day = s.day(date.fromisoformat(found[1]))
    except ValueError:
        return found[0]
    return f"{day}, {found[2]}" if found[2] else day
