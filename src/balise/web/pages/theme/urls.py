"""Where the theme is chosen."""

from __future__ import annotations

from django.urls import path

from balise.web.pages.theme.views import theme

urlpatterns = [path("theme", theme, name="theme")]
