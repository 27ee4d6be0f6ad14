"""A competitor: its public posts are kept as those of a brand of its own, which no list names."""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import normalize

_APART = "\x1f"
_MARK = "competitor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """A competitor of a brand; `key` is the name under which a store gives its posts."""

    brand: str
    name: str

    @property
    def key(self) -> str:
        """Name it as the store does.

        Examples
        --------
        >>> rival_of(Rival(brand="park", name="Brico Nord").key).name
        'Brico Nord'
        """
        name = " ".join(normalize("NFC", self.name).replace(_APART, " ").split())
        return _APART.join((_MARK, self.brand, name))


def rival_of(key: str) -> Rival | None:
    """Tell a competitor by its key; `None` for the name of a brand.

    Examples
    --------
    >>> rival_of("park") is None
    True
    """
    mark, _, rest = key.partition(_APART)
    brand, apart, name = rest.rpartition(_APART)
    return Rival(brand=brand, name=name) if mark == _MARK and apart else None
