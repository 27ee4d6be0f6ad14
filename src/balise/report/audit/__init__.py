"""Posts and what was learnt of them -> an audit, and what it proposes for a strategy."""

from __future__ import annotations

from balise.report.audit.blocks import audit_blocks
from balise.report.audit.page import audit_sections
from balise.report.audit.prefill import prefill
from balise.report.audit.whole import audit

__all__ = ["audit", "audit_blocks", "audit_sections", "prefill"]
