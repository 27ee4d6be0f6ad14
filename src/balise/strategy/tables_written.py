"""Tables of a strategy as commented TOML: a block each, what was never said left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from textwrap import wrap
from typing import Any

import tomlkit

_WIDTH = 96


def block(header: str, values: Mapping[str, Any], why: str = "") -> str:
    """Write a table with the reason above it.

    Examples
    --------
    >>> print(block("[plan]", {"reserve": 0.1, "explore": None}, "A tenth stays free."))
    # A tenth stays free.
    [plan]
    reserve = 0.1
    """
    lines = [*comment(why), header]
    lines += [f"{key} = {written(value)}" for key, value in values.items() if value is not None]
    return "\n".join(lines)


def comment(said: str) -> list[str]:
    """Write a sentence as comment lines; whatever was put into it stays on its lines."""
    plain = "".join(c if c.isprintable() or c in "\u202f\u00a0" else " " for c in said)
    return [f"# {line}" for line in wrap(plain, _WIDTH, break_on_hyphens=False)]


def written(value: Any) -> str:
    """Write a value.

    Examples
    --------
    >>> written(120.0), written((25, 40)), written("a # b")
    ('120', '[25, 40]', '"a # b"')
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, tuple | list):
        return f"[{', '.join(written(each) for each in value)}]"
    if isinstance(value, Mapping):
        inner = ", ".join(f"{key} = {written(each)}" for key, each in value.items())
        return f"{{ {inner} }}"
    if isinstance(value, date):
        return value.isoformat()
    return str(tomlkit.item(value).as_string())


def joined(blocks: Iterable[str]) -> str:
    """Put blocks one below the other."""
    return "\n\n".join(one for one in blocks if one) + "\n"
