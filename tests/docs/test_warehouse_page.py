"""The page on sums of any size: its snippets run, and name what Ibis has."""

from __future__ import annotations

import ast
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from tests.property.rows_made import assert_same

from balise import simulate
from balise.workspace import Workspace

pytest.importorskip("ibis")
ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/how-to/warehouse.md").read_text(encoding="utf-8")
PASSED_ON = {"snowflake": {"warehouse"}}
"""What Ibis hands on to the library behind it; its own page on Snowflake does so."""
BLOCK = re.compile(r"```python( elsewhere)?\n(.*?)```", re.DOTALL)


@pytest.mark.filterwarnings("ignore:fetch_:DeprecationWarning")  # Ibis 12, DuckDB 2
def test_what_can_run_here_runs_and_gives_the_same_sums(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exports = tmp_path / "exports"
    exports.mkdir()
    for name, content in simulate.exports(simulate.World(5, weeks=12)).items():
        (exports / name).write_bytes(content)
    Workspace.open(tmp_path / "balise-demo").import_([exports], timezone="Europe/Brussels")
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    for elsewhere, block in BLOCK.findall(PAGE):
        if not elsewhere:
            exec(block, names)  # noqa: S102 - our own page
    assert names["written"] == sum(names["sums"].n.values()) > 0
    assert_same(names["same"], names["sums"])
    assert "hashtag" in set(names["effects"]["factor"])


@pytest.mark.parametrize("backend", ["postgres", "pyspark", "bigquery", "snowflake", "clickhouse"])
def test_connections_are_made_with_words_that_ibis_documents(backend: str) -> None:
    said = words(backend) - PASSED_ON.get(backend, set())
    known = documented(backend)
    assert said
    assert said <= known


def words(backend: str) -> set[str]:
    """Read the parameters that the page gives to a backend."""
    calls = [
        node
        for elsewhere, block in BLOCK.findall(PAGE)
        if elsewhere
        for node in ast.walk(ast.parse(block))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == f"ibis.{backend}.connect"
    ]
    assert len(calls) == 1
    return {word.arg for word in calls[0].keywords if word.arg}


def documented(backend: str) -> set[str]:
    """Read the parameters of a backend as it documents them, without the library behind it."""
    found = find_spec("ibis.backends")
    assert found is not None
    assert found.origin is not None
    text = (Path(found.origin).parent / backend / "__init__.py").read_text(encoding="utf-8")
    connects = [
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef) and node.name == "do_connect"
    ]
    assert len(connects) == 1
    return set(re.findall(r"^(\w+)$", ast.get_docstring(connects[0]) or "", re.MULTILINE))
