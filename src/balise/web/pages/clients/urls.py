"""Where all clients come in, and where work of many brands is told of."""

from __future__ import annotations

from django.urls import path, re_path

from balise.web.pages.clients import batches, views

_NAME = "[0-9a-f]{32}"
# Their names are ours and long: no page of a brand that is called “clients” is hidden by them.

urlpatterns = [
    path("clients", views.clients, name="clients"),
    re_path(rf"^clients/(?P<name>{_NAME})$", views.sorted_, name="clients_sorted"),
    path("reports", batches.reports, name="reports"),
    re_path(rf"^batches/(?P<batch>{_NAME})$", batches.batch, name="batch"),
    re_path(rf"^batches/(?P<batch>{_NAME})/cancel$", batches.cancel, name="batch_cancel"),
    re_path(rf"^batches/(?P<batch>{_NAME})/reports\.zip$", batches.taken, name="batch_reports"),
]
