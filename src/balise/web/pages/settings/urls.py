"""Where the settings of a brand are."""

from __future__ import annotations

from django.urls import path

from balise.web.pages.settings import beside, links, log, outward, views

urlpatterns = [
    path("settings", views.team, name="settings"),
    path("settings/role", views.role, name="role"),
    path("settings/links", links.links, name="client-links"),
    path("settings/links/revoke", links.revoke, name="revoke-link"),
    path("settings/beside", beside.beside, name="beside"),
    path("settings/outward", outward.outward, name="outward"),
    path("settings/feeds", outward.add_feed, name="add-feed"),
    path("settings/feeds/end", outward.end_feed, name="end-feed"),
    path("settings/webhooks", outward.add_hook, name="add-hook"),
    path("settings/webhooks/test", outward.try_hook, name="test-hook"),
    path("settings/webhooks/remove", outward.remove_hook, name="remove-hook"),
    path("settings/log", log.log, name="log"),
]
