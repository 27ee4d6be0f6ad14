"""`balise import` tells of an audience as it does of posts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.e2e.test_command_line import run
from tests.unit.ingest import audience_made as made

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.e2e


def test_it_counts_the_readings_of_an_audience(tmp_path: Path) -> None:
    one = made.AUDIENCE[0]
    (tmp_path / one.name).write_bytes(one.make())
    told = run("import", one.name, "--folder", "space", "--json", cwd=tmp_path)
    assert told.returncode == 0, told.stderr
    (report,) = json.loads(told.stdout)
    assert (report["format"], report["posts"], report["readings"]) == (one.format, 0, 6)
    again = run("import", one.name, "--folder", "space", cwd=tmp_path, language="fr")
    assert again.returncode == 0, again.stderr
    assert "déjà importé" in again.stdout
