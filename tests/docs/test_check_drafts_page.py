"""The page on checking drafts: what it shows is what happens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from balise.check.drift import LEAST
from balise.cli.main import balise
from balise.domain.post import KINDS
from balise.ingest.drafts.settings import SETTINGS
from balise.reference.network_rules import STALE_DAYS, networks

PAGE = (Path(__file__).resolve().parents[2] / "docs/how-to/check-drafts.md").read_text("utf-8")
BLOCK = re.compile(r"```(\w+) ?([\w.-]*)\n(.*?)```", re.DOTALL)


def test_what_the_page_shows_is_what_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    blocks = {kind: (name, body) for kind, name, body in BLOCK.findall(PAGE)}
    name, drafts = blocks["toml"]
    (tmp_path / name).write_text(drafts, encoding="utf-8")
    command, *shown = blocks["console"][1].strip().splitlines()
    ran = CliRunner().invoke(balise, [*command.split()[2:], "--language", "en"])
    said = " ".join(ran.output.split())
    assert ran.exit_code == 0
    assert [line for line in shown if " ".join(line.split()) not in said] == []


def test_the_page_names_every_setting_and_every_network() -> None:
    named = set(re.findall(r"`(\w+)`", PAGE))
    assert SETTINGS.keys() <= named
    assert set(networks()) <= named
    assert {"file", "alt", "captions", "seconds", "width", "height", "bytes"} <= named
    assert named & set(KINDS)
    assert f"{STALE_DAYS} days" in " ".join(PAGE.split())
    assert f"It needs {LEAST} of them" in " ".join(PAGE.split())
