"""Where the days of an account are."""

from __future__ import annotations

from django.urls import path

from balise.web.pages.days.views import days

urlpatterns = [path("days", days, name="days")]
