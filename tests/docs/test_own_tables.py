"""The page on tables of one's own: what it shows is what happens."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from balise.ingest.mapping_check import SETTINGS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/how-to/own-tables.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"```(\w+) ?([\w.-]*)\n(.*?)```", re.DOTALL)


def run(words: list[str], cwd: Path) -> str:
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(cwd), "BALISE_LANGUAGE": "en", "TZ": "UTC",
        "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1",
    }  # fmt: skip
    done = subprocess.run(  # noqa: S603 - the words of our own page
        [sys.executable, "-m", "balise.cli.main", *words], cwd=cwd, env=environment,
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    return plain(done.stdout + done.stderr)


def plain(said: str) -> str:
    """Leave out what a new metric or another width changes: line numbers and spaces."""
    return re.sub(r"line \d+", "line N", " ".join(said.split()))


def edited(text: str, lines: str) -> str:
    """Replace the line of each setting by the one that the page gives."""
    for line in lines.splitlines():
        key = line.partition(" = ")[0]
        setting = rf"(?m)^{re.escape(key)} = .*$"
        text, n = re.subn(setting, line.replace("\\", r"\\"), text)
        assert n == 1, key
    return text


@pytest.mark.e2e
def test_what_the_page_shows_is_what_happens(tmp_path: Path) -> None:
    ran = 0
    for kind, name, body in BLOCK.findall(PAGE):
        file = tmp_path / name
        if kind == "csv":
            file.write_text(body, encoding="utf-8")
        elif kind == "toml":
            written = file.read_text(encoding="utf-8").splitlines()
            assert [line for line in body.splitlines() if line not in written] == []
        elif kind == "edit":
            file.write_text(edited(file.read_text(encoding="utf-8"), body), encoding="utf-8")
        else:
            command, *shown = body.splitlines()
            said = run(shlex.split(command.removeprefix("$ balise ")), tmp_path)
            for line in shown:
                assert plain(line) in said, said
            ran += 1
    assert ran == 6


def test_the_page_names_every_setting() -> None:
    for setting in SETTINGS:
        assert f"`{setting}`" in PAGE or f"`[{setting}]`" in PAGE, setting
