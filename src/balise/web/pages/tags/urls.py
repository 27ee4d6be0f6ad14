"""Where one says what past posts are about."""

from __future__ import annotations

from django.urls import path

from balise.web.pages.tags import views

urlpatterns = [
    path("tags", views.tags, name="tags"),
    path("tags/accept", views.accept, name="tags_accept"),
    path("tags/begin", views.begin, name="tags_begin"),
    path("tags/jobs/<str:job>/cancel", views.cancel, name="tags_cancel"),
]
