"""Where one begins."""

from __future__ import annotations

from django.urls import path

from balise.web.pages.start import asking, doors

urlpatterns = [
    path("start", doors.doors, name="start"),
    path("start/files", doors.files, name="start_files"),
    path("start/demo", doors.demo, name="start_demo"),
    path("start/demo/<str:job>", doors.demo_job, name="start_demo_job"),
    path("start/demo/<str:job>/cancel", doors.demo_cancel, name="start_demo_cancel"),
    path("start/strategy", asking.question, name="start_strategy"),
    path("start/strategy/check", asking.check, name="start_check"),
    path("start/strategy/made", asking.made, name="start_made"),
]
