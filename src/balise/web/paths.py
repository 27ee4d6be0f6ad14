"""Names of brands in addresses, whatever a brand is called."""

from __future__ import annotations

from urllib.parse import unquote


class BrandPath:
    """One step of a path that holds the name of a brand.

    A slash, a percent sign and a name of dots only would change the path: they are written twice
    over, for the server takes one layer off before we see the path.

    Examples
    --------
    >>> [BrandPath().to_url(name) for name in ("Chez Léa", "a/b", "..")]
    ['Chez Léa', 'a%2Fb', '%2E%2E']
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
        return value.replace("%", "%25").replace("/", "%2F")
