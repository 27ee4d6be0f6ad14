"""`balise key`: another key, and a log that stays whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from balise.cli.key import key
from balise.workspace import Workspace


def test_a_new_key_takes_its_place_and_the_log_stays_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BALISE_KEY", raising=False)
    monkeypatch.delenv("BALISE_KEY_FILE", raising=False)
    Workspace.open(tmp_path).note("login", by="ana@example.org")
    before = (tmp_path / "key").read_text()
    asked = ["--folder", str(tmp_path), "--json"]
    told = json.loads(CliRunner().invoke(key, [*asked, "--rotate"]).stdout)
    assert (tmp_path / "key").read_text() != before
    assert (told["is_whole"], told["rows"], told["sealed"], told["foreign"]) == (True, 2, 2, 0)
    again = json.loads(CliRunner().invoke(key, asked).stdout)
    assert again == {**told, "sealed_again": None}
    assert "2" in CliRunner().invoke(key, asked[:2]).stdout
