"""The seals of the audit logs of this process: each database has the one it was opened with."""

from __future__ import annotations

from balise.domain.note import Sealer

SEALERS: dict[str, Sealer] = {}
"""Name of a database among Django's connections to what seals its log."""
