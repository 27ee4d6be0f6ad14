"""An audit in words, part by part, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Iterator

from balise.domain.audit import Audit, Comparison
from balise.report.auditing import habit_words as habits, result_words as results, saying
from balise.report.blocks import Block
from balise.report.details import made_up
from balise.report.names import posts
from balise.words import Speech

Part = tuple[str, Block]
"""A block and the name of its section."""
_PACES = 4
_NAMED = 6
"""Accounts from which they are counted."""


def audit_blocks(found: Audit, language: str) -> tuple[Part, ...]:
    """Put an audit in words: named parts, each with sentences and a table.

    Examples
    --------
    >>> from balise.report.auditing import audit
    >>> from balise.report.values import Material
    >>> parts = audit_blocks(audit(Material(brand="shop", posts=[])), "en")
    >>> parts[0][1].sentences
    ('No post yet: there is nothing to audit.',)
    """
    s = Speech(language)
    if not found.posts:
        profiles = [("audit-profiles", results.profiles(s, found))] if found.accounts else []
        return (("audit-short", _nothing(s, found)), *profiles)
    parts: tuple[Part, ...] = (
        ("audit-short", short(s, found)),
        ("audit-rhythm", habits.rhythm(s, found)),
        ("audit-formats", habits.formats(s, found)),
        ("audit-asks", habits.asks(s, found)),
        ("audit-hashtags", habits.hashtags(s, found)),
        ("audit-themes", habits.themes(s, found)),
        ("audit-results", results.results(s, found)),
        ("audit-worked", results.worked(s, found)),
        ("audit-profiles", results.profiles(s, found)),
    )
    return tuple((name, block) for name, block in parts if block.sentences or block.rows)


def _title(s: Speech, found: Audit) -> str:
    return s.text("Audit: {brand}", brand=s.term("brand", found.brand))


def _nothing(s: Speech, found: Audit) -> Block:
    label = (made_up(s),) if found.is_made_up else ()
    said = s.text("No post yet: there is nothing to audit.")
    return Block(title=_title(s, found), sentences=(*label, said))


def short(s: Speech, found: Audit) -> Block:
    """Say what the audit is of, and what it comes to."""
    return Block(title=_title(s, found), sentences=(*_about(s, found), *_comes_to(s, found)))


def _about(s: Speech, found: Audit) -> Iterator[str]:
    if found.is_made_up:
        yield made_up(s)
    if found.start and found.end:
        yield s.text(
            "{posts} from {start} to {end}, on {accounts}.",
            posts=posts(s, found.posts),
            start=s.day(found.start),
            end=s.day(found.end),
            accounts=_accounts(s, found),
        )
    if found.earlier:
        yield s.plural(
            "{n} older post is not audited: habits of long ago say little. What worked is learnt "
            "from all of them.",
            "{n} older posts are not audited: habits of long ago say little. What worked is learnt "
            "from all of them.",
            found.earlier,
        )
    if found.set_aside:
        yield s.plural(
            "{n} reply or repost is set aside: only publications of their own are compared.",
            "{n} replies and reposts are set aside: only publications of their own are compared.",
            found.set_aside,
        )


def _accounts(s: Speech, found: Audit) -> str:
    """Name the accounts, or count them where they are many."""
    hosts = saying.hosts(found)
    if len(hosts) > _NAMED:
        return s.plural("{n} account", "{n} accounts", len(hosts))
    return s.listed([saying.name(s, one) for one in hosts])


def _comes_to(s: Speech, found: Audit) -> Iterator[str]:
    """Say what stands out: pace, asks, position, and what is claimed."""
    paces = [one for one in saying.hosts(found) if one.rhythm.per_week.value is not None]
    if paces:
        told = [
            s.text(
                "{pace} on {account}",
                pace=saying.amount(s, one.rhythm.per_week),
                account=saying.short(s, found, one.id),
            )
            for one in paces[:_PACES]
        ]
        yield s.text("Posts a week: {told}.", told=s.listed(told))
    yield habits.nothing(s, found)
    for one in found.comparisons:
        if one.position in {"above", "below"} and (one.kind, one.measure) == ("all", "engagement"):
            yield _position(s, found, one)
    claims = [*found.worked.best[:1], *found.worked.worst[:1]]
    yield from (results.claimed(s, one) for one in claims)
    if not claims:
        yield s.text("What worked: nothing is clear enough to be claimed.")


def _position(s: Speech, found: Audit, one: Comparison) -> str:
    against, own = one.against, one.own
    if against is None or own.value is None or own.low is None or own.high is None:
        return ""
    return s.text(
        "{account}: {what}, {own} (from {low} to {high}, {posts}): {position} the {published} of "
        "{group}.",
        account=saying.short(s, found, one.account),
        what=results.measured(s, one),
        own=saying.rate(s, own.value),
        low=saying.rate(s, own.low),
        high=saying.rate(s, own.high),
        posts=posts(s, own.n),
        position=s.text(results.POSITIONS[one.position]),
        published=saying.rate(s, against.value),
        group=results.group(s, against),
    )
