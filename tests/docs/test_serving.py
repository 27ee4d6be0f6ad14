"""The page on `balise serve`: what it shows is what happens."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import balise.web.configured  # noqa: F401 - the addresses need Django set up
from balise.web import urls
from balise.web.middleware import HEADERS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/how-to/serve.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


def patterns(found: list[object]) -> set[str]:
    """List the last step of every address."""
    names = set()
    for each in found:
        inner = getattr(each, "url_patterns", None)
        names |= patterns(inner) if inner is not None else {str(getattr(each, "pattern", ""))}
    return names


def test_the_page_names_every_address() -> None:
    told = {name.rpartition("/")[2] for name in re.findall(r"^\| `(/[^`]*)`", PAGE, re.MULTILINE)}
    there = patterns(list(urls.urlpatterns)) - {"static/<asset:name>", "rows.csv"}
    assert told == there


def test_the_page_tells_the_policy_that_is_sent() -> None:
    assert "Content-Security-Policy: default-src 'self'" in PAGE
    assert HEADERS["Content-Security-Policy"].startswith("default-src 'self'")


@pytest.mark.e2e
def test_what_the_page_shows_is_what_happens(tmp_path: Path) -> None:
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(tmp_path), "BALISE_LANGUAGE": "en", "TZ": "UTC",
        "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1",
    }  # fmt: skip
    for block in BLOCK.findall(PAGE):
        for part in block.split("$ balise ")[1:]:
            command, *shown = part.splitlines()
            words = [sys.executable, "-m", "balise.cli.main", *shlex.split(command)]
            with subprocess.Popen(  # noqa: S603 - the words of our own page
                words, cwd=tmp_path, env=environment, text=True, stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
            ) as process:  # fmt: skip
                said = told(process, shown[-1])
            for line in shown:
                assert line in said, said


def told(process: subprocess.Popen[str], last: str) -> str:
    """Read what a command says up to a line; one that goes on after it is ended."""
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if last in said and "http://127.0.0.1" in last:
            process.terminate()
            break
    return said
