"""How the levels that beliefs rest on are named in the middle of a sentence."""

from __future__ import annotations

import re

from balise.words.speech import Speech

_WAIT = re.compile(r"(\d+)(?:-(\d+))?(min|h|d)\+?")


def level(s: Speech, factor: str, code: str) -> str:
    """Name a level of a factor.

    Examples
    --------
    >>> level(Speech("en"), "hour", "18-21"), level(Speech("en"), "hashtag", "diy")
    ('18:00–21:00', '#diy')
    >>> level(Speech("en"), "gap", "4-8h"), level(Speech("en"), "post of the day", "2")
    ('4 to 8 h after the last post', 'post 2 of the day')
    """
    if factor == "hour":
        first, _, last = code.partition("-")
        end = int(last) if last else int(first) + 1
        return s.text("{start}–{end}", start=clock(s, int(first)), end=clock(s, end))
    if factor == "gap":
        return _wait(s, code)
    if factor == "post of the day":
        return s.text("post {n} of the day", n=code)
    if factor == "hashtag":
        return code if code.startswith("#") else f"#{code}"
    return s.term("kinds" if factor == "kind" else factor, code)


def _wait(s: Speech, code: str) -> str:
    found = _WAIT.fullmatch(code)
    if found is None:
        return code
    unit = {"min": "min", "h": "h", "d": s.text("days")}[found[3]]
    if found[2] is None:
        return s.text("{n} {unit} or more after the last post", n=found[1], unit=unit)
    return s.text(
        "{low} to {high} {unit} after the last post", low=found[1], high=found[2], unit=unit
    )


def clock(s: Speech, hour: int) -> str:
    """Write a full hour."""
    return s.text("{hour}:00", hour=hour)


def account(s: Speech, code: str) -> str:
    """Name an account, `<network>:<handle>`, as people do.

    Examples
    --------
    >>> account(Speech("en"), "tiktok:shop")
    'TikTok · shop'
    """
    network, _, handle = code.partition(":")
    return f"{s.term('network', network)} · {handle}"
