"""The engine where its library is not installed; how it works is tested with a worker."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from balise.engine import Engine
from balise.errors import ExtraMissingError


def test_without_the_library_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "dbos", None)
    with pytest.raises(ExtraMissingError, match=r"balise\[worker\]"):
        Engine.open(f"sqlite:///{tmp_path / 'engine.db'}", place="worker", run=print)
    assert not (tmp_path / "engine.db").exists()
