"""The libraries for secrets, imported when they are asked for: an analyst alone needs none."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from balise.errors import ExtraMissingError, Said
from balise.words import mark


def library(name: str) -> Any:
    """Import one.

    Raises
    ------
    ExtraMissingError
        It is not installed.
    """
    try:
        return import_module(name)
    except ImportError:
        raise ExtraMissingError(what=Said(mark("logins")), extra="worker") from None
