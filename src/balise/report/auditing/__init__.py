"""Posts and what was learnt of them -> an audit, and what it proposes for a strategy."""

from __future__ import annotations

from balise.report.auditing.blocks import audit_blocks
from balise.report.auditing.page import audit_sections
from balise.report.auditing.prefill import prefill
from balise.report.auditing.whole import audit

__all__ = ["audit", "audit_blocks", "audit_sections", "prefill"]
