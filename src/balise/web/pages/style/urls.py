"""Where the components are shown."""

from __future__ import annotations

from django.urls import path

from balise.web.pages.style.views import style

urlpatterns = [path("style", style, name="style")]
