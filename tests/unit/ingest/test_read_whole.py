"""All that each export gives, against what it gave when that was last looked at.

`read.json` is that. After a change that is meant: `python -m tests.unit.ingest.test_read_whole`
from the top of the project writes it anew, and the difference is read line by line.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.unit.ingest import exports_made as made
from tests.unit.ingest.audience_made import AUDIENCE
from tests.unit.ingest.networks_json_made import NETWORKS_JSON
from tests.unit.ingest.odd_made import ODD, Odd

from balise.domain.account import Account
from balise.ingest import open_export, suggest
from balise.ingest.layout import Context
from balise.ingest.mapping_check import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

EXPORTS = [Odd(name=one.name, data=one.make()) for one in (*made.MADE, *AUDIENCE, *NETWORKS_JSON)]
WRITTEN = datetime(2026, 7, 1, 12, tzinfo=UTC)
LOOKED_AT = Path(__file__).with_name("read.json")
KNOWN = Account(id="tiktok:m", brand="b", network="tiktok", handle="moulin.demo")
EVERY = {f"{one.name} {n}": one for n, one in enumerate([*EXPORTS, *ODD])}
BLOCKS = "Audience.csv"  # no table for which a mapping could be suggested
SUGGESTED = {f"{one.name} {n} suggested": one for n, one in enumerate(ODD) if one.name != BLOCKS}


def _told(values: Iterable[Any], *without: str) -> list[dict[str, Any]]:
    """Give what differs from what is said where nothing is."""
    return [
        {
            field.name: asdict(value)[field.name]
            for field in fields(value)
            if field.name not in without and getattr(value, field.name) not in (field.default, {})
        }
        for value in values
    ]


def _put(folder: Path, one: Odd) -> Path:
    """Write a file at a time that is known."""
    path = folder / one.name
    path.write_bytes(one.data)
    os.utime(path, (WRITTEN.timestamp(), WRITTEN.timestamp()))
    return path


def whole(folder: Path, one: Odd) -> Any:
    """Read a file."""
    export = open_export(_put(folder, one), parse(one.mapping) if one.mapping else None)
    batches = list(export.batches(Context.of([KNOWN], timezone="Europe/Brussels")))
    told = {
        "format": export.format,
        "rows": sum(batch.rows for batch in batches),
        "posts": _told(post for batch in batches for post in batch.posts),
        "readings": _told(reading for batch in batches for reading in batch.readings),
        "outcomes": _told(outcome for batch in batches for outcome in batch.outcomes),
        "findings": _told((f for batch in batches for f in batch.findings), "message"),
    }
    return _plain(told)


def suggested(folder: Path, one: Odd) -> Any:
    """Suggest a mapping of a file."""
    return _plain(asdict(suggest(_put(folder, one))))


def _plain(told: dict[str, Any]) -> Any:
    return json.loads(json.dumps({name: said for name, said in told.items() if said}, default=str))


@pytest.mark.parametrize("name", EVERY)
def test_a_file_gives_all_that_it_gave(tmp_path: Path, name: str) -> None:
    looked_at = json.loads(LOOKED_AT.read_text(encoding="utf-8"))
    assert whole(tmp_path, EVERY[name]) == looked_at[name]


@pytest.mark.parametrize("name", SUGGESTED)
def test_a_file_has_the_mapping_suggested_that_it_had(tmp_path: Path, name: str) -> None:
    looked_at = json.loads(LOOKED_AT.read_text(encoding="utf-8"))
    assert suggested(tmp_path, SUGGESTED[name]) == looked_at[name]


def test_every_file_that_was_looked_at_is_read() -> None:
    assert set(json.loads(LOOKED_AT.read_text(encoding="utf-8"))) == {*EVERY, *SUGGESTED}


def _lines(found: Mapping[str, Any]) -> str:
    """Write a line for each post, reading and finding, for a person to read."""

    def said(value: object) -> str:
        if not isinstance(value, list):
            return json.dumps(value, ensure_ascii=False)
        rows = ",\n".join(json.dumps(one, ensure_ascii=False) for one in value)
        return f"[\n{rows}\n]" if rows else "[]"

    exports = (
        f"{json.dumps(name, ensure_ascii=False)}: {{\n"
        + ",\n".join(f"{json.dumps(part)}: {said(value)}" for part, value in one.items())
        + "\n}"
        for name, one in found.items()
    )
    return "{\n" + ",\n".join(exports) + "\n}\n"


def _write_anew() -> None:
    from tempfile import TemporaryDirectory  # noqa: PLC0415 - only where a person asks for it

    with TemporaryDirectory() as folder:
        found = {name: whole(Path(folder), one) for name, one in EVERY.items()}
        found |= {name: suggested(Path(folder), one) for name, one in SUGGESTED.items()}
    LOOKED_AT.write_text(_lines(found), encoding="utf-8")


if __name__ == "__main__":
    _write_anew()
