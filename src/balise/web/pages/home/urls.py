"""Where the first page of a brand is."""

from __future__ import annotations

from django.urls import path

from balise.web.pages.home.views import home

urlpatterns = [path("", home, name="home")]
