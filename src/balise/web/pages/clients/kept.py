"""What was sent of clients, kept until somebody says that these brands are meant."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path
from secrets import token_hex
from typing import Any

from balise.errors import BaliseError
from balise.web.pages.clients.sorting import Sorted, in_folders
from balise.web.pages.clients.unpacked import chunks, members
from balise.web.uploads import plain, written

MOST_FILES = 400
_NOTE = "sorted.json"
Open = Callable[[int], Iterable[bytes]]
"""Gives the bytes of a file by its number among those that were sent."""


def keep_files(uploads: Path, files: Sequence[Any], paths: Sequence[str]) -> str:
    """Keep files that were sent with their paths; gives the name of what is kept."""
    return _keep(uploads, in_folders(paths), paths, lambda n: files[n].chunks())


def keep_archive(uploads: Path, file: Any, most: int = MOST_FILES) -> str:
    """Keep the files of a ZIP; raises as `members` does where it cannot be taken."""
    archive, found = members(file, most)
    with closing(archive):
        names = [one.filename for one in found]
        whose = in_folders(names)
        return _keep(uploads, whose, names, lambda n: chunks(archive, found[n], str(file.name)))


def _keep(uploads: Path, whose: Sorted, paths: Sequence[str], open_: Open) -> str:
    """Write what is somebody's, and a note of whose; nothing where it cannot be read."""
    name = token_hex(16)
    folder = uploads / name
    folder.mkdir(parents=True, mode=0o700)
    try:
        brands = {
            brand: [
                written(uploads, folder / str(n), plain(paths[n], n + 1), open_(n)) for n in numbers
            ]
            for brand, numbers in whose.brands.items()
        }
    except BaliseError:
        shutil.rmtree(folder)
        raise
    told = json.dumps({"brands": brands, "beside": whose.beside})
    (folder / _NOTE).write_text(told, "utf-8")
    return name


def note(uploads: Path, name: str) -> dict[str, Any] | None:
    """Read whose the files are; None where that was answered, or is long ago."""
    try:
        found: dict[str, Any] = json.loads((uploads / name / _NOTE).read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found


def answered(uploads: Path, name: str) -> bool:
    """Note that it was said what to do with the files; False: it was before."""
    try:
        (uploads / name / _NOTE).unlink()
    except FileNotFoundError:
        return False
    return True


def drop(uploads: Path, name: str) -> None:
    """Remove what was sent."""
    shutil.rmtree(uploads / name, ignore_errors=True)
