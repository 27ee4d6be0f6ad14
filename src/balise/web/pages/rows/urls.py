"""Where the posts behind a number are."""

from __future__ import annotations

from django.urls import path

from balise.web.pages.rows.views import rows, table

urlpatterns = [path("rows", rows, name="rows"), path("rows.csv", table, name="table")]
