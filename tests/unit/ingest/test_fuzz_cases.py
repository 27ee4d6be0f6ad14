"""What the fuzz found stays mended."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from tests.unit.ingest.fuzz_cases import CASES, Case

from balise.errors import BaliseError
from balise.ingest import Context, open_export, suggest
from balise.ingest.mapping_check import parse
from balise.ingest.mapping_text import toml
from balise.words import LANGUAGES, Speech

if TYPE_CHECKING:
    from pathlib import Path

MOST_SECONDS = 5


def outcome(path: Path, mapping: str) -> tuple[str, int, list[str]]:
    """Read a file: the error that it ends with, how many rows it has, and all that is told."""
    tongues = [Speech(language) for language in LANGUAGES]
    try:
        export = open_export(path, parse(mapping) if mapping else None)
        batches = list(export.batches(Context.of(())))
    except BaliseError as error:
        return type(error).__name__, 0, [tongue.error(error) for tongue in tongues]
    findings = [found for batch in batches for found in batch.findings]
    told = [tongue.finding(one) for tongue in tongues for one in findings]
    return "", sum(batch.rows for batch in batches), told


def suggestion(path: Path) -> list[str]:
    """Suggest a mapping in each language; an error on one line is one as well."""
    try:
        found = suggest(path)
    except BaliseError as error:
        return [Speech(language).error(error) for language in LANGUAGES]
    return [toml(found, Speech(language), "balise import") for language in LANGUAGES]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_reads_what_once_broke_it(tmp_path: Path, case: Case) -> None:
    path = tmp_path / case.name
    path.write_bytes(case.make())
    began = time.process_time()
    error, rows, told = outcome(path, case.mapping)
    assert (error, rows) == (case.error, case.rows), case.was
    assert [line for line in told if len(line.splitlines()) != 1] == []
    assert time.process_time() - began < MOST_SECONDS


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_suggests_or_says_why_not(tmp_path: Path, case: Case) -> None:
    path = tmp_path / case.name
    path.write_bytes(case.make())
    began = time.process_time()
    assert all(suggestion(path)), case.was
    assert time.process_time() - began < MOST_SECONDS
