"""Where the calendar of a brand, its posts and its files are."""

from __future__ import annotations

from django.urls import path

from balise.web.pages.calendar import (
    added,
    card,
    copied,
    handed,
    made,
    many,
    media,
    moved,
    voices,
    written,
)
from balise.web.pages.calendar.views import calendar, events

_POST = "calendar/<str:slot>"

urlpatterns = [
    path("calendar", calendar, name="calendar"),
    path("calendar/events", events, name="calendar-events"),
    path("calendar/approve", many.approve, name="calendar-approve"),
    path("calendar/ask", many.ask, name="calendar-ask-many"),
    path("calendar/skip", many.skip, name="calendar-skip"),
    path("calendar/restore", many.restore, name="calendar-restore"),
    path("calendar/shift", many.shift, name="calendar-shift"),
    path("calendar/texts", copied.texts, name="calendar-texts"),
    path("calendar/plan", made.plan, name="calendar-plan"),
    path("calendar/plan/<str:job>", made.making, name="calendar-making"),
    path("calendar/plan/<str:job>/cancel", made.call_off, name="calendar-call-off"),
    path("calendar/new", added.new, name="calendar-new"),
    path("calendar/moments", added.moments, name="calendar-moments"),
    path("calendar/ready", moved.ready, name="calendar-ready"),
    path("calendar/week", handed.week, name="calendar-week"),
    path("calendar/files/<str:form>", handed.file, name="calendar-file"),
    path("calendar/pictures/<str:digest>", media.file, name="calendar-picture"),
    path(_POST, card.card, name="calendar-card"),
    path(f"{_POST}/text", written.write, name="calendar-write"),
    path(f"{_POST}/seen", written.seen, name="calendar-seen"),
    path(f"{_POST}/copy", copied.copy, name="calendar-copy"),
    path(f"{_POST}/move", moved.move, name="calendar-move"),
    path(f"{_POST}/change", moved.change, name="calendar-change"),
    path(f"{_POST}/comment", voices.comment, name="calendar-comment"),
    path(f"{_POST}/ask", voices.ask, name="calendar-ask"),
    path(f"{_POST}/changes", voices.changes, name="calendar-changes"),
    path(f"{_POST}/approve", voices.approve, name="calendar-agree"),
]
