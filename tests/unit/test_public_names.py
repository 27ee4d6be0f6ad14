"""What `import balise` gives."""

from __future__ import annotations

import subprocess
import sys

import pytest

import balise


@pytest.mark.parametrize(
    "name", ["experiment.compare", "ingest.read", "learn.fit", "plan.make", "simulate.World"]
)
def test_a_room_is_there_when_it_is_asked_for(name: str) -> None:
    room, _, verb = name.partition(".")
    asked = f"import balise; print(callable(balise.{room}.{verb}))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)  # noqa: S603 - our own interpreter
    assert done.stdout.strip() == "True"


def test_a_name_that_is_not_there_is_told() -> None:
    with pytest.raises(AttributeError, match="astrology"):
        _ = balise.astrology
