"""The posts that did best and worst against what was expected of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from balise.domain.post import Post
from balise.report.change import from_log
from balise.report.period import Known
from balise.report.values import Learnt, PostResult, Ranking

SHOWN = 5
EXCERPT = 90
NONE = Ranking(best=(), worst=(), compared=0, unusual=0)
_Z90 = 1.645


def rank(posts: Sequence[Known], fit: Learnt | None, kpi: str) -> Ranking:
    """Rank mature posts by how far each lies from its expectation, in standard deviations.

    Only posts above their expectation are among the best, and only posts below among the worst, so
    that a short period shows fewer.
    """
    if fit is None or not posts:
        return NONE
    expected = fit.expect([k.measured.post for k in posts])
    scored = [
        ((k.y - mean) / sd, _result(k, mean, sd, kpi), k.measured.post)
        for k, (mean, sd) in zip(posts, expected, strict=True)
        if sd > 0
    ]
    scored.sort(key=lambda one: (-one[0], one[1].uid))
    best = [(r, post) for z, r, post in scored[:SHOWN] if z > 0]
    worst = [(r, post) for z, r, post in reversed(scored[-SHOWN:]) if z < 0]
    return Ranking(
        best=_explained(best, fit),
        worst=_explained(worst, fit),
        compared=len(scored),
        unusual=sum(r.is_unusual for _, r, _ in scored),
    )


def _explained(found: Sequence[tuple[PostResult, Post]], fit: Learnt) -> tuple[PostResult, ...]:
    every = fit.reasons([post for _, post in found]) if found else ()
    return tuple(
        replace(result, reasons=tuple(reasons))
        for (result, _), reasons in zip(found, every, strict=True)
    )


def excerpt(text: str, length: int = EXCERPT) -> str:
    """Shorten a text to one line, cut at a word.

    Examples
    --------
    >>> excerpt("One two three four", 12)
    'One two…'
    """
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut) + "…"


def web_address(url: str) -> str:
    """Give an address that may stand behind a link; nothing where it is another kind of address.

    Examples
    --------
    >>> web_address("https://example.org/1"), web_address("javascript:alert(1)")
    ('https://example.org/1', '')
    """
    return url if url.startswith(("https://", "http://")) else ""


def outcomes(mean: float, sd: float, kpi: str) -> tuple[float, float, float]:
    """Tell what was expected of a post and the range of 9 outcomes in 10, in the KPI's unit."""
    half = _Z90 * sd
    return from_log(mean, kpi), from_log(mean - half, kpi), from_log(mean + half, kpi)


def _result(known: Known, mean: float, sd: float, kpi: str) -> PostResult:
    post = known.measured.post
    expected, low, high = outcomes(mean, sd, kpi)
    return PostResult(
        uid=post.uid,
        network=post.network,
        account=post.account,
        kind=post.kind,
        at=known.at,
        precision=post.precision,
        excerpt=excerpt(post.text or post.title),
        url=web_address(post.url),
        observed=known.figure,
        expected=expected,
        low=low,
        high=high,
        # on the scale of 1 + count, where a post without any is finite
        ratio=(known.figure + 1) / (expected + 1) if expected < 1 else known.figure / expected,
    )
