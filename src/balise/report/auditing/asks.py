"""What posts ask of their readers, in which words, and how many ask nothing."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from balise.domain.audit import Ask, Asking
from balise.domain.post import Post
from balise.domain.strategy import STAGES, Stage
from balise.reference import cta
from balise.report.auditing.dated import Dated, readable
from balise.report.auditing.tallies import share, shares

NOTHING = "none"
SPOKEN = frozenset({"fr", "en"})
"""Languages of which there is a list of asks."""
READ = 300
"""Latest posts of an ask whose words are read."""
_PHRASES = 3
_WORDS = 6
_LONGEST = 60
_SMALL = (
    "a an and at for in my of on or our that the this to with your "
    "au aux avec ce ces cette d de des du en et l la le les leur nos notre ou par pour que sa ses "
    "son sur un une vos votre à"
)
_LOOSE = frozenset(_SMALL.split())
"""Words with which no phrase ends."""
_END = re.compile(r"[.!?…;:\n#@|,()\[\]«»\"“”→➡👉]|https?://|www\.|\s[-–—]\s")


def asking(posts: Sequence[Dated]) -> Asking:
    """Tell what posts ask; those that cannot be read are counted apart."""
    own = [(one.post, name_of(one.post)) for one in readable(posts)]
    told = [(post, name) for post, name in own if name != NOTHING or _is_spoken(post)]
    by_name: dict[str, list[Post]] = {}
    for post, name in told:
        by_name.setdefault(name, []).append(post)
    of = len(told)
    counted = shares((name for _, name in told if name != NOTHING), of)
    asks = tuple(
        Ask(
            name=one.name,
            stage=stages().get(one.name),
            share=one,
            phrases=phrases(one.name, by_name[one.name][-READ:]),
        )
        for one in counted
    )
    return Asking(
        none=share(NOTHING, len(by_name.get(NOTHING, ())), of),
        asks=asks,
        stages=tuple(
            share(stage, sum(ask.share.n for ask in asks if ask.stage == stage), of)
            for stage in STAGES
        ),
        unread=len(posts) - of,
    )


def name_of(post: Post) -> str:
    """Name what a post asks: as its file says, else as its text does."""
    if post.cta is not None:
        return post.cta or NOTHING
    return cta.recognise(post.text, language=post.language) or NOTHING


def _is_spoken(post: Post) -> bool:
    return post.language is None or post.language in SPOKEN


@cache
def stages() -> Mapping[str, Stage]:
    """Tell the stage of each ask of the list.

    Examples
    --------
    >>> stages()["buy"], stages()["share"]
    ('conversion', 'awareness')
    """
    known: dict[str, Stage] = {stage: stage for stage in STAGES}
    return {one.intent: known[one.stage] for one in cta.lexicon() if one.stage in known}


def phrases(name: str, posts: Iterable[Post]) -> tuple[tuple[str, int], ...]:
    """Find the words in which an ask is really made, the most frequent first.

    A phrase goes from the ask to the end of its clause; where none is used twice, to the end of
    what names the ask.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> post = Post(
    ...     uid="x:1",
    ...     network="x",
    ...     account="a",
    ...     published_at=datetime(2026, 3, 2, tzinfo=UTC),
    ...     text="Concert samedi. Réservez vos places ! https://a.example",
    ...     language="fr",
    ... )
    >>> phrases("book", [post, post])
    (('Réservez vos places', 2),)
    """
    whole: Counter[str] = Counter()
    short: Counter[str] = Counter()
    spelt: dict[str, Counter[str]] = {}
    for post in posts:
        for core, clause in _said(name, post):
            for counts, words in ((short, core), (whole, clause)):
                counts[words.casefold()] += 1
                spelt.setdefault(words.casefold(), Counter())[words] += 1
    chosen = whole if whole and max(whole.values()) > 1 else short
    best = sorted(chosen.items(), key=lambda item: (-item[1], item[0]))[:_PHRASES]
    return tuple((_usual(spelt[key]), n) for key, n in best)


def _usual(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda words: (-spellings[words], words))


def _said(name: str, post: Post) -> Iterable[tuple[str, str]]:
    both = f"{post.title}\n{post.text}" if post.title else post.text
    found = [one for one in cta.matches(both, post.language) if one.intent == name]
    text = unicodedata.normalize("NFKC", both) if found else ""
    for one in found:
        end = _END.search(text, one.end)
        rest = text[one.start : min(end.start() if end else len(text), one.start + _LONGEST)]
        core = " ".join(text[one.start : one.end].split())
        words = rest.split()[: max(_WORDS, len(core.split()))]
        while len(words) > len(core.split()) and words[-1].casefold() in _LOOSE:
            words.pop()
        clause = " ".join(words)
        yield core, clause if len(clause) >= len(core) else core
