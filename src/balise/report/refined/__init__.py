"""A look back at a plan, and what the strategy should learn from it, in words."""

from balise.report.refined.page import Held, Other, Page, Surprise
from balise.report.refined.words import Told, page

__all__ = ["Held", "Other", "Page", "Surprise", "Told", "page"]
