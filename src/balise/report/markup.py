"""HTML that is safe by default: every string is escaped unless it is `Markup` already."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Mapping
from typing import Any

EMPTY = frozenset({"meta", "link", "br", "hr", "img", "input"})


class Markup(str):
    """A piece of HTML that was built here."""

    __slots__ = ()

    def __html__(self) -> Markup:
        """Tell a template engine that nothing is left to escape."""
        return self


Child = str | Iterable["Child"] | None


def el(name: str, attributes: Mapping[str, str | None], *children: Child) -> Markup:
    """Build an element. An attribute that is `None` is left out.

    Examples
    --------
    >>> el("a", {"href": "?a&b", "id": None}, "1 < 2")
    '<a href="?a&amp;b">1 &lt; 2</a>'
    """
    given = "".join(
        f' {key}="{html.escape(value)}"' for key, value in attributes.items() if value is not None
    )
    if name in EMPTY:
        return Markup(f"<{name}{given}>")
    return Markup(f"<{name}{given}>{''.join(_flat(children))}</{name}>")


def data(identifier: str, value: Any) -> Markup:
    """Put a value into the page as JSON that cannot end its script element."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    safe = written.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    safe = safe.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return Markup(f'<script type="application/json" id="{html.escape(identifier)}">{safe}</script>')


def _flat(children: Iterable[Child]) -> Iterable[str]:
    for child in children:
        if child is None:
            continue
        if isinstance(child, str):
            yield child if isinstance(child, Markup) else html.escape(child)
        else:
            yield from _flat(child)
