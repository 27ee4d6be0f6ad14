"""Where a client approves."""

from __future__ import annotations

from django.urls import path

from balise.web.pages.approve import views

urlpatterns = [
    path("<str:token>", views.approve, name="approve"),
    path("<str:token>/<str:digest>", views.picture, name="approve-picture"),
]
