"""What programs ask of the brands: the same questions as the command line, as JSON."""

from __future__ import annotations

import balise.web.configured  # noqa: F401 - django-ninja reads the settings as it is imported
