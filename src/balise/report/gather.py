"""All that a store knows of a brand, for a report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from balise.domain.ports import MeasuredPost, Store
from balise.report.values import Material
from balise.simulate import is_made_up


def gather(store: Store, brand: str, *, told: Callable[[int], None] = lambda _n: None) -> Material:
    """Take all that is known of a brand before anything is learnt from it.

    `told` hears of each post, by its number.
    """
    accounts = store.accounts(brand)
    return Material(
        brand=brand,
        posts=tuple(_counted(store.posts(brand), told)),
        accounts=accounts,
        days=tuple(store.account_days(brand)),
        outcomes=store.outcomes(brand),
        findings=store.findings(brand),
        is_made_up=any(is_made_up(account.handle) for account in accounts),
    )


def _counted(posts: Iterable[MeasuredPost], told: Callable[[int], None]) -> Iterator[MeasuredPost]:
    for n, post in enumerate(posts):
        told(n)
        yield post
