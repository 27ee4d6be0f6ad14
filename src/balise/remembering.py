"""What a workspace is asked about mappings that a brand keeps for files of the same columns."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from balise import ingest
from balise.domain.kept_mapping import KeptMapping
from balise.domain.ports import Store
from balise.domain.rival import Rival, rival_of
from balise.errors import RecordNotFoundError, Said
from balise.ingest.mapping_check import parse
from balise.ingest.mapping_text import toml
from balise.ingest.remembered import KEPT, suggestion
from balise.ingest.suggestion import Suggestion
from balise.words import Speech

__all__ = ["KEPT", "KeptMapping", "Remembering"]


class Remembering:
    """The part of `balise.workspace.Workspace` that keeps mappings, each brand its own."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def store(self) -> Store:
            """The store."""

    def mappings(self, brand: str) -> tuple[KeptMapping, ...]:
        """Give the mappings that a brand keeps, the newest first."""
        return self.store.mappings(brand)

    def mapping(self, brand: str, number: int) -> KeptMapping:
        """Give one of them by its number.

        Raises
        ------
        RecordNotFoundError
            The brand keeps none of this number, though another may.
        """
        kept = self.store.mappings(brand)
        found = next((one for one in kept if one.id == number), None)
        if found is None:
            raise RecordNotFoundError(what=Said("mapping"), name=number, known=len(kept))
        return found

    def remember_mapping(
        self, brand: str, file: Path, mapping: Path, *, competitor: str = "", by: str = ""
    ) -> None:
        """Keep the mapping by which a file was read, for the next one of the same columns."""
        rival = rival_of(Rival(brand=brand, name=competitor).key) if competitor else None
        kept = KeptMapping(
            file=file.name,
            columns=ingest.suggest(file).header,
            said=tomllib.loads(mapping.read_text(encoding="utf-8")),
            made_at=datetime.now(UTC),
            by=by,
            competitor=rival.name if rival else "",
        )
        self.store.keep_mapping(brand, kept)

    def shown_mapping(self, brand: str, number: int) -> Suggestion:
        """Show a kept mapping as what is suggested of a table. Raises what `mapping` raises."""
        return suggestion(self.mapping(brand, number))

    def change_mapping(
        self, brand: str, number: int, said: Suggestion, speech: Speech, *, by: str
    ) -> None:
        """Keep what somebody says now of the same columns.

        Raises
        ------
        MappingError
            Where it cannot be used; the mapping is left as it was then.
        RecordNotFoundError
            The brand keeps none of this number.
        """
        text = toml(said, speech, "balise import")
        parse(text, file=said.file)
        found = self.mapping(brand, number)
        now = replace(found, said=tomllib.loads(text), made_at=datetime.now(UTC), by=by)
        self.store.keep_mapping(brand, now)

    def forget_mapping(self, brand: str, number: int) -> bool:
        """Forget a mapping; files that were read with it stay. False: there is none."""
        return self.store.forget_mapping(brand, number)
