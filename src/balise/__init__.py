"""Balise: a social-media strategy engine that learns from your own exports."""

from __future__ import annotations

__version__ = "0.1.0"
