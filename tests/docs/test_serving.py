"""The page on `balise serve`: what it shows is what happens."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from django.urls import resolve

import balise.web.configured  # noqa: F401 - the addresses need Django set up
from balise.web import nav
from balise.web.middleware import HEADERS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/how-to/serve.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


def test_the_page_names_every_page_that_a_brand_has() -> None:
    told = re.findall(r"^\| ([A-Z][a-z]+) \|", PAGE, re.MULTILINE)
    assert sorted(told) == sorted(label for _name, _icon, label, _right in nav.PAGES)


def test_every_address_that_the_page_names_is_there() -> None:
    told = re.findall(r"^\| `(/[^`]*)`", PAGE, re.MULTILINE)
    assert len(told) > 5
    for address in told:
        assert resolve(address.replace("BRAND", "park"), "balise.web.urls")


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
