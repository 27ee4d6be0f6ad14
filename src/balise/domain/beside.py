"""What a brand lets be compared with other brands of an installation: sums, and nothing else.

The default is no. What an owner allows is kept with who said so; without it no sum is kept either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from balise.domain.note import Note

FEWEST_BRANDS = 3
"""Other brands in a comparison, at least: nothing is told of fewer."""
FEWEST_POSTS = 30
"""Posts of those brands together, at least."""
FEWEST_OF_ONE = 5
"""Posts of one brand, at least, before it counts."""
Stand = Literal["better", "worse", "no clear difference"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KindSum:
    """The posts of one brand on one network, of one kind: all that leaves it.

    Parameters
    ----------
    network, kind, rate
        Whose sums; `rate` is an engagement rate, which names what it is a share of.
    n, y, yy
        Number of posts, sum of the logarithms of their rates, sum of the squares of those.
    """

    network: str
    kind: str
    rate: str
    n: int
    y: float
    yy: float

    @property
    def key(self) -> tuple[str, str, str]:
        """What it may be compared with: the same network, kind and rate."""
        return self.network, self.kind, self.rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """That the sums of a brand may be compared: who said so, when.

    `is_made_up`: the brand is invented, and is compared with invented ones only.
    """

    brand: str
    by: str
    at: datetime
    is_made_up: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KindBeside:
    """One kind of post on one network beside the brands that allow it.

    Parameters
    ----------
    own, own_n
        The typical rate of the brand (geometric mean), and its posts.
    theirs, low, high
        That of the mean brand among the others, with its 90 % interval.
    n, brands
        Posts and brands behind it; the brand itself is not one of them.
    ratio, ratio_low, ratio_high
        Own over theirs, with its 90 % interval.
    verdict
        Whether the brand stands apart, with the share of false claims held down over all kinds.
    """

    network: str
    kind: str
    rate: str
    own: float
    own_n: int
    theirs: float
    low: float
    high: float
    n: int
    brands: int
    ratio: float
    ratio_low: float
    ratio_high: float
    verdict: Stand = "no clear difference"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A brand beside the others; without `kinds` there are too few others, and none is counted."""

    kinds: tuple[KindBeside, ...] = ()


class BesideStore(Protocol):
    """What the workspace asks of a store about sums that cross from brand to brand."""

    def allowed(self, brand: str) -> Allowed | None:
        """Tell who let the sums of a brand be compared; None: nobody, or no more."""
        ...

    def allow_beside(self, said: Allowed, sums: Sequence[KindSum], note: Note) -> None:
        """Keep the permission with the first sums; a second one changes nothing but the sums."""
        ...

    def end_beside(self, brand: str, note: Note) -> bool:
        """Remove the permission and with it all sums; False: there was none."""
        ...

    def renew_beside(self, brand: str, sums: Sequence[KindSum], *, is_made_up: bool) -> bool:
        """Keep newer sums; False: it is not allowed (any more), and nothing is kept."""
        ...

    def beside_sums(
        self, brand: str
    ) -> tuple[tuple[KindSum, ...], tuple[tuple[KindSum, ...], ...]]:
        """Give the sums of a brand, and those of each other one, nameless, that allows it.

        Nothing of either where the brand does not allow it itself.
        """
        ...
