"""The audit log: rows that are only added, each bound to the one before it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F

from balise.domain.note import FIRST, Chain, Note, Sealer, bound, written
from balise.errors import KeyMissingError
from balise.store import clean, models
from balise.store.bridge import asks
from balise.store.sealing import SEALERS

if TYPE_CHECKING:
    from balise.store.address import Address
    from balise.store.database import Place

_ONLY = 1
"""The id of the one row that names the last one."""
_PAGE = 1000


class Notes:
    """The part of a store that holds the audit log."""

    __slots__ = ()

    if TYPE_CHECKING:
        place: Place

        @property
        def address(self) -> Address:
            """The address of the database."""

    @asks
    def note(self, note: Note) -> Note:
        """Add a row; gives it with its number."""
        with noted(self.place.alias, note) as kept:
            return kept

    @asks
    def notes(self, brand: str | None, before: int | None, most: int) -> tuple[Note, ...]:
        """Give rows, the newest first: of a brand, or all (None), before a number."""
        rows = models.Note.objects.using(self.place.alias).order_by("-number")
        if brand is not None:
            rows = rows.filter(brand=brand)
        if before is not None:
            rows = rows.filter(number__lt=before)
        return tuple(map(_note, rows[:most]))

    @asks
    def check_notes(self) -> Chain:
        """Look whether all rows are there, as they were written."""
        alias = self.place.alias
        head = models.NoteHead.objects.using(alias).filter(pk=_ONLY).first()
        found, seal = Chain(rows=0, head=FIRST), ""
        judge = SEALERS[alias].judge() if alias in SEALERS else _unknown
        # Rows that are added meanwhile are after the head, and are left for the next time.
        for note in _every(alias, head.number if head else None):
            found, seal = _checked(found, note, judge), note.seal
            if found.broken:
                return found
        is_end = _ends(found, head) and _is_signed_so(head, seal, judge)
        return found if is_end else replace(found, broken=found.rows + 1)

    def seal_notes(self, sealer: Sealer) -> None:
        """Have all rows signed from now on, whoever of this process writes them."""
        SEALERS[self.place.alias] = sealer

    @asks
    def log_keys(self) -> Mapping[str, str]:
        """Give the keys of the log that were kept, sealed, by name."""
        rows = models.LogKey.objects.using(self.place.alias)
        return dict(rows.values_list("name", "sealed"))

    @asks
    def keep_log_keys(self, keys: Mapping[str, str]) -> None:
        """Keep keys of the log; one that is there already stays."""
        rows = [models.LogKey(name=name, sealed=sealed) for name, sealed in keys.items()]
        models.LogKey.objects.using(self.place.alias).bulk_create(rows, ignore_conflicts=True)


Judge = Callable[[str, str], bool | None]


def _unknown(_said: str, _seal: str) -> bool | None:
    return None


def _checked(so_far: Chain, note: Note, judge: Judge) -> Chain:
    """Look at the next row; once one is signed, all after it are."""
    rows = so_far.rows + 1
    found = judge(note.digest, note.seal) if note.seal else so_far.since is None
    is_bound = note.number == rows and bound(note, so_far.head) == note.digest
    if not is_bound or found is False:
        return replace(so_far, rows=rows, broken=rows)
    seen = replace(so_far, rows=rows, head=note.digest)
    if not note.seal:
        return seen
    return replace(
        seen,
        since=seen.since or rows,
        sealed=seen.sealed + (found is True),
        foreign=seen.foreign + (found is None),
    )


def _ends(found: Chain, head: models.NoteHead | None) -> bool:
    """Tell whether the log ends where it ended: a row of its own names the last."""
    if head is None:
        return found.rows == 0
    return (head.number, head.digest) == (found.rows, found.head)


def _is_signed_so(head: models.NoteHead | None, last: str, judge: Judge) -> bool:
    """Tell whether the end is signed as the last row is, with the same key."""
    if head is None or not (head.seal or last):
        return True
    is_same = head.seal.partition(":")[0] == last.partition(":")[0]
    return is_same and judge(_end(head.digest), head.seal) is not False


def _end(digest: str) -> str:
    return f"end {digest}"


@contextmanager
def noted(alias: str, note: Note) -> Iterator[Note]:
    """Do what is in the block together with its row, or neither.

    The row is added first: to name the last one locks it, on both databases, so that of two who
    write at once one comes after the other.
    """
    with transaction.atomic(using=alias):
        yield _added(alias, note)


def _added(alias: str, note: Note) -> Note:
    heads = models.NoteHead.objects.using(alias)
    mine = heads.filter(pk=_ONLY)
    if not mine.update(number=F("number") + 1):
        heads.bulk_create([models.NoteHead(pk=_ONLY, digest=FIRST)], ignore_conflicts=True)
        mine.update(number=F("number") + 1)
    head = mine.get()
    whole = replace(
        note,
        number=head.number,
        by=clean.text(note.by),
        brand=clean.text(note.brand),
        params=json.loads(written(_cleaned(dict(note.params)))),
    )
    digest = bound(whole, head.digest)
    seal, end = _signed(alias, digest, is_signed=bool(head.seal))
    kept = replace(whole, digest=digest, seal=seal)
    models.Note.objects.using(alias).create(
        number=kept.number,
        at=kept.at,
        by=kept.by,
        code=kept.code,
        brand=kept.brand,
        params=written(kept.params),
        digest=kept.digest,
        seal=seal or None,
    )
    mine.update(digest=kept.digest, seal=end)
    return kept


def _signed(alias: str, digest: str, *, is_signed: bool) -> tuple[str, str]:
    """Sign a row and the end of the log; a log that was signed once must be, from then on."""
    sealer = SEALERS.get(alias)
    if sealer is None and is_signed:
        raise KeyMissingError
    if sealer is None:
        return "", ""
    seal = sealer.seal(digest, must=is_signed)
    return seal, sealer.seal(_end(digest), must=True) if seal else ""


def _cleaned(value: Any) -> Any:
    match value:
        case str():
            return clean.text(value)
        case dict():
            return {clean.text(str(key)): _cleaned(each) for key, each in value.items()}
        case list() | tuple():
            return [_cleaned(each) for each in value]
        case _:
            return value


def _every(alias: str, last: int | None) -> Iterator[Note]:
    after = -(2**63)
    while True:
        rows = models.Note.objects.using(alias).filter(number__gt=after).order_by("number")
        if last is not None:
            rows = rows.filter(number__lte=last)
        page = [_note(row) for row in rows[:_PAGE]]
        if not page:
            return
        yield from page
        after = page[-1].number


def _note(row: models.Note) -> Note:
    try:
        params = json.loads(row.params)
    except ValueError:  # somebody changed it: its digest will tell
        params = {"?": row.params}
    return Note(
        number=row.number,
        at=row.at,
        by=row.by,
        code=row.code,
        brand=row.brand,
        params=params,
        digest=row.digest,
        seal=row.seal or "",
    )
