"""Lints over drafts and plans: limits, manners, access, the brand, and the ask.

Every finding names the rule that it comes from; `balise.reference.network_rules` holds the rules,
each with its source and the day on which it was looked at. Nothing here reads a file, the clock or
the network: texts stay where they are.
"""

from __future__ import annotations

from balise.check.checks import check

__all__ = ["check"]
