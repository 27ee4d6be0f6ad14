"""Documents whose blocks are run one after the other, in one folder and one language."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
_BLOCK = re.compile(r"^```(\w+) ?([\w.-]*)\n(.*?)^```", re.DOTALL | re.MULTILINE)
_FIGURE = re.compile(r"[−+×]?\d[\d .,]*(?<![ .,])")
_WRITTEN = {"csv", "toml", "python"}


def plain(said: str) -> str:
    """Set blanks alike: a page is written with plain ones."""
    return " ".join(said.replace("\u202f", " ").replace("\xa0", " ").split())


def masked(said: str) -> str:
    """Set figures alike, with their signs."""
    return _FIGURE.sub("#", plain(said))


def shape(page: str) -> list[str]:
    """Tell what two languages of a page have in common: headings, tables, blocks, commands."""
    return re.findall(r"(?m)^(#+ |\||```\w*|\$ )", page)


def links(page: str) -> list[str]:
    """List where a page leads to in this project."""
    return [to for to in re.findall(r"\]\(([^)#\s]+)", page) if not to.startswith("http")]


def play(page: str, folder: Path, language: str) -> int:
    """Write the files of a page, run its commands, and hold its output against what comes.

    A block with the name of a file is written; `diff` changes one; in `console` each line after a
    command has to be found in what it says, in that order, but for its figures: those of another
    processor may differ in the last digit. Gives the number of commands.
    """
    ran = 0
    for kind, name, body in _BLOCK.findall(page):
        if kind == "diff":
            _change(folder / name, body)
        elif name and kind in _WRITTEN:
            (folder / name).write_text(body, encoding="utf-8")
        elif kind == "python":
            _check(f"python -c {shlex.quote(body)}", [], folder, language)
        elif kind == "console":
            for command, shown in _commands(body):
                _check(command, shown, folder, language)
                ran += 1
    return ran


def _commands(body: str) -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    for line in body.splitlines():
        if line.startswith("$ "):
            found.append((line.removeprefix("$ "), []))
        elif line.strip():
            found[-1][1].append(line)
    return found


def _change(file: Path, diff: str) -> None:
    text = file.read_text(encoding="utf-8")
    sides = {sign: [x[1:] for x in diff.splitlines() if x[0] in (sign, " ")] for sign in "-+"}
    before, after = ("\n".join(sides[sign]) for sign in "-+")
    assert text.count(before) == 1, before
    file.write_text(text.replace(before, after), encoding="utf-8")


def _check(command: str, shown: list[str], folder: Path, language: str) -> None:
    said = _run(command, folder, language)
    rest = masked(said)
    for line in shown:
        wanted = masked(line)
        assert wanted in rest, f"{command}\n{line}\n{said}"
        rest = rest.partition(wanted)[2]


def _run(command: str, folder: Path, language: str) -> str:
    program, *words = shlex.split(command)
    start = {"balise": ["-m", "balise.cli.main"], "python": []}[program]
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(folder), "BALISE_LANGUAGE": language, "TZ": "UTC",
        "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1", "COLUMNS": "120",
    }  # fmt: skip
    done = subprocess.run(  # noqa: S603 - the words of our own page
        [sys.executable, *start, *words], cwd=folder, env=environment,
        capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    said = done.stdout + done.stderr
    assert program == "balise" or done.returncode == 0, said
    assert "Traceback" not in said, said
    return said
