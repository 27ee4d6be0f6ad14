"""Where the answers of a brand are."""

from __future__ import annotations

from django.urls import path

from balise.web.pages.insights.views import insights

urlpatterns = [path("insights", insights, name="insights")]
