"""Pictures of pages, kept by the tests that open them: what a journey saw, and what docs show."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
KEPT = Path(os.environ.get("BALISE_PICTURES", ROOT / "build" / "pictures"))
"""Where pictures go; `make pictures` makes those of the docs small and puts them there."""


def keep(page: Any, name: str, *, whole: bool = False) -> Path:
    """Keep a picture of a page as it stands.

    Parameters
    ----------
    page
        Of Playwright.
    name
        Folders and name without the ending, such as ``docs/en/home`` or ``editor/fr/3-calendar``.
    whole
        The whole page, not what fits in the window.
    """
    file = KEPT / f"{name}.png"
    file.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=file, full_page=whole, animations="disabled", caret="hide")
    return file
