"""Names of brands in addresses, whatever a brand is called."""

from __future__ import annotations

from urllib.parse import unquote

from django.urls import register_converter

RESERVED = frozenset({
    "api", "approve", "brands", "feeds", "invitation", "login", "logout", "reset", "settings",
    "shared", "start", "static", "style", "theme",
})  # fmt: skip
"""First steps of paths that are ours, whatever a brand is called."""


class BrandPath:
    """One step of a path that holds the name of a brand.

    A slash, a percent sign, a name of dots only and a name that is a page of ours would change the
    path: they are written twice over, for the server takes one layer off before we see the path.

    Examples
    --------
    >>> [BrandPath().to_url(name) for name in ("Chez Léa", "a/b", "..", "login")]
    ['Chez Léa', 'a%2Fb', '%2E%2E', '%6Cogin']
    >>> BrandPath().to_python("a%2Fb")
    'a/b'
    """

    regex = "[^/]+"

    def to_python(self, value: str) -> str:
        """Read the name."""
        return unquote(value)

    def to_url(self, value: str) -> str:
        """Write the name; Django writes the layer above."""
        if not value.strip("."):
            return value.replace(".", "%2E")
        if value in RESERVED:
            return f"%{ord(value[0]):02X}{value[1:]}"
        return value.replace("%", "%25").replace("/", "%2F")


register_converter(BrandPath, "brand")
