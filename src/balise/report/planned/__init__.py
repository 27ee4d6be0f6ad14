"""The road map of a plan: what is aimed at, the calendar, where it leads, and how sure that is."""

from __future__ import annotations

from balise.report.planned.forms import FORMS, render
from balise.report.planned.page import page
from balise.report.planned.rows import AimRow, PostRow, outlook_rows, post_rows
from balise.report.planned.values import Page

__all__ = ["FORMS", "AimRow", "Page", "PostRow", "outlook_rows", "page", "post_rows", "render"]
