"""A process that is watched over: started again when it dies, and ended when it is to."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from balise.cli import supervised
from balise.cli.supervised import Kept
from balise.cli.worker import tell_of_worker
from balise.errors import WorkerDiedError

DIES = """
import json, sys
print(json.dumps({"state": "working", "asked": json.loads(sys.stdin.readline())}), flush=True)
sys.exit(3)
"""
LIVES = """
import json, sys
sys.stdin.readline()
print(json.dumps({"state": "working"}), flush=True)
sys.stdin.read()
"""
CANNOT = """
import json
facts = {"what": "work in the background", "extra": "worker"}
print(json.dumps({"error": "ExtraMissingError", "facts": facts}), flush=True)
"""


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Kept]:
    """Keep a process of a module that is written here; `-P` is left out so that it is found."""
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}:{':'.join(path for path in sys.path if path)}")
    monkeypatch.setattr(supervised, "FIRST_PAUSE_S", 0.05)

    def make(code: str) -> Kept:
        (tmp_path / "made_up.py").write_text(code, "utf-8")
        return Kept(module="made_up", asked={"folder": "x"}, told=told.append)

    told: list[dict[str, Any]] = []
    return make


def heard(one: Kept) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = one.told.__self__  # type: ignore[attr-defined]
    return found


def until(true: Callable[[], bool]) -> None:
    give_up = time.monotonic() + 60
    while not true():
        assert time.monotonic() < give_up
        time.sleep(0.02)


def test_what_dies_is_started_again_after_a_pause_that_grows(kept: Callable[[str], Kept]) -> None:
    one = kept(DIES)
    one.start()
    until(lambda: sum("died" in told for told in heard(one)) >= 3)
    one.close()
    assert heard(one)[0] == {"state": "working", "asked": {"folder": "x"}}
    deaths = [told for told in heard(one) if "died" in told]
    assert {told["died"] for told in deaths} == {3}
    assert [told["pause"] for told in deaths[:3]] == [0.05, 0.1, 0.2]


def test_what_lives_ends_when_it_is_to_and_is_not_started_again(
    kept: Callable[[str], Kept],
) -> None:
    one = kept(LIVES)
    one.start()
    until(lambda: bool(heard(one)))
    one.close()
    assert heard(one) == [{"state": "working"}]
    assert one._process is not None
    assert one._process.returncode == 0


def test_what_cannot_work_here_is_not_tried_for_ever(kept: Callable[[str], Kept]) -> None:
    one = kept(CANNOT)
    one.start()
    until(lambda: one._thread is not None and not one._thread.is_alive())
    assert [told["error"] for told in heard(one)] == ["ExtraMissingError"]
    one.close()


def test_what_was_never_started_is_closed_all_the_same(
    kept: Callable[[str], Kept], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(LIVES).close()
    cut_off = kept(LIVES)
    monkeypatch.setattr(threading.Thread, "start", interrupted)
    with pytest.raises(KeyboardInterrupt):
        cut_off.start()
    cut_off.close()


def interrupted(_thread: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"died": -9, "pause": 2.0}, "stopped by itself (-9). It is started again in 2 s."),
        ({"state": "paused"}, "balise worker --resume"),
        ({"error": "WorkerDiedError", "facts": {"times": "3"}}, str(WorkerDiedError(times=3))),
        ({"state": "working"}, ""),
    ],
)
def test_each_thing_that_a_user_is_to_know_is_one_line(
    told: dict[str, Any], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    tell_of_worker(told)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert said in captured.err
    assert captured.err.count("\n") == bool(said)
