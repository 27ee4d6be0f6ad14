"""How proposals of tags are said."""

from __future__ import annotations

from collections.abc import Mapping

from balise.domain.ports import MeasuredPost
from balise.domain.tag import Proposed, TagProposal
from balise.report.best_worst import excerpt
from balise.strategy.groups import LEAST_HOLD, LEAST_POSTS
from balise.words import Speech, mark

_SHORT = 40


def reason(tongue: Speech, one: TagProposal, posts: Mapping[str, MeasuredPost]) -> str:
    """Say why a tag is proposed."""
    if one.source == "keyword":
        return tongue.text(mark("says “{word}”"), word=one.why)
    if one.source == "label":
        return tongue.text(mark("labelled “{label}”"), label=one.why)
    if one.why in posts:
        post = posts[one.why].post
        said = excerpt(post.text or post.title)
        said = said if len(said) <= _SHORT else said[: _SHORT - 1].rstrip() + "…"
        return tongue.text(mark("like “{post}”"), post=said)
    return tongue.text(mark("words of the group: {words}"), words=one.why)


def standing(tongue: Speech, found: Proposed) -> str:
    """Say what the scores are worth."""
    if found.is_grouped:
        return _grouped(tongue, found)
    if found.n_checked and found.share_right is not None:
        return tongue.plural(
            "The score is a probability, calibrated on {n} post that you looked at: proposals "
            "made without their tags were right for {share}.",
            "The score is a probability, calibrated on {n} posts that you looked at: proposals "
            "made without their tags were right for {share}.",
            found.n_checked,
            share=tongue.percent(found.share_right),
        )
    return tongue.text(
        mark(
            "The score is no probability of yours yet: it was calibrated on another account. "
            "It becomes one once you have looked at 20 posts."
        )
    )


def _grouped(tongue: Speech, found: Proposed) -> str:
    if found.hold is None:
        return tongue.text(
            mark(
                "Cannot tell: no pillar is named and none is confirmed, and groups of like posts "
                "need at least {n} posts with text."
            ),
            n=LEAST_POSTS,
        )
    said = tongue.number(found.hold, 2)
    if found.hold < LEAST_HOLD:
        return tongue.text(
            mark(
                "Cannot tell: two halves of the posts do not agree on groups (agreement {hold}; "
                "1 is wholly, 0 is chance)."
            ),
            hold=said,
        )
    return tongue.text(
        mark(
            "No pillar is named: these are groups of posts with like words, named by them. Two "
            "halves of the posts agree on the groups by {hold} (1 is wholly, 0 is chance). "
            "The score is no probability."
        ),
        hold=said,
    )


def counted(tongue: Speech, found: Proposed, n_confirmed: int) -> str:
    """Count what is proposed, what is not, and what is confirmed."""
    return tongue.text(
        mark("{proposed} proposed, not confirmed · {untold} nothing to go by · {known} confirmed"),
        proposed=tongue.number(len(found.proposals)),
        untold=tongue.number(len(found.untold)),
        known=tongue.number(n_confirmed),
    )
