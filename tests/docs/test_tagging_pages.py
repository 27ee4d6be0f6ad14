"""The pages on past posts and on competitors: what they show is what happens."""

from __future__ import annotations

import csv
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"```(\w+) ?([\w.-]*)\n(.*?)```", re.DOTALL)
RAN = {"tag-past-posts": 5, "competitors": 5}


def run(words: list[str], cwd: Path) -> str:
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(cwd), "BALISE_LANGUAGE": "en", "TZ": "UTC",
        "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1",
    }  # fmt: skip
    done = subprocess.run(  # noqa: S603 - the words of our own page
        [sys.executable, "-m", "balise.cli.main", *words], cwd=cwd, env=environment,
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    return " ".join((done.stdout + done.stderr).split())


def decide(file: Path, lines: str) -> None:
    """Write decisions beside the posts whose uid ends as each line says."""
    rows = list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines()))
    for line in lines.splitlines():
        end, _, decision = line.partition("=")
        (row,) = (row for row in rows if row["uid"].endswith(end))
        row["decision"] = decision
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@pytest.mark.e2e
@pytest.mark.parametrize("name", sorted(RAN))
def test_what_the_page_shows_is_what_happens(tmp_path: Path, name: str) -> None:
    page = (ROOT / f"docs/how-to/{name}.md").read_text(encoding="utf-8")
    ran = 0
    for kind, file, body in BLOCK.findall(page):
        if kind in {"csv", "toml"}:
            (tmp_path / file).write_text(body, encoding="utf-8")
        elif kind == "edit":
            decide(tmp_path / file, body)
        else:
            command, *shown = body.splitlines()
            said = run(shlex.split(command.removeprefix("$ balise ")), tmp_path)
            for line in shown:
                assert " ".join(line.split()) in said, said
            ran += 1
    assert ran == RAN[name]
