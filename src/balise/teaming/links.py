"""Links by which clients approve posts without a login."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from balise.domain.ports import Store
from balise.domain.team import Who
from balise.domain.token import MagicLink, Shown
from balise.store.secrets import fresh_token, hash_of
from balise.teaming import clock, rules

DAYS, MOST_DAYS = 14, 92


class Links:
    """The part of a workspace that knows links of clients."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def store(self) -> Store:
            """The store."""

    def make_link(  # noqa: PLR0913 - what a link is told, each by its name
        self,
        brand: str,
        *,
        name: str,
        by: Who,
        email: str = "",
        slots: Sequence[str] = (),
        days: int = DAYS,
    ) -> Shown[MagicLink]:
        """Make a link for a client; its secret is shown this once. No slots: the whole plan.

        An owner of the brand may: an editor who made one could approve their own posts.

        Raises
        ------
        NotAllowedError, TimeUpError
            It cannot be made so.
        """
        rules.owns(by, [brand])
        told = rules.trimmed({"name": name, "email": email})
        new = MagicLink(
            id=0,
            brand=brand,
            slots=tuple(dict.fromkeys(slots)),
            made_by=by.name,
            made_at=clock.now(),
            ends_at=rules.end_of(days, MOST_DAYS),
            name=told["name"],
            email=told["email"],
        )
        shown, kept = fresh_token()
        note = rules.note("link-made", by, brand, link=told["name"] or told["email"], days=days)
        return Shown(kept=self.store.add_link(new, kept, note), secret=shown)

    def links(self, brand: str) -> tuple[MagicLink, ...]:
        """Give the links of a brand, the newest first."""
        return self.store.links(brand)

    def link(self, token: str) -> MagicLink | None:
        """Tell what a link is for; None where it does not work any more. Nothing is changed."""
        return self.store.link(hash_of(token), clock.now())

    def open_link(self, token: str, *, address: str = "") -> MagicLink | None:
        """Give a link that is opened, and log that; nothing is approved by it."""
        found = self.link(token)
        if found is not None:
            by = found.email or found.name
            note = rules.note("link-opened", found.who, found.brand, link=by, address=address)
            self.store.use_link(found.id, clock.now(), note)
        return found

    def revoke_link(self, brand: str, link: int, *, by: Who) -> bool:
        """Take a link back; False: it was before, or the brand has none of that id."""
        rules.owns(by, [brand])
        name = next((one.email or one.name for one in self.links(brand) if one.id == link), "")
        note = rules.note("link-revoked", by, brand, link=name)
        return self.store.revoke_link(link, clock.now(), note)
