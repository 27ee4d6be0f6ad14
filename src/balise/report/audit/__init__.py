"""Posts and what was learnt of them -> an audit of the past, and what it proposes for a strategy."""

from __future__ import annotations

from balise.report.audit.prefill import prefill
from balise.report.audit.whole import audit

__all__ = ["audit", "prefill"]
