"""How the figures of an audit are written in the middle of a sentence or in a cell."""

from __future__ import annotations

from balise.domain.audit import AccountAudit, Amount, Audit, Share
from balise.report.names import account, capital, clock
from balise.words import Speech

_TEN = 10


def figure(s: Speech, value: float, digits: int = 1) -> str:
    """Write a number, without digits that tell nothing."""
    return s.number(value, 0 if value >= _TEN or value == int(value) else digits)


def between(s: Speech, low: str, high: str) -> str:
    """Write an interval."""
    return s.text("{low} to {high}", low=low, high=high)


def rate(s: Speech, value: float) -> str:
    """Write a rate of engagement with the digits that tell it from its neighbours."""
    percent = 100 * value
    if not value:
        return s.percent(0)
    return s.percent(value, 1 if percent >= _TEN / 10 else 2 if percent >= 0.1 else 3)  # noqa: PLR2004


def amount(s: Speech, found: Amount) -> str:
    """Write an amount with its interval."""
    if found.value is None:
        return s.text("cannot tell")
    low, high = (figure(s, bound or 0.0) for bound in (found.low, found.high))
    return s.text(
        "{value} (from {low} to {high})", value=figure(s, found.value), low=low, high=high
    )


def percent(s: Speech, share: float) -> str:
    """Write a share; a few posts of a thousand are not nothing."""
    digits = sum(0 < share < edge for edge in (0.01, 0.001))
    return s.percent(share, digits)


def part(s: Speech, found: Share) -> str:
    """Write a share with its posts and its interval."""
    return s.text(
        "{share} ({n} of {of}; from {low} to {high})",
        share=percent(s, found.share),
        n=s.number(found.n),
        of=s.number(found.of),
        low=percent(s, found.low),
        high=percent(s, found.high),
    )


def cells(s: Speech, found: Share) -> tuple[str, str, str]:
    """Write a share as cells: posts, share and interval."""
    bounds = between(s, percent(s, found.low), percent(s, found.high))
    return s.number(found.n), percent(s, found.share), bounds


def more(s: Speech, n: int) -> str:
    """Count posts that are lacking."""
    return s.plural("{n} more post", "{n} more posts", n)


def name(s: Speech, one: AccountAudit) -> str:
    """Name an account as people do."""
    return account(s, one.id)


def short(s: Speech, found: Audit, identity: str) -> str:
    """Name an account by its network alone where it is the only one there."""
    network = identity.partition(":")[0]
    alone = sum(one.network == network for one in hosts(found)) < 2  # noqa: PLR2004 - itself
    return s.term("network", network) if alone else account(s, identity)


def hosts(found: Audit) -> tuple[AccountAudit, ...]:
    """List the accounts of the brand itself, and those without any post last."""
    return tuple(one for one in found.accounts if not one.is_guest)


def span(s: Speech, hours: tuple[int, int]) -> str:
    """Write half-open hours."""
    return s.text("{start} and {end}", start=clock(s, hours[0]), end=clock(s, hours[1]))


def kinds(s: Speech, code: str) -> str:
    """Name a format, many of it, with a capital."""
    return capital(s.term("kinds", code))
