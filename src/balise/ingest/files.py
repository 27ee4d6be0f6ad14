"""The files among paths and below folders, opened and in the order in which they are read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from os import PathLike
from pathlib import Path

from balise.domain.kept_mapping import KeptMapping
from balise.domain.reading import ImportReport
from balise.errors import (
    BaliseError,
    ClientsMissingError,
    FileMissingError,
    FolderEmptyError,
)
from balise.ingest.exports import Export, open_export
from balise.ingest.mapping import TableMapping
from balise.ingest.mapping_check import load
from balise.ingest.remembered import open_remembering
from balise.ingest.strangers import refuse_address

_STORE = re.compile(r"(?:balise|engine)\.db(?:-\w+)?|key|.*\.mapping\.toml", re.DOTALL)
Paths = str | PathLike[str] | Iterable[str | PathLike[str]]
Mapping = TableMapping | str | PathLike[str]


def files_in(paths: Paths) -> Iterator[Path]:
    """Give the files among paths and below folders, in order of name, hidden ones left out.

    Raises
    ------
    FileMissingError, AddressError
        Where a path leads nowhere, or is the address of a page.
    """
    several = [paths] if isinstance(paths, str | PathLike) else paths
    for path in map(Path, several):
        if path.is_dir():
            found = (p for p in sorted(path.rglob("*")) if p.is_file())
            yield from (p for p in found if not _is_ours(p, path))
        elif path.exists():
            yield path
        else:
            refuse_address(str(path))
            raise FileMissingError(file=str(path))


def clients_in(folder: Path) -> tuple[list[Path], list[str]]:
    """Give the folders of clients right below a folder, and the names of the files beside them.

    Hidden folders, and that of a store, are no clients.

    Raises
    ------
    ClientsMissingError
        Where there is no folder in it.
    """
    below = sorted(one for one in folder.iterdir() if not one.name.startswith((".", "__MACOSX")))
    clients = [one for one in below if one.is_dir() and not (one / "balise.db").exists()]
    if not clients:
        raise ClientsMissingError(folder=folder)
    return clients, [one.name for one in below if not one.is_dir() and not _is_ours(one, folder)]


def _is_ours(file: Path, folder: Path) -> bool:
    """Tell hidden files, and those of a store that lies in the folder that is imported."""
    hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
    return hidden or _STORE.fullmatch(file.name) is not None


def in_order(exports: Iterable[Export]) -> list[Export]:
    """Put files that tell of posts first: they name the accounts of those that do not."""
    return sorted(exports, key=lambda export: not export.has_posts)


def open_exports(
    paths: Paths, mapping: Mapping | None = None, kept: Sequence[KeptMapping] = ()
) -> tuple[list[Export], list[ImportReport]]:
    """Open what can be read, and report what cannot. A mapping holds for all of the files.

    Without one, a table that no layout knows is read by that of `kept` which has its columns.

    Raises
    ------
    FileMissingError
        Where a path leads nowhere.
    MappingError
        Where the mapping itself is wrong.
    FolderEmptyError
        Where there is no file in any of the folders.
    """
    several = [paths] if isinstance(paths, str | PathLike) else list(paths)
    said = load(Path(mapping)) if isinstance(mapping, str | PathLike) else mapping
    exports, reports = [], []
    found = list(files_in(several))
    if several and not found:
        raise FolderEmptyError(folder=", ".join(map(str, several)))
    for path in found:
        try:
            one = open_export(path, said) if said else open_remembering(path, kept)
            exports.append(one)
        except BaliseError as error:
            reports.append(refused(path.name, error))
    return in_order(exports), reports


def refused(source: str, error: BaliseError) -> ImportReport:
    """Report a file of which nothing was read, and why."""
    return ImportReport(
        source=source, format="", rows=0, posts=0, readings=0, duplicates=0, error=error
    )
