"""Posts -> the tags they may deserve, each with its reason and how sure that is.

Three witnesses vote for the values of a field: the keywords of a value in the text, the labels that
files carry, and the confirmed posts whose words are most alike. The share of the votes that the
first value gets is turned into a probability by what somebody already confirmed by hand; until
there is enough of that, by what was measured on accounts of others, and the score says so.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field as made
from functools import lru_cache

import numpy as np

from balise.domain.tag import Document, Field, Proposed, Subject, Tag, TagProposal, TagSource
from balise.strategy.calibration import Calibration, calibrate
from balise.strategy.likeness import nearest, weighed

NEIGHBOURS = 12
KEYWORD, LABEL, DOUBT = 1.0, 3.0, 0.5
"""Votes of a keyword and of a label, in cosines of a like post; what nobody votes for."""
_AGAIN = 0.5
_MOST_KEYWORDS = 4
_WORD = re.compile(r"\w+")
_LONG = 4


@dataclass(slots=True, kw_only=True)
class _Votes:
    """What the witnesses say of one post: votes a value, and the strongest reason for each."""

    total: defaultdict[str, float] = made(default_factory=lambda: defaultdict(float))
    by: defaultdict[tuple[str, TagSource], float] = made(default_factory=lambda: defaultdict(float))
    why: dict[tuple[str, TagSource], str] = made(default_factory=dict)

    def add(self, value: str, source: TagSource, votes: float, why: str) -> None:
        self.total[value] += votes
        self.by[value, source] += votes
        self.why.setdefault((value, source), why)

    def winner(self) -> tuple[str, TagSource, float, str] | None:
        """Give the value with most votes, what spoke for it most, and its share."""
        if not self.total:
            return None
        value = min(self.total, key=lambda name: (-self.total[name], name))
        source = max(
            (one for name, one in self.by if name == value), key=lambda one: self.by[value, one]
        )
        share = self.total[value] / (sum(self.total.values()) + DOUBT)
        return value, source, share, self.why[value, source]


def propose(
    documents: Sequence[Document],
    *,
    field: Field = "pillar",
    subjects: Sequence[Subject] = (),
    tags: Iterable[Tag] = (),
) -> Proposed:
    """Propose a value of a field for each post that has no confirmed one.

    Parameters
    ----------
    documents
        The posts, all of the brand: those that are tagged are what others are compared with.
    field
        What is to be told of them.
    subjects
        The values to choose from, with their keywords. Confirmed values and, for a theme or a
        campaign, labels join them.
    tags
        What is known; only confirmed tags of this field count.

    Returns
    -------
    Proposed
        One proposal a post at most, the surest first within each value.

    Examples
    --------
    >>> posts = [Document(uid="x:1", text="Un tuto de plus"), Document(uid="x:2", text="Bonjour")]
    >>> found = propose(posts, subjects=[Subject(name="how-to", keywords=("tuto",))])
    >>> [(one.uid, one.value, one.source, one.why) for one in found.proposals], found.untold
    ([('x:1', 'how-to', 'keyword', 'tuto')], ('x:2',))
    """
    known = {t.uid: t for t in tags if t.field == field and t.confirmed_at is not None}
    values = {uid: tag.value for uid, tag in known.items() if tag.value}
    votes = _votes(documents, field, subjects, values)
    checked = [(uid, tag) for uid, tag in known.items() if tag.is_seen and uid in votes]
    calibration, share_right = _checked(checked, votes)
    proposals, untold = [], []
    for document in documents:
        if document.uid in known:
            continue
        found = votes[document.uid].winner()
        if found is None:
            untold.append(document.uid)
            continue
        value, source, share, why = found
        proposals.append(TagProposal(
            uid=document.uid, field=field, value=value, source=source,
            score=calibration(share), why=why,
        ))  # fmt: skip
    return Proposed(
        field=field,
        proposals=tuple(sorted(proposals, key=lambda one: (one.value, -one.score, one.uid))),
        untold=tuple(untold),
        n_checked=calibration.n,
        share_right=share_right if calibration.n else None,
    )


def _checked(
    checked: Sequence[tuple[str, Tag]], votes: Mapping[str, _Votes]
) -> tuple[Calibration, float | None]:
    """Learn how often proposals are right, from those made without the post's own tag."""
    found = [(votes[uid].winner(), tag.value) for uid, tag in checked]
    shares = [won[2] for won, _ in found if won]
    right = [won[0] == value for won, value in found if won]
    return calibrate(shares, right), sum(right) / len(right) if right else None


