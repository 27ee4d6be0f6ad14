"""Where the files of a brand are."""

from __future__ import annotations

from django.urls import path

from balise.web.pages.files.views import files

urlpatterns = [path("files", files, name="files")]
