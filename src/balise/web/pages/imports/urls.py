"""Where files come in."""

from __future__ import annotations

from django.urls import path

from balise.web.pages.imports import columns, kept, views

urlpatterns = [
    path("import", views.imports, name="import"),
    path("import/grid.csv", views.grid, name="import_grid"),
    path("import/mapping/<int:number>", kept.mapping, name="import_mapping"),
    path("import/mapping/<int:number>/forget", kept.forget, name="import_mapping_forget"),
    path("import/<str:job>", views.one, name="import_job"),
    path("import/<str:job>/cancel", views.cancel, name="import_cancel"),
    path("import/<str:job>/again", views.again, name="import_again"),
    path("import/<str:job>/columns/<int:number>", columns.columns, name="import_columns"),
]
