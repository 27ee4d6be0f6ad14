"""Exports of the networks, told apart by what they hold, to posts, readings and findings."""

from __future__ import annotations

from balise.ingest.exports import Export, open_export
from balise.ingest.files import open_exports, refused
from balise.ingest.layout import Context
from balise.ingest.read import Imported, read

__all__ = ["Context", "Export", "Imported", "open_export", "open_exports", "read", "refused"]