def _votes(
    documents: Sequence[Document],
    field: Field,
    subjects: Sequence[Subject],
    values: Mapping[str, str],
) -> dict[str, _Votes]:
    votes = {document.uid: _Votes() for document in documents}
    for document in documents:
        hits = keywords_in(document.text, document.hashtags, subjects)
        for value, words in hits.items():
            for place, word in enumerate(words[:_MOST_KEYWORDS]):
                votes[document.uid].add(value, "keyword", KEYWORD * _AGAIN**place, word)
    names = {fold(one): one for one in {subject.name for subject in subjects} | {*values.values()}}
    for document in documents:
        for label in document.labels:
            meant = _labelled(label, subjects, names) or (label if field != "pillar" else None)
            if meant:
                votes[document.uid].add(meant, "label", LABEL, label)
    if field == "theme":
        _by_hashtags(documents, votes)
    seen = set(values.values())
    unseen = {subject.name for subject in subjects} - seen
    weight = len(seen) / max(len(seen) + len(unseen), 1)
    _by_likeness(documents, values, votes, weight)
    return votes


def keywords_in(
    text: str, hashtags: Sequence[str], subjects: Sequence[Subject]
) -> dict[str, list[str]]:
    """Find the keywords of each subject in a text or its hashtags; those without any are left out.

    Examples
    --------
    >>> keywords_in("Les tutos du mardi", ["DIY"], [Subject(name="how-to", keywords=("tuto",))])
    {'how-to': ['tuto']}
    """
    said, tags = f" {fold(text)} ", {fold(tag).replace(" ", "") for tag in hashtags}
    found: dict[str, list[str]] = {}
    for subject in subjects:
        sought = {fold(word): word for word in (*subject.keywords, subject.name)}
        hits = [
            word for key, word in sought.items()
            if key and (_holds(said, key) or key.replace(" ", "") in tags)
        ]  # fmt: skip
        if hits:
            found[subject.name] = hits
    return found


def _by_hashtags(documents: Sequence[Document], votes: Mapping[str, _Votes]) -> None:
    """Propose as a theme the rarest hashtag that several posts, and not most of them, have."""
    counts = Counter(tag for document in documents for tag in document.hashtags)
    few, many = 3, max(3, round(0.3 * len(documents)))
    for document in documents:
        told = [tag for tag in document.hashtags if few <= counts[tag] <= many]
        if told:
            tag = min(told, key=lambda one: (counts[one], one))
            votes[document.uid].add(tag, "label", KEYWORD, f"#{tag}")


def _by_likeness(
    documents: Sequence[Document],
    values: Mapping[str, str],
    votes: Mapping[str, _Votes],
    weight: float,
) -> None:
    """Let the confirmed posts that are most alike vote.

    `weight` is the share of the values of which any post is confirmed: where that is one of many,
    every post would be most like it.
    """
    uids = [document.uid for document in documents]
    known = np.array([i for i, uid in enumerate(uids) if uid in values], np.int64)
    if not len(known):
        return
    rows = weighed(documents).rows
    for row, among, cosines in nearest(rows, known, np.arange(len(uids)), n=NEIGHBOURS):
        for other, cosine in zip(among, cosines, strict=True):
            near = uids[int(other)]
            votes[uids[row]].add(values[near], "likeness", weight * float(cosine), near)


def _labelled(label: str, subjects: Sequence[Subject], names: Mapping[str, str]) -> str | None:
    """Give the value that a label means: the same name, or a keyword of one value only."""
    key = fold(label)
    if key in names:
        return names[key]
    found = [s.name for s in subjects if key in {fold(word) for word in s.keywords}]
    return found[0] if len(found) == 1 else None


def _holds(said: str, key: str) -> bool:
    """Whether a text holds a word or a phrase, in the plural too where it is long enough."""
    if f" {key} " in said:
        return True
    return len(key) >= _LONG and any(f" {key}{ending} " in said for ending in ("s", "es", "x"))


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Write words so that case, accents and signs between them do not matter.

    Examples
    --------
    >>> fold("L'Été, à l'atelier !"), fold("#Tuto")
    ('l ete a l atelier', 'tuto')
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(_WORD.findall(bare))
