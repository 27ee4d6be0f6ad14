"""Where reports are."""

from __future__ import annotations

from django.urls import path

from balise.web.pages.report import looks, notes, schedules, sharing, views

urlpatterns = [
    path("report", views.report, name="report"),
    path("report/schedules", schedules.schedules, name="report_schedules"),
    path("report/schedules/<int:id_>/remove", schedules.remove, name="report_schedule_remove"),
    path("report/look", looks.look, name="report_look"),
    path("report/look/logo", looks.logo, name="report_logo"),
    path("report/notes", notes.notes, name="report_notes"),
    path("report/notes/preview", notes.preview, name="report_preview"),
    path("report/links", sharing.links, name="report_links"),
    path("report/links/<int:id_>/end", sharing.end, name="report_link_end"),
    path("report/kept/<int:id_>", views.file, name="report_file"),
    path("report/kept/<int:id_>/remove", views.remove, name="report_remove"),
    path("report/kept/<int:id_>/share", sharing.share, name="report_share"),
    path("report/jobs/<str:job>/cancel", views.cancel, name="report_cancel"),
]
