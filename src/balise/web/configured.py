"""Django, set up from code with the settings of the pages and of the store under them."""

from __future__ import annotations

import django
from django.conf import settings as django_settings

from balise.store import settings as of_store
from balise.web import settings as of_web

SETTINGS = {
    name: getattr(module, name) for module in (of_store, of_web) for name in dir(module)
    if name.isupper()
}  # fmt: skip

if not django_settings.configured:
    django_settings.configure(**SETTINGS)
    django.setup()
