"""Where the rows of an outcome are."""

from __future__ import annotations

from django.urls import path

from balise.web.pages.outcomes.views import outcomes

urlpatterns = [path("outcomes", outcomes, name="outcomes")]
