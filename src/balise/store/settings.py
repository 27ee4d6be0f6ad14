"""What Balise asks of Django where no other project has configured it already."""

from __future__ import annotations

from typing import Any

INSTALLED_APPS = ["balise.store"]
DATABASES: dict[str, dict[str, Any]] = {}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
LOGGING_CONFIG = None  # a library leaves the logging of its host alone
