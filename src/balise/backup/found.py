"""The backups that lie in a folder of posts, the newest first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from balise.backup.restoring import manifest_of
from balise.domain.restore import Found
from balise.errors import BackupBrokenError

ROOM = "backups"
"""Where backups lie in a folder of posts; directly in it they are found too."""
_MOST = 200


def found(folder: Path) -> tuple[Found, ...]:
    """Give them by what they say of themselves; whether that is true is checked when one is used.

    A link that leads elsewhere is none.
    """
    known: list[Found] = []
    files = [*folder.glob("*.zip"), *(folder / ROOM).glob("*.zip")]
    for file in sorted(filter(_is_own, files), key=_changed, reverse=True)[:_MOST]:
        known += _told(folder, file)
    return tuple(sorted(known, key=lambda one: one.made_at, reverse=True))


def _is_own(file: Path) -> bool:
    return file.is_file() and not file.is_symlink()


def _changed(file: Path) -> float:
    """Tell when a file was written; one that is gone meanwhile comes last."""
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0


def _told(folder: Path, file: Path) -> Iterator[Found]:
    with suppress(BackupBrokenError, OSError):
        manifest = manifest_of(file)
        yield Found(
            name=file.relative_to(folder).as_posix(),
            made_at=manifest.made_at,
            size=file.stat().st_size,
            balise=manifest.balise,
        )
