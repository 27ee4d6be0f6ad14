"""Second factors, sealed; and recovery codes, of which a hash is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from balise.domain.note import Note
from balise.domain.person import Proof
from balise.store import models
from balise.store.bridge import asks
from balise.store.notes import noted

if TYPE_CHECKING:
    from django.db.models import Model

    from balise.store.address import Address
    from balise.store.database import Place

SEALED: tuple[tuple[type[Model], str], ...] = (
    (models.Person, "secret"), (models.Person, "pending"), (models.Hook, "secret"),
    (models.LogKey, "sealed"),
)  # fmt: skip
"""Every column that is sealed with the key: what is missing here is lost when the key changes."""


class Factors:
    """The part of a store that holds second factors."""

    __slots__ = ()

    if TYPE_CHECKING:
        place: Place

        @property
        def address(self) -> Address:
            """The address of the database."""

    @asks
    def keep_pending(self, person: int, sealed: str) -> None:
        """Keep a secret that no code has confirmed yet."""
        models.Person.objects.using(self.place.alias).filter(pk=person).update(pending=sealed)

    @asks
    def confirm_factor(self, proof: Proof, step: int, recovery: Sequence[str], note: Note) -> bool:
        """Make the pending secret the one in use; False: it is another one by now."""
        alias, person = self.place.alias, proof.person.id
        rows = models.Person.objects.using(alias).filter(pk=person)
        changed = {"secret": proof.pending, "pending": "", "step": step}
        if not proof.pending or not rows.filter(pending=proof.pending).exists():
            return False
        with noted(alias, note):
            rows.filter(pending=proof.pending).update(**changed)
            _renew(alias, person, recovery)
        return True

    @asks
    def drop_factor(self, person: int, note: Note) -> None:
        """Switch the second factor off, with its recovery codes."""
        alias = self.place.alias
        with noted(alias, note):
            models.Person.objects.using(alias).filter(pk=person).update(secret="", pending="")
            _renew(alias, person, ())

    @asks
    def renew_recovery(self, person: int, digests: Sequence[str], note: Note) -> None:
        """Keep recovery codes in place of all earlier ones."""
        with noted(self.place.alias, note):
            _renew(self.place.alias, person, digests)

    @asks
    def recovery_left(self, person: int) -> int:
        """Count the recovery codes that were not used."""
        return models.RecoveryCode.objects.using(self.place.alias).filter(person_id=person).count()

    @asks
    def use_step(self, person: int, step: int) -> bool:
        """Use the code of a step of time up; False: it, or a later one, was used before."""
        rows = models.Person.objects.using(self.place.alias).filter(pk=person, step__lt=step)
        return rows.update(step=step) == 1

    @asks
    def use_recovery(self, person: int, digest: str, note: Note) -> bool:
        """Use a recovery code up; False: there is none such."""
        codes = models.RecoveryCode.objects.using(self.place.alias)
        if codes.filter(person_id=person, digest=digest).delete()[0] != 1:
            return False
        with noted(self.place.alias, note):
            return True

    @asks
    def reseal(self, again: Callable[[str], str]) -> int:
        """Seal every sealed secret again; gives how many changed.

        Row by row, and only where nobody changed it meanwhile.
        """
        done = 0
        for table, column in SEALED:
            rows = table._default_manager.using(self.place.alias)  # noqa: SLF001 - Django's own name
            for key, sealed in list(rows.exclude(**{column: ""}).values_list("pk", column)):
                fresh = again(sealed)
                if fresh != sealed:
                    done += rows.filter(pk=key, **{column: sealed}).update(**{column: fresh})
        return done


def _renew(alias: str, person: int, digests: Sequence[str]) -> None:
    codes = models.RecoveryCode.objects.using(alias)
    codes.filter(person_id=person).delete()
    codes.bulk_create([models.RecoveryCode(person_id=person, digest=one) for one in digests])
