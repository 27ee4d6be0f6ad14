"""The two pages on the first hour: what they show is what happens, in their language."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from balise.strategy.interview import STEPS

ROOT = Path(__file__).resolve().parents[2]
PAGES = {"en": "docs/how-to/start-from-nothing.md", "fr": "docs/how-to/partir-de-zero.md"}
BLOCK = re.compile(r"```(\w+) ?([\w.-]*)\n(.*?)```", re.DOTALL)


def read(language: str) -> str:
    return (ROOT / PAGES[language]).read_text(encoding="utf-8")


def plain(said: str) -> str:
    """Set blanks alike: a page is written with plain ones."""
    return " ".join(said.replace("\u202f", " ").split())


def run(words: list[str], cwd: Path, language: str) -> str:
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(cwd), "BALISE_LANGUAGE": language, "TZ": "UTC",
        "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1",
    }  # fmt: skip
    done = subprocess.run(  # noqa: S603 - the words of our own page
        [sys.executable, "-m", "balise.cli.main", *words], cwd=cwd, env=environment,
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    return plain(done.stdout + done.stderr)


@pytest.mark.parametrize("language", list(PAGES))
def test_the_page_names_every_question_and_links_lead_somewhere(language: str) -> None:
    page = read(language)
    table = [line for line in page.splitlines() if line.startswith("| ")]
    assert len(table) == len(STEPS) + 1
    for target in re.findall(r"\]\(([^)#]+)", page):
        assert (ROOT / "docs/how-to" / target).exists(), target


def test_both_pages_have_the_same_shape() -> None:
    def shape(language: str) -> list[str]:
        found = re.findall(r"(?m)^(#+ |\||```\w*)", read(language))
        return [str(each) for each in found]

    assert shape("en") == shape("fr")


@pytest.mark.e2e
@pytest.mark.parametrize("language", list(PAGES))
def test_what_the_page_shows_is_what_happens(tmp_path: Path, language: str) -> None:
    ran = 0
    for kind, name, body in BLOCK.findall(read(language)):
        if kind == "csv":
            (tmp_path / name).write_text(body, encoding="utf-8")
        elif kind == "console":
            command, *shown = body.splitlines()
            words = shlex.split(command.removeprefix("$ balise "))
            said = run(words, tmp_path, language)
            for line in shown:
                assert plain(line) in said, said
            ran += 1
    assert ran == 4
    assert (tmp_path / "roadmap.html").exists()
