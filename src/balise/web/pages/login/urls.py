"""Where one comes in and goes out."""

from __future__ import annotations

from django.urls import path

from balise.web.pages.login import views

urlpatterns = [
    path("login", views.login, name="login"),
    path("logout", views.logout, name="logout"),
    path("invitation/<str:token>", views.invitation, name="invitation"),
    path("reset/<str:token>", views.invitation, name="reset"),
]
