"""Where the findings of the imports are."""

from __future__ import annotations

from django.urls import path

from balise.web.pages.findings.views import findings

urlpatterns = [path("findings", findings, name="findings")]
