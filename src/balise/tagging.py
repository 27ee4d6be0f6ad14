"""Past posts -> tags: what is proposed for them, and what somebody confirms.

    posts and tags --propose--> proposals --somebody--> tags --confirm--> the store

Nothing that is proposed reaches a fit or a report; what is confirmed does, from the next one on.
Of many posts a worker proposes, and keeps the proposals beside what they were told from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import blake2b
from typing import TYPE_CHECKING

from balise import cycle
from balise.domain.hashtag import fold
from balise.domain.ports import MeasuredPost, Store
from balise.domain.post import Post
from balise.domain.tag import Document, Field, Proposed, Subject, Tag
from balise.domain.worked_out import WorkedOut
from balise.errors import StrategyError
from balise.learn import text as reading
from balise.report.written import from_bytes, to_bytes
from balise.strategy import Strategy, groups, tagging

SHELF = "tags"
_CAMPAIGN = "utm_campaign"


class Tagging:
    """The part of `balise.workspace.Workspace` that says what past posts are about."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def store(self) -> Store:
            """The store."""

        def brand(self, name: str | None = None) -> str:
            """Choose the brand."""

    def propose_tags(
        self,
        brand: str | None = None,
        *,
        field: Field = "pillar",
        subjects: Sequence[Subject] = (),
    ) -> Proposed:
        """Propose a pillar, theme or campaign for each past post that has none."""
        return propose(self.store, self.brand(brand), field=field, subjects=subjects)

    def confirm_tags(self, tags: Iterable[Tag], brand: str | None = None, *, by: str = "") -> int:
        """Confirm tags of past posts; gives how many say something new."""
        return confirm(self.store, self.brand(brand), tags, by=by)

    def subjects(self, brand: str, field: Field) -> tuple[Subject, ...]:
        """Give the values of a field that the strategy that was kept last names."""
        kept = self.store.strategies(brand)
        with suppress(StrategyError):  # one that today's rules refuse names nothing
            return subjects_of(cycle.read(kept[-1].text) if kept else None, field)
        return ()

    def known_tags(self, brand: str, field: Field) -> tuple[Tag, ...]:
        """List the confirmed tags of a field."""
        every = self.store.tags(brand)
        return tuple(one for one in every if one.field == field and one.confirmed_at is not None)

    def suggest_tags(self, brand: str, field: Field) -> Proposed:
        """Propose as the strategy names the values, and keep it for those who will decide."""
        mark = self.suggested_from(brand, field)  # before: what comes in meanwhile is news
        made = self.propose_tags(brand, field=field, subjects=self.subjects(brand, field))
        self.store.keep_worked_out(
            brand,
            WorkedOut(
                shelf=SHELF,
                name=field,
                mark=mark,
                data=to_bytes(Proposed, made),
                made_at=datetime.now(UTC),
            ),
        )
        return made

    def suggested_from(self, brand: str, field: Field) -> str:
        """Name what would be proposed from today: files and strategy, then the tags.

        Proposals hold as long as the first word is the same; those that were confirmed since are
        left out of them, and teach the next ones.
        """
        ledger = self.store.ledger(brand)
        files = repr((ledger.files, ledger.posts, ledger.last, ledger.last_at))
        said = files + repr(self.subjects(brand, field))
        return f"{blake2b(said.encode(), digest_size=8).hexdigest()} {ledger.view}"

    def suggested_mark(self, brand: str, field: Field) -> str:
        """Name what the proposals that are kept were told from; empty where there are none."""
        return self.store.worked_out_marks(brand, SHELF).get(field, "")

    def suggested_tags(self, brand: str, field: Field) -> Proposed | None:
        """Read the proposals that were kept, whatever they were told from."""
        kept = self.store.worked_out(brand, SHELF, field)
        try:
            return from_bytes(Proposed, kept.data) if kept else None
        except ValueError:  # an earlier version told it otherwise
            return None


def subjects_of(strategy: Strategy | None, field: Field) -> tuple[Subject, ...]:
    """Give the values of a field that a strategy names: its pillars, or its events."""
    if strategy and field == "pillar":
        return tuple(Subject(name=p.name, keywords=p.keywords) for p in strategy.pillars)
    if strategy and field == "campaign":
        return tuple(Subject(name=event.name) for event in strategy.events)
    return ()


def propose(
    store: Store, brand: str, *, field: Field = "pillar", subjects: Sequence[Subject] = ()
) -> Proposed:
    """Propose a value of a field for each post of a brand that has none yet.

    `subjects` are the values that a strategy names. Without them pillars are proposed from groups
    of like posts, until somebody confirmed a post of each group. What a table of the user's own
    says of a post in a column of that field is taken as said, as long as it is one of the subjects.
    """
    posts = [measured for measured in store.posts(brand) if measured.post.is_original]
    tags = [tag for tag in store.tags(brand) if tag.field == field]
    said = {tag.uid for tag in tags if tag.confirmed_at is not None}
    known = [*tags, *_told(posts, field, subjects, said)]
    here = {tag.uid for tag in known if tag.confirmed_at is not None}
    documents = [document(measured.post, field, is_known=measured.post.uid in here)
                 for measured in posts]  # fmt: skip
    if field == "pillar" and not subjects:
        found = groups.grouped(documents, field=field)
        if found.proposals:
            found = groups.named(found, known)
        if found.is_grouped and (found.proposals or not here):
            return found
    return tagging.propose(documents, field=field, subjects=subjects, tags=known)


def confirm(store: Store, brand: str, tags: Iterable[Tag], *, by: str = "") -> int:
    """Confirm tags now; gives how many say something new. Fits follow from the next one on."""
    at = datetime.now(UTC)
    return store.tag(brand, [replace(tag, confirmed_at=at, by=by or tag.by) for tag in tags])


def document(post: Post, field: Field, *, is_known: bool = False) -> Document:
    """Read a post for tagging; the labels of a known one are left out, for they say its tag."""
    both = f"{post.title}\n{post.text}" if post.title else post.text
    tags = post.hashtags or reading.hashtags(post.text)
    return Document(
        uid=post.uid,
        text=both,
        words=reading.words(both),
        hashtags=tuple(dict.fromkeys(map(fold, tags))),
        labels=() if is_known else _labels(post, field),
    )


def _labels(post: Post, field: Field) -> tuple[str, ...]:
    campaigns = [value for link in post.links for name, value in link.utm if name == _CAMPAIGN]
    told = [post.campaign, *campaigns]
    if field == "pillar":
        told = [post.pillar, *told]
    return tuple(dict.fromkeys(one for one in told if one)) if field != "theme" else ()


def _told(
    posts: Iterable[MeasuredPost], field: Field, subjects: Sequence[Subject], said: set[str]
) -> list[Tag]:
    """List what the user's own tables say of posts of which nobody said otherwise."""
    names = {tagging.fold(subject.name): subject.name for subject in subjects}
    found = []
    for measured in posts:
        value = getattr(measured.post, field, None)
        if not value or measured.post.uid in said:
            continue
        known = names.get(tagging.fold(value)) if subjects else value
        if known:
            found.append(Tag(
                uid=measured.post.uid, field=field, value=known, source="label",
                confirmed_at=measured.as_of, is_seen=False,
            ))  # fmt: skip
    return found
