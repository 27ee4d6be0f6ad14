"""Who the made-up brand is: its accounts, their size and their habits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from balise.domain.account import Account


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """One account of the made-up brand.

    `level` is the log of the engagement of a typical post, `sd` the standard deviation of its log,
    `per_week` the mean number of posts, `kinds` the weights with which formats are chosen.
    """

    network: str
    handle: str
    level: float
    followers: int
    per_week: float
    kinds: Mapping[str, float]
    sd: float = 0.9
    boosted: float = 0.0

    @property
    def id(self) -> str:
        """`<network>:<handle>`, as everywhere in Balise."""
        return f"{self.network}:{self.handle}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """A brand that does not exist, and says so in its name.

    Examples
    --------
    >>> [account.id for account in QUINCAILLERIE.accounts][2]
    'x:QuincParcDemo'
    """

    name: str
    timezone: str = "Europe/Brussels"
    site: str = "https://example.org"
    presences: tuple[Presence, ...] = field(default=())

    @property
    def accounts(self) -> tuple[Account, ...]:
        """The accounts as the rest of Balise knows them."""
        return tuple(
            Account(
                id=one.id,
                brand=self.name,
                network=one.network,
                handle=one.handle,
                timezone=self.timezone,
            )
            for one in self.presences
        )


LABEL = "(données inventées / made-up data)"
_HANDLE = "quincaillerie.parc.demo"

QUINCAILLERIE = Brand(
    name="Quincaillerie du Parc (données inventées / made-up data)",
    presences=(
        Presence(
            network="facebook",
            handle=_HANDLE,
            level=3.3,
            followers=2_840,
            per_week=2.7,
            kinds={"image": 0.4, "link": 0.25, "short_video": 0.15, "text": 0.1, "video": 0.1},
            boosted=0.06,
        ),
        Presence(
            network="instagram",
            handle=_HANDLE,
            level=4.1,
            followers=1_920,
            per_week=2.9,
            kinds={"image": 0.45, "carousel": 0.3, "short_video": 0.25},
            sd=0.8,
            boosted=0.04,
        ),
        Presence(
            network="x",
            handle="QuincParcDemo",  # this network allows 15 characters and no dot
            level=2.3,
            followers=610,
            per_week=2.4,
            kinds={"text": 0.45, "image": 0.3, "link": 0.25},
            sd=1.0,
        ),
        Presence(
            network="tiktok",
            handle=_HANDLE,
            level=4.5,
            followers=780,
            per_week=1.8,
            kinds={"short_video": 1.0},
            sd=1.1,
        ),
    ),
)


def is_made_up(account: str) -> bool:
    """Tell a made-up account by the label in its handle or name, wherever it was imported.

    Examples
    --------
    >>> is_made_up("quincaillerie.parc.demo"), is_made_up("quincaillerie.parc")
    (True, False)
    """
    handles = {one.handle.casefold() for one in QUINCAILLERIE.presences}
    return account.casefold() in handles or LABEL in account
