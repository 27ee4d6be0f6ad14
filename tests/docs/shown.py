"""What the pages of the docs show."""

from __future__ import annotations

import re
from pathlib import Path

from tests.docs.told import DOCS, ROOT

PAGES = {
    file.relative_to(ROOT).as_posix(): file.read_text(encoding="utf-8")
    for file in sorted((*ROOT.glob("*.md"), *DOCS.rglob("*.md")))
}
"""Every page of the project, by its path."""
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
SHOWN: dict[Path, str] = {
    ((ROOT / page).parent / file).resolve(): page
    for page, text in PAGES.items()
    for _, file in PICTURE.findall(text)
}
"""Every picture that a page shows, with one page that does."""
PICTURES = {file.stem for file in SHOWN}
"""Names of the pictures that pages show, whatever the language."""
