"""What only a set of drafts shows: the same text again, the same handle, too many in too short."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from hashlib import blake2b
from typing import Any

from balise.check import text as reading
from balise.check.facts import Around, Facts, place
from balise.domain.reading import Finding
from balise.reference.network_rules import Rule

_LEAST_WORDS = 6
"""Shorter texts (a greeting, a name) are alike without being copies."""
_ALIKE = 0.9
_AGAIN = 5
"""Drafts of one account that name the same handle, from which it reads as spam."""
_SHARE = 0.5
_MINUTES = 60


def same_text(rule: Rule, drafts: Sequence[Facts], around: Around) -> Iterator[Finding]:
    """Find texts that are nearly the same, of one account or of several accounts of a network."""
    across = rule.scope == "network"
    seen: dict[tuple[str, ...], list[tuple[Facts, frozenset[int]]]] = defaultdict(list)
    for facts in drafts:
        shingles = _shingles(facts.draft.text)
        if shingles is None:
            continue
        buckets = [(facts.draft.network, str(code)) for code in sorted(shingles)[:4]]
        near = (one for bucket in buckets for one, known in seen[bucket] if _alike(known, shingles))
        twin = next((one for one in near if _is_other(one, facts) == across), None)
        if twin is not None:
            code = "same-text-accounts" if across else "same-text"
            yield around.found(rule, facts, code, other=place(twin, facts))
        for bucket in buckets:
            seen[bucket] = [*seen[bucket], (facts, shingles)][-8:]


def _is_other(one: Facts, other: Facts) -> bool:
    return one.draft.account.casefold() != other.draft.account.casefold()


def _shingles(text: str) -> frozenset[int] | None:
    """Codes of the runs of three words of a text; `None` where it is too short to compare."""
    said = [reading.folded(word) for word in reading.words(text)]
    if len(said) < _LEAST_WORDS:
        return None
    runs = (" ".join(said[at : at + 3]).encode("utf-8", "replace") for at in range(len(said) - 2))
    return frozenset(int.from_bytes(blake2b(run, digest_size=8).digest()) for run in runs)


def _alike(one: frozenset[int], other: frozenset[int]) -> bool:
    return len(one & other) >= _ALIKE * len(one | other)


def mention_spam(rule: Rule, drafts: Sequence[Facts], around: Around) -> Iterator[Finding]:
    """Find many handles in one draft, and one handle in most drafts of an account."""
    most = rule.most or 0
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    n: Counter[str] = Counter()
    for facts in drafts:
        named = _named(facts)
        if len(named) > most:
            yield around.found(rule, facts, "mention-many", found=len(named))
        account = _account(facts)
        counted[account].update(named - {facts.draft.account.lstrip("@").casefold()})
        n[account] += 1
    told: set[tuple[str, str]] = set()
    for facts in drafts:
        account = _account(facts)
        for name in sorted(_named(facts)):
            times = counted[account][name]
            if times >= max(_AGAIN, _SHARE * n[account]) and (account, name) not in told:
                told.add((account, name))
                yield around.found(rule, facts, "mention-again", value=name, found=times)


def _named(facts: Facts) -> set[str]:
    """Handles that a draft names; whom an answer is for names itself."""
    return set() if facts.draft.kind == "reply" else {name.casefold() for name in facts.mentions}


def _account(facts: Facts) -> str:
    return f"{facts.draft.network}:{facts.draft.account.casefold()}"


def quota(rule: Rule, drafts: Sequence[Facts], around: Around) -> Iterator[Finding]:
    """Find the posts that a rolling window has no room for; told once a window."""
    span, limit = timedelta(hours=rule.hours or 0), int(rule.value or 0)
    for group in _timed(drafts, by_account=rule.scope != "network"):
        until = None
        for nth in range(limit, len(group)):
            first, last = group[nth - limit].draft.publish_at, group[nth].draft.publish_at
            if first is None or last is None or last - first >= span:
                continue
            if until is None or last >= until:
                until = last + span
                yield _over(rule, group[nth], around, limit)


def _over(rule: Rule, facts: Facts, around: Around, limit: int) -> Finding:
    hours = rule.hours or 0
    code, length = ("quota-hours", hours) if hours >= 1 else ("quota-minutes", hours * _MINUTES)
    told: dict[str, Any] = {"found": limit + 1, "span": round(length), "limit": limit}
    return around.found(rule, facts, code, column="publish_at", **told)


def _timed(drafts: Iterable[Facts], *, by_account: bool) -> Iterator[list[Facts]]:
    """Give the drafts that have a time, in its order, by account or all of a network together."""
    groups: dict[str, list[Facts]] = defaultdict(list)
    for facts in drafts:
        if facts.draft.publish_at is not None:
            groups[_account(facts) if by_account else facts.draft.network].append(facts)
    for group in groups.values():
        yield sorted(
            group,
            key=lambda facts: str(facts.draft.publish_at and facts.draft.publish_at.isoformat()),
        )
