"""Answers that are files."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpResponse
from django.utils.http import content_disposition_header

MEDIA: Mapping[str, str] = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "toml": "application/toml; charset=utf-8",
    "zip": "application/zip",
}


def sent(data: bytes, media: str, name: str) -> HttpResponse:
    """Give a file to be kept, not shown."""
    answer = HttpResponse(data, content_type=media)
    said = content_disposition_header(as_attachment=True, filename=name)
    answer.headers["Content-Disposition"] = said or "attachment"
    return answer
