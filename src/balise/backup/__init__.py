"""One file that holds a whole folder: made while Balise runs, restored into an empty folder."""

from __future__ import annotations

from balise.backup.found import found
from balise.backup.making import make
from balise.backup.restoring import restore

__all__ = ["found", "make", "restore"]
