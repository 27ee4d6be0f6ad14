"""The hashtags of past posts: which, how many a post, and which are the brand's own."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from balise.domain.audit import Tagging, TagUse
from balise.domain.post import Post
from balise.learn import text as reading
from balise.report.audit.dated import Dated
from balise.report.audit.tallies import mean, quartiles, share

SHOWN = 15
_LEAST = 4
"""Letters of a name below which a tag that holds it does so by chance."""
_MOSTLY = 0.6


def tagging(posts: Sequence[Dated], names: Iterable[str]) -> Tagging:
    """Tell the hashtags of posts; `names` are those of the brand and of its accounts."""
    used = [tags_of(one.post) for one in posts]
    written = Counter(tag.lstrip("#") for tags in used for tag in tags)
    counts: Counter[str] = Counter()
    spelt: dict[str, Counter[str]] = {}
    for tag, n in written.items():
        key = reading.fold(tag)
        counts[key] += n
        spelt.setdefault(key, Counter())[tag] += n
    known = {_plain(name) for name in names}
    ordered = sorted(counts, key=lambda key: (-counts[key], key))
    own = [key for key in ordered if _is_brand(_plain(key), known)]
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
    return tuple({reading.fold(tag): tag for tag in found}.values())


def _usual(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda tag: (-spellings[tag], tag))


def _plain(name: str) -> str:
    """Leave letters and digits, without accents."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in parts if sign.isalnum())


def _is_brand(tag: str, names: Iterable[str]) -> bool:
    """Whether a tag holds a name, or is most of one."""
    return any(
        len(name) >= _LEAST and (name in tag or (tag in name and len(tag) >= _MOSTLY * len(name)))
        for name in names
    )
