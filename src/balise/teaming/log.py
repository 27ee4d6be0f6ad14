"""The audit log of a workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from balise.domain.note import Chain, Note
from balise.domain.ports import Store
from balise.domain.team import Who
from balise.teaming import rules

PAGE = 50


class Log:
    """The part of a workspace that remembers who did what."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def store(self) -> Store:
            """The store."""

    def note(self, code: str, *, by: Who | str, brand: str = "", **params: object) -> Note:
        """Add a row to the audit log; `params` are its facts, never a secret.

        `balise.words.notes` has the sentence of the code.
        """
        return self.store.note(rules.note(code, by, brand, **params))

    def notes(
        self, brand: str | None = None, *, before: int | None = None, most: int = PAGE
    ) -> tuple[Note, ...]:
        """Give rows of the audit log, the newest first.

        Parameters
        ----------
        brand
            Whose; empty: the installation's; None: all.
        before
            The number of the last row of the page before.
        """
        return self.store.notes(brand, before, most)

    def verify_audit(self) -> Chain:
        """Look whether all rows of the audit log are there, as they were written."""
        return self.store.check_notes()
