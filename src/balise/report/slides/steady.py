"""The same slides, the same bytes: nothing of a file tells when or where it was written."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

_DATED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(<)")
_FIRST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP archive can hold."""
_TABLE = ".xlsx"


def steady(written: bytes, moment: datetime | None) -> bytes:
    """Write an Office file anew with one moment in all places: that of its figures."""
    at = (moment or datetime(*_FIRST, tzinfo=UTC)).astimezone(UTC)
    return _anew(written, at.strftime("%Y-%m-%dT%H:%M:%SZ").encode())


def _anew(written: bytes, stamp: bytes) -> bytes:
    fresh = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(written)) as old,
        zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if name.endswith(_TABLE):
                content = _anew(content, stamp)
            elif name == "docProps/core.xml":
                content = _DATED.sub(rb"\g<1>" + stamp + rb"\g<3>", content)
            entry = zipfile.ZipInfo(name, _FIRST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return fresh.getvalue()
