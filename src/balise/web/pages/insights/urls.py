"""Where the answers of a brand are."""

from __future__ import annotations

from django.urls import path

from balise.web.pages.insights.learning import begin, cancel
from balise.web.pages.insights.views import insights

urlpatterns = [
    path("insights", insights, name="insights"),
    path("insights/jobs/<str:job>/cancel", cancel, name="insights_cancel"),
    path("insights/jobs/<str:job>/begin", begin, name="insights_begin"),
]
