"""Where the first page is."""

from __future__ import annotations

from django.urls import path

from balise.web.pages.portfolio.views import portfolio

urlpatterns = [path("", portfolio, name="portfolio")]
