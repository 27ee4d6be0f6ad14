"""A look back as plain values, for programs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from balise.domain.proposal import Proposal
from balise.domain.refinement import Refinement
from balise.words import Speech
from balise.words.beliefs import to_do, why


def plain(found: Refinement, proposals: Sequence[Proposal], tongue: Speech) -> dict[str, Any]:
    """Write a look back; what is not known is null, and proposals have their numbers."""
    numbers = {(one.path, one.after): n for n, one in enumerate(proposals, 1)}
    values = asdict(found)
    for told, belief in zip(values["beliefs"], found.beliefs, strict=True):
        one = belief.proposal
        is_change = one.before != one.after
        told["number"] = numbers[one.path, one.after] if is_change else None
        told["to_do"], told["why"] = to_do(tongue, belief), why(tongue, belief)
    values["proposals"] = [{"number": n, **asdict(one)} for n, one in enumerate(proposals, 1)]
    return {key: _known(value) for key, value in values.items()}


def _known(value: Any) -> Any:
    match value:
        case dict():
            return {key: _known(each) for key, each in value.items()}
        case list() | tuple():
            return [_known(each) for each in value]
        case float() if not math.isfinite(value):
            return None
        case datetime() | date():
            return value.isoformat()
        case _:
            return value
