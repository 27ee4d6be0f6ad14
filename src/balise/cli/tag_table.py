"""Proposals as a table to edit in a spreadsheet, and the decisions read back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from balise.cli.printing import keep, speech
from balise.domain.ports import MeasuredPost
from balise.domain.tag import Field, Proposed, Tag
from balise.errors import FileMissingError, FileThereError, TagTableError, TooLargeError
from balise.report.best_worst import excerpt
from balise.report.tag_words import reason

HEADER = ("uid", "date", "network", "text", "field", "proposed", "score", "reason", "decision")
_YES = frozenset({"yes", "y", "oui", "o", "x", "ok", "1", "true", "vrai"})
_NO = frozenset({"no", "n", "non", "none", "aucun", "-", "0", "false", "faux"})
_OBEYED = ("=", "+", "-", "@", "\t", "\r")
_MOST_BYTES = 50_000_000
_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """What a table says: the tags, and the rows of which nothing can be made.

    `unknown` are uids that are no posts here, `too_long` lines whose name is no name.
    """

    tags: tuple[Tag, ...] = ()
    unknown: tuple[str, ...] = ()
    too_long: tuple[int, ...] = ()


def write(file: Path, found: Proposed, posts: Mapping[str, MeasuredPost]) -> int:
    """Write one row a proposal, then the posts of which nothing can be said; gives how many.

    Raises
    ------
    FileThereError, FileDeniedError
        Where the file is there, and may hold decisions, or cannot be written.
    """
    if file.exists():
        raise FileThereError(file=file)
    rows = list(_rows(found, posts))
    sign = ";" if speech().language == "fr" else ","
    text = io.StringIO()
    writer = csv.writer(text, delimiter=sign, lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    keep(file, text.getvalue().encode("utf-8-sig"))
    return len(rows)


def _rows(found: Proposed, posts: Mapping[str, MeasuredPost]) -> Iterator[Sequence[str]]:
    for one in found.proposals:
        why = reason(speech(), one, posts)
        yield (*_about(one.uid, posts), found.field, one.value, f"{one.score:.2f}", why, "")
    for uid in found.untold:
        yield (*_about(uid, posts), found.field, "", "", "", "")


def _about(uid: str, posts: Mapping[str, MeasuredPost]) -> tuple[str, str, str, str]:
    post = posts[uid].post
    return uid, f"{post.published_at:%Y-%m-%d}", post.network, excerpt(post.text or post.title)


def _plain(cell: str) -> str:
    """Keep a spreadsheet from taking what somebody wrote for a formula."""
    return f"'{cell}" if cell.startswith(_OBEYED) else cell


def read(file: Path, field: Field, posts: Mapping[str, MeasuredPost]) -> Decisions:
    """Read the decisions: `yes`, `no`, or the name that is right; empty says nothing.

    Raises
    ------
    FileMissingError, TooLargeError, TagTableError
        Where there is no such file, or it is no table with the columns `uid` and `decision`.
    """
    tags: dict[str, Tag] = {}
    unknown: list[str] = []
    too_long: list[int] = []
    for line, row in _read(file):
        said = row["decision"].strip().removeprefix("'").strip()
        uid = row["uid"].strip()
        if not said:
            continue
        if uid not in posts:
            unknown.append(uid[:80])
            continue
        value = _decided(said, row.get("proposed", ""))
        if len(value) > _LONGEST:
            too_long.append(line)
            continue
        tags[uid] = Tag(uid=uid, field=field, value=value, source="hand")
    return Decisions(tags=tuple(tags.values()), unknown=tuple(unknown), too_long=tuple(too_long))


def _decided(said: str, proposed: str) -> str:
    word = said.casefold()
    if word in _YES:
        return proposed.strip().removeprefix("'")
    return "" if word in _NO else " ".join(said.split())


def _read(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    if not file.is_file():
        raise FileMissingError(file=file)
    if file.stat().st_size > _MOST_BYTES:
        raise TooLargeError(file=file.name, what=file.name, megabytes=_MOST_BYTES // 1_000_000)
    content = file.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")  # what a spreadsheet in Windows writes
    first = text.partition("\n")[0]
    sign = max(",;\t", key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    try:
        header = [name.strip().casefold() for name in next(lines, [])]
        if not {"uid", "decision"} <= set(header):
            raise TagTableError(file=file.name)
        for row in lines:
            cells = row + [""] * (len(header) - len(row))
            yield lines.line_num, dict(zip(header, cells, strict=False))
    except csv.Error as error:
        raise TagTableError(file=file.name) from error
