"""Exports of the networks, told apart by what they hold, to posts, readings and findings."""

from __future__ import annotations

from balise.ingest.beside import batches
from balise.ingest.exports import Export, open_export
from balise.ingest.files import Mapping, clients_in, open_exports, refused
from balise.ingest.layout import Context
from balise.ingest.layouts import grid
from balise.ingest.mapping import TableMapping
from balise.ingest.mapping_check import load as load_mapping
from balise.ingest.read import Imported, read
from balise.ingest.suggest import suggest

__all__ = [
    "Context",
    "Export",
    "Imported",
    "Mapping",
    "TableMapping",
    "batches",
    "clients_in",
    "grid",
    "load_mapping",
    "open_export",
    "open_exports",
    "read",
    "refused",
    "suggest",
]
