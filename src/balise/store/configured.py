"""Django, set up from code when the first table is imported, unless a host project did it."""

from __future__ import annotations

import django
from django.conf import settings as django_settings

from balise.store import settings

if not django_settings.configured:
    django_settings.configure(
        **{name: getattr(settings, name) for name in dir(settings) if name.isupper()}
    )
    django.setup()
