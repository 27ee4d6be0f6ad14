"""Files that somebody sent, kept where an import may read them, under names that are ours."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from secrets import token_hex
from typing import Any
from unicodedata import normalize

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from balise.domain.job import Job
from balise.web.access import who_of
from balise.web.site import site_of

MOST_BYTES = 256 << 20
"""The most that is taken at once, of all files together."""
MOST_FILES = 100
_LONGEST = 80
_UNFIT = re.compile(r"[^\w. ()+,=@&'-]+")


def kept(uploads: Path, files: Iterable[UploadedFile[Any]]) -> list[str]:
    """Write files below the folder of uploads, each in a folder of its own: two may have one name.

    Gives their paths from there, as a job is told them.
    """
    folder = uploads / token_hex(16)
    return [
        written(uploads, folder / str(number), plain(file.name or "", number), file.chunks())
        for number, file in enumerate(files, 1)
    ]


def written(uploads: Path, folder: Path, name: str, chunks: Iterable[bytes]) -> str:
    """Write one file into a folder that is made for it; gives its path from that of uploads."""
    folder.mkdir(parents=True, mode=0o700)
    with (folder / name).open("xb") as out:
        out.writelines(chunks)
    return (folder / name).relative_to(uploads).as_posix()


def begin_import(
    request: HttpRequest, brand: str, files: Iterable[UploadedFile[Any]], competitor: str = ""
) -> Job:
    """Keep files and have them brought in."""
    space = site_of(request).space
    asked: dict[str, Any] = {"paths": kept(space.uploads, files), "timezone": space.zone(brand)}
    if competitor:
        asked["competitor"] = competitor
    return space.start_job("import", brand=brand, asked=asked, by=who_of(request).name)


def plain(name: str, number: int) -> str:
    r"""Leave of a name what every system takes, and never a way to another folder.

    Examples
    --------
    >>> plain("../../etc/pass\x00wd", 1), plain("Février (1).csv", 1), plain("...", 3)
    ('pass_wd', 'Février (1).csv', 'file-3')
    """
    last = re.split(r"[/\\]", normalize("NFC", name))[-1]
    said = _UNFIT.sub("_", last).strip(" .")
    stem, dot, end = said.rpartition(".")
    short = f"{stem[: _LONGEST - len(end)]}{dot}{end}" if len(said) > _LONGEST else said
    return short[-2 * _LONGEST :] or f"file-{number}"
