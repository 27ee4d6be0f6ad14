"""Where one looks back at a plan."""

from __future__ import annotations

from django.urls import path

from balise.web.pages.refine.answers import answer
from balise.web.pages.refine.views import decided, done, following, refine, review

urlpatterns = [
    path("refine", refine, name="refine"),
    path("refine/plan", done, name="refine-done"),
    path("refine/review", review, name="refine-review"),
    path("refine/decided", decided, name="refine-decided"),
    path("refine/next", following, name="refine-next"),
    path("refine/answer", answer, name="refine-answer"),
]
