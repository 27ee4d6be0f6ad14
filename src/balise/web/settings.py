"""What Django needs beside the store's settings to serve pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
ROOT_URLCONF = "balise.web.urls"
APPEND_SLASH = False
USE_I18N = False  # sentences are said by balise.words, in the reader's language
MIDDLEWARE = [
    "balise.web.middleware.armoured",
    "balise.web.middleware.guarded",
    "balise.web.middleware.Answered",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "OPTIONS": {"builtins": ["balise.web.tags"]},
    }
]
