"""The answers as JSON: the same codes in every language, and numbers that are not rounded."""

from __future__ import annotations

import json
import math
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from balise.report.look import PLAIN, Look
from balise.report.strategic.values import Strategic
from balise.report.values import Answers

VERSION = 1
"""Raised when a key changes its meaning."""


def render(answers: Answers, look: Look = PLAIN) -> bytes:
    """Write the answers as JSON; what is not known is `null`, and a part that is not there none."""
    written = {"version": VERSION, **plain(answers), **_parts(look.strategic)}
    return (json.dumps(written, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def _parts(found: Strategic) -> dict[str, Any]:
    """Write the parts that are there, by the names under which they are asked for."""
    told = {
        "objectives": {"told_at": found.told_at, "aims": found.aims},
        "pillars": found.pillars,
        "funnel": found.funnel,
        "competitors": found.competition,
    }
    return {code: plain(part) for code, part in told.items() if code in found.codes}


def plain(value: Any) -> Any:
    """Turn values into what JSON knows: dates in ISO 8601, a number that is not finite into null.

    Examples
    --------
    >>> plain((date(2026, 3, 1), float("nan"), "kind"))
    ['2026-03-01', None, 'kind']
    """
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return None if isinstance(value, float) and not math.isfinite(value) else value
