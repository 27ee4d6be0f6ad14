"""A ZIP of folders, each a client, unpacked for the worker as the page of clients does."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from balise.errors import ClientsMissingError
from balise.web.pages.clients import kept
from balise.web.uploads import plain

MOST_FILES = 1_000


def unpacked(uploads: Path, file: UploadedFile[Any]) -> Mapping[str, list[str]]:
    """Unpack the files of each client; gives their paths from the folder of uploads by its name.

    Raises
    ------
    FileBrokenError, ArchiveRefusedError
        It is no ZIP file, or unpacks to more than is taken at once.
    ClientsMissingError
        There is no folder in it.
    """
    name = kept.keep_archive(uploads, file, MOST_FILES)
    note = kept.note(uploads, name)
    found: dict[str, list[str]] = note["brands"] if note else {}
    kept.answered(uploads, name)  # a program does not look first, as one before a page does
    if not found:
        kept.drop(uploads, name)
        raise ClientsMissingError(folder=plain(file.name or "", 1))
    return found
