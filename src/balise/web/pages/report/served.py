"""A kept report on its way to a browser: what stands in it may run, and nothing else."""

from __future__ import annotations

import re

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from balise.domain.kept_report import KeptReport

_CLOSED = "default-src 'none'; base-uri 'none'; form-action 'none'"
_META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
_HASHES = r"(?:'none'|'sha256-[A-Za-z0-9+/=]{44}'(?: 'sha256-[A-Za-z0-9+/=]{44}')*)"
_POLICY = re.compile(
    rf"default-src 'none'; style-src {_HASHES}; script-src {_HASHES}; img-src data:; "
    r"base-uri 'none'; form-action 'none'"
)
_HEAD = 2_000
_ALONE = "; frame-ancestors 'none'; sandbox allow-scripts allow-popups allow-downloads"
"""A report has no part in our pages: neither in their cookies nor in anything they may do."""
_SHOWN = frozenset({"html", "pdf"})


def policy(content: bytes) -> str:
    """Give the policy of a report: that which it was written with, by the hashes of its blocks.

    It stands in its head before any word of a user. One that reads otherwise is not ours, and
    nothing runs of it.
    """
    head = content[:_HEAD].decode("utf-8", "replace").replace("&#x27;", "'")
    found = _META.search(head)
    said = found[1] if found and _POLICY.fullmatch(found[1]) else _CLOSED
    return said + _ALONE


def served(report: KeptReport, content: bytes, *, is_download: bool = False) -> HttpResponse:
    """Answer with a report: shown where browsers show it, else as a file to keep."""
    response = HttpResponse(content, content_type=report.mime)
    is_shown = report.form in _SHOWN and not is_download
    said = content_disposition_header(as_attachment=not is_shown, filename=report.file_name)
    response.headers["Content-Disposition"] = said or "attachment"
    if report.form != "pdf":  # viewers of PDF are scripts of the browser's own
        response.headers["Content-Security-Policy"] = policy(content)
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
