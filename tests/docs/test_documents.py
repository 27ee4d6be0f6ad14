"""Documents that cannot lie."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from balise import simulate
from balise.cli.verbs import verbs

ROOT = Path(__file__).resolve().parents[2]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_reference_is_what_the_program_says() -> None:
    command = [sys.executable, str(ROOT / "tools" / "reference.py"), "--check"]
    done = subprocess.run(command, check=False)  # noqa: S603 - our own tool
    assert done.returncode == 0, "run make docs"


def test_both_readmes_name_every_verb_and_the_two_commands() -> None:
    for name in ("README.md", "LISEZMOI.md"):
        for verb in verbs():
            assert f"`balise {verb.name}" in read(name), f"{name}: {verb.name}"
        assert "make demo" in read(name)
        assert "make test" in read(name)


def test_both_readmes_have_the_same_sections() -> None:
    def shape(name: str) -> list[str]:
        return [line[:2] for line in read(name).splitlines() if re.match(r"#|\||```", line)]

    assert shape("README.md") == shape("LISEZMOI.md")


def test_links_between_documents_lead_somewhere() -> None:
    for name in ("README.md", "LISEZMOI.md", "CONTRIBUTING.md"):
        for target in re.findall(r"\]\(([^)#]+)\)", read(name)):
            if not target.startswith("http"):
                assert (ROOT / target).exists(), f"{name}: {target}"


def test_the_notebook_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "my-exports"
    folder.mkdir()
    for name, content in simulate.exports(simulate.World(5, weeks=12)).items():
        (folder / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    (block,) = re.findall(r"```python\n(.*?)```", read("README.md"), re.DOTALL)
    names: dict[str, Any] = {}
    exec(block, names)  # noqa: S102 - the README's own words
    assert {"factor", "level", "n", "multiplier", "low", "high", "verdict"} <= set(
        names["fit"].effects().columns
    )
    assert len(names["fit"].predict(names["posts"].tail(5))) == 5
