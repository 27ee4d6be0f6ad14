"""What Django needs beside the store's settings to serve pages."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

DEBUG = False
ALLOWED_HOSTS = ["*"]  # the guard knows by which names each site may be called
ROOT_URLCONF = "balise.web.urls"
APPEND_SLASH = False
USE_I18N = False  # sentences are said by balise.words, in the reader's language
SECRET_KEY = secrets.token_urlsafe(32)  # of what lasts until the next page; sessions have their own
MIDDLEWARE = [
    "balise.web.middleware.armoured",
    "balise.web.middleware.glancing",
    "balise.web.middleware.guarded",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "balise.web.access.Permitted",
    "balise.web.middleware.Answered",
]
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SESSION_COOKIE_SAMESITE = "Strict"  # of the cookie of messages too
CSRF_COOKIE_NAME = "balise-csrf"
CSRF_COOKIE_HTTPONLY = True  # pages hold the token themselves
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "balise.web.urls.stale"
DATA_UPLOAD_MAX_NUMBER_FILES = 500  # forms take fewer, and say so
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_PERMISSIONS = 0o600
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "OPTIONS": {"builtins": ["balise.web.tags"]},
    }
]
