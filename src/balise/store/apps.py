"""The store as a Django application, for projects that host Balise."""

from __future__ import annotations

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """Tables are named `balise_*`, whatever else lives in the database."""

    name = "balise.store"
    label = "balise"
    verbose_name = "Balise"
