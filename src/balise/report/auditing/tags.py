"""The hashtags of past posts: which, how many a post, and which are the brand's own."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from balise.domain.audit import Tagging, TagUse
from balise.domain.hashtag import fold
from balise.domain.post import Post
from balise.learn import text as reading
from balise.report.auditing.dated import Dated
from balise.report.auditing.tallies import mean, quartiles, share

SHOWN = 15
_LEAST = 4
"""Letters of a name below which a tag that holds it does so by chance."""
_MOSTLY = 0.6
_HALF = 0.5


def tagging(posts: Sequence[Dated], names: Iterable[str]) -> Tagging:
    """Tell the hashtags of posts; `names` are those of the brand and of its accounts."""
    used = [tags_of(one.post) for one in posts]
    written = Counter(tag.lstrip("#") for tags in used for tag in tags)
    counts: Counter[str] = Counter()
    spelt: dict[str, Counter[str]] = {}
    for tag, n in written.items():
        key = fold(tag)
        counts[key] += n
        spelt.setdefault(key, Counter())[tag] += n
    known = [name for name in names if len(_plain(name)) >= _LEAST]
    ordered = sorted(counts, key=lambda key: (-counts[key], key))
    own = [key for key in ordered if _is_brand(_plain(key), known, counts[key] / len(posts))]
    shown = ordered[:SHOWN] + [key for key in own if key not in ordered[:SHOWN]][:_LEAST]
    each = [len(tags) for tags in used]
    return Tagging(
        none=share("none", each.count(0), len(posts)),
        per_post=mean(each),
        quartiles=quartiles(each),
        tags=tuple(
            TagUse(
                name=f"#{_usual(spelt[key])}",
                share=share(key, counts[key], len(posts)),
                is_brand=key in own,
            )
            for key in shown
        ),
        distinct=len(counts),
        once=sum(n == 1 for n in counts.values()),
    )


def tags_of(post: Post) -> tuple[str, ...]:
    """List the hashtags of a post, each once."""
    found = post.hashtags or (reading.hashtags(post.text) if "#" in post.text else ())
    if len(found) < 2:  # noqa: PLR2004 - one is distinct
        return found
    return tuple({fold(tag): tag for tag in found}.values())


def _usual(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda tag: (-spellings[tag], tag))


def _plain(name: str) -> str:
    """Leave letters and digits, without accents."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in parts if sign.isalnum())


def _is_brand(tag: str, names: Iterable[str], share: float) -> bool:
    """Whether a tag holds a name, is most of one, or begins one and stands below most posts."""
    return any(
        whole in tag
        or (tag in whole and len(tag) >= _MOSTLY * len(whole))
        or (share >= _HALF and tag in _begins(name))
        for name in names
        for whole in [_plain(name)]
    )


def _begins(name: str) -> set[str]:
    """List the first word of a name, its first two, and so on, of some length."""
    words = [_plain(word) for word in name.split()]
    return {key for n in range(1, len(words)) if len(key := "".join(words[:n])) >= _LEAST}
