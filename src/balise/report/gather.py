"""All that a store knows of a brand, for a report."""

from __future__ import annotations

from balise.domain.ports import Store
from balise.report.values import Material
from balise.simulate import is_made_up


def gather(store: Store, brand: str) -> Material:
    """Take all that is known of a brand before anything is learnt from it."""
    accounts = store.accounts(brand)
    return Material(
        brand=brand,
        posts=tuple(store.posts(brand)),
        accounts=accounts,
        days=tuple(store.account_days(brand)),
        outcomes=store.outcomes(brand),
        findings=store.findings(brand),
        is_made_up=any(is_made_up(account.handle) for account in accounts),
    )
