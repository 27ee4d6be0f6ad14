"""The address of a calendar."""

from __future__ import annotations

from django.urls import path

from balise.web.pages.feeds.views import feed

urlpatterns = [path("<str:secret>.ics", feed, name="feed")]
