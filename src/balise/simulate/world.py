"""A made-up brand whose truth is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Any, Self
from zoneinfo import ZoneInfo

import numpy as np

from balise.domain.plan import Slot
from balise.domain.post import Post
from balise.domain.reading import Reading
from balise.errors import RecordNotFoundError
from balise.simulate import captions, frames, habit, ids, outcome
from balise.simulate.brand import QUINCAILLERIE, Brand
from balise.simulate.entry import Entry, placed
from balise.simulate.outcome import Published
from balise.simulate.truth import Floats, Strength, draw_truth

START = date(2026, 2, 2)
SOURCE = "balise.simulate: données inventées / made-up data"
_MATURE = timedelta(days=60)
_SHOWN = 1.6  # log effect of a boost on views, as a multiple of that on engagement
_WORDS, _LUCK, _DETAIL = 11, 12, 13  # streams of chance: the words do not change with the luck


class World:
    """A labelled, made-up brand: what it published, what came of it, and why.

    Everything follows from `seed`; the same slot always meets the same fate. Nothing is read from
    a file, a clock or a network.

    Parameters
    ----------
    seed
        The world's number.
    brand
        Who publishes; a fictional hardware shop with four accounts unless given.
    start
        The first day of the past, a Monday.
    weeks
        Length of the past.
    strength
        How strong effects, drift and noise are; see `World.null`.

    Examples
    --------
    >>> world = World(7, weeks=4)
    >>> world.posts() == World(7, weeks=4).posts()
    True
    >>> world.truth()[("cta", "comment")] > world.truth()[("cta", "visit")]
    True
    """

    def __init__(
        self,
        seed: int,
        *,
        brand: Brand = QUINCAILLERIE,
        start: date = START,
        weeks: int = 40,
        strength: Strength | None = None,
    ) -> None:
        self.seed, self.brand, self.start, self.weeks = seed, brand, start, weeks
        self.zone = ZoneInfo(brand.timezone)
        self._truth = draw_truth(seed, brand, weeks, strength or Strength())

    @classmethod
    def null(cls, seed: int, **options: Any) -> Self:
        """Give a world in which nothing that a brand can choose has any effect.

        Examples
        --------
        >>> any(World.null(7).truth().values())
        False
        """
        return cls(seed, strength=Strength(effects=0), **options)

    @property
    def ends_at(self) -> datetime:
        """The end of the past: its last day at 23:30 of the brand's clock."""
        day = self.start + timedelta(7 * self.weeks - 1)
        return datetime.combine(day, time(23, 30), self.zone).astimezone(UTC)

    def truth(self, account: str | None = None) -> dict[tuple[str, str], float]:
        """Give the true effects on the log of the engagement, by (factor, level).

        Parameters
        ----------
        account
            `<network>:<handle>`; without it the effects of formats and hours, which each account
            has of its own, are averaged over the accounts.

        Returns
        -------
        dict
            kind (mean 0 over the account's usual ones), hour (local, mean 0 over 7 to 22),
            weekday, cta (against none), hashtag (lower case), same_day, paid.
        """
        return self._truth.effects((account,) if account else tuple(self._truth.accounts))

    def posts(self) -> tuple[Post, ...]:
        """Give the posts of the past in order of time, without their results."""
        return tuple(one.post for one in self.published)

    @cached_property
    def published(self) -> tuple[Published, ...]:
        """The posts of the past with their results."""
        entries = [
            entry
            for one in self.brand.presences
            for entry in habit.past(self.seed, one, self.start, self.weeks, self.zone)
        ]
        entries.sort(key=lambda entry: (entry.at, entry.account))
        return tuple(self._publish(entry, 0) for entry in placed(entries))

    def known(self, as_of: datetime) -> tuple[Published, ...]:
        """Give what had been published at `as_of`."""
        return tuple(one for one in self.published if one.post.published_at <= as_of)

    def lived(
        self, slots: Iterable[Slot], *, weeks: int, texts: Mapping[str, str] | None = None
    ) -> Self:
        """Let some weeks go by in which slots are published, and give the world as it is then.

        What was published before stays as it was. A later download tells both. `texts` are what
        posts say, by `slot_id`; the others get words of the world's own.

        Examples
        --------
        >>> world = World(7, weeks=4)
        >>> len(world.lived((), weeks=2).published) == len(world.published)
        True
        """
        later = copy(self)
        later.weeks = self.weeks + weeks
        planned = list(slots)
        said = {(s.account_id, s.publish_at): (texts or {}).get(s.slot_id) for s in planned}
        entries = sorted(frames.entries(planned, self.zone), key=lambda one: (one.at, one.account))
        new = (
            _saying(self._publish(entry, 0), said.get((entry.account, entry.at)))
            for entry in placed(entries)
        )
        later.published = tuple(
            sorted((*self.published, *new), key=lambda one: (one.post.published_at, one.post.uid))
        )
        return later

    def readings(self, as_of: datetime) -> tuple[Reading, ...]:
        """Give one lifetime reading of each post that was out at `as_of`, young ones immature."""
        return tuple(
            Reading(post_uid=one.post.uid, as_of=as_of, values=one.values(as_of), source=SOURCE)
            for one in self.known(as_of)
        )

    def history(self, as_of: datetime | None = None, *, library: str | None = None) -> Any:
        """Give the past as a post frame, as it stood at `as_of` (the end of the past)."""
        moment = as_of or self.ends_at
        known = self.known(moment)
        return frames.post_frame(
            known, [moment] * len(known), library or frames.installed_library()
        )

    def observe(self, slots: Any, *, as_of: datetime | None = None, draw: int = 0) -> Any:
        """Publish `slots` and give the post frame with what came of them.

        Parameters
        ----------
        slots
            An iterable of `Slot`, or a frame of any library with network, account, publish_at,
            kind and, where known, cta, hashtags, pillar, campaign, is_paid.
        as_of
            When the figures are read; without it each post is read 60 days after it came out.
        draw
            Another number is another fate for the same slots.

        Returns
        -------
        frame
            One row a slot in the same order, in the library of `slots`. An earlier slot of the
            same account and local day counts, the posts of the past do not.
        """
        request = frames.read_slots(slots, self.zone)
        published = [self._publish(entry, draw) for entry in request.entries]
        read = [as_of or one.post.published_at + _MATURE for one in published]
        return frames.post_frame(published, read, request.library)

    def expected_log(self, slots: Any) -> Floats:
        """Give the log of the engagement of each slot before luck: what a plan is truly worth."""
        entries = frames.read_slots(slots, self.zone).entries
        return np.array([self._worth(entry) for entry in entries], dtype=np.float64)

    def followers(self, account: str, days: Iterable[date]) -> list[int]:
        """Give the followers of an account at the end of each day."""
        path = self._truth.accounts[account].followers
        at = [min(max((day - self.start).days, 0), len(path) - 1) for day in days]
        return [int(path[index]) for index in at]

    def _worth(self, entry: Entry) -> float:
        truth = self._truth
        own = truth.accounts.get(entry.account)
        if own is None:
            known = ", ".join(truth.accounts)
            raise RecordNotFoundError(what="account", name=entry.account, known=known)
        tags = {tag.casefold() for tag in entry.hashtags}
        return (
            own.base((entry.local.date() - self.start).days)
            + own.kinds.get(entry.kind, 0.0)
            + float(own.hours[entry.local.hour])
            + float(truth.weekday[entry.local.weekday()])
            + truth.ctas.get(entry.cta, 0.0)
            + sum(truth.hashtags.get(tag, 0.0) for tag in sorted(tags))
            + truth.fatigue * entry.later
            + truth.paid * entry.is_paid
        )

    def _boost(self, entry: Entry) -> float:
        """Money buys more views than engagement."""
        return float(np.exp(_SHOWN * self._truth.paid * entry.is_paid))

    def _publish(self, entry: Entry, draw: int) -> Published:
        """Let one post out: its words and ids, then its fate."""
        detail = entry.chance(self.seed, _DETAIL)
        salt = int(detail.integers(2**10)) << 12 | entry.nth
        caption = captions.write(entry, self.brand, entry.chance(self.seed, _WORDS))
        luck = entry.chance(self.seed, _LUCK, draw)
        worth = self._worth(entry)
        latent = float(np.exp(worth + self._truth.accounts[entry.account].sd * outcome.noise(luck)))
        return Published(
            post=self._post(entry, caption, salt, detail),
            totals=outcome.figures(
                luck, entry, latent, has_link=bool(caption.links), boost=self._boost(entry)
            ),
            pace=float(np.exp(luck.normal(0, 0.25))),
        )

    def _post(
        self, entry: Entry, caption: captions.Caption, salt: int, detail: np.random.Generator
    ) -> Post:
        native = ids.native_id(entry.network, entry.at, salt)
        shown = ids.instagram_shortcode(entry.at, salt) if entry.network == "instagram" else native
        length = float(detail.integers(8, 90)) if "video" in entry.kind else None
        return Post(
            uid=f"{entry.network}:{native}",
            network=entry.network,
            account=entry.handle,
            published_at=entry.at,
            kind=entry.kind,
            text=caption.text,
            url=ids.address(entry.network, entry.handle, shown, entry.kind),
            hashtags=entry.hashtags,
            mentions=caption.mentions,
            links=caption.links,
            cta=entry.cta,
            pillar=entry.pillar or None,
            campaign=entry.campaign or None,
            language=caption.language,
            duration_s=length,
            is_paid=entry.is_paid,
            is_reply=entry.kind == "reply",
            is_repost=entry.kind == "repost",
            followers=float(self.followers(entry.account, [entry.local.date()])[0]),
        )


def _saying(one: Published, text: str | None) -> Published:
    return one if text is None else replace(one, post=replace(one.post, text=text))
