"""Files of posts as browsers ask for them: whole, or from here to there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from balise.domain.content import Attachment

_PART = 256 << 10
_DAY_S = 24 * 3600
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
_READ = frozenset({"image/jpeg", "image/png", "image/webp", "video/mp4", "video/quicktime",
                   "text/vtt"})  # fmt: skip
"""What is shown on a page; all else is only ever saved."""


def streamed(request: HttpRequest, found: Attachment, file: IO[bytes]) -> HttpResponseBase:
    """Give a file, or the part of it that is asked for; another file has another address."""
    asked = request.headers.get("Range", "")
    span = _span(asked, found.bytes) if asked else None
    if span is not None and span[0] >= span[1]:
        file.close()
        answer: HttpResponseBase = HttpResponse(status=416)
        answer.headers["Content-Range"] = f"bytes */{found.bytes}"
        return answer
    start, end = span or (0, found.bytes)
    answer = _answer(file, start, end, 206 if span else 200)
    if span:
        answer.headers["Content-Range"] = f"bytes {start}-{end - 1}/{found.bytes}"
    answer.headers["Accept-Ranges"] = "bytes"
    answer.headers["Content-Type"] = found.media_type
    if found.media_type not in _READ:
        answer.headers["Content-Type"] = "application/pdf"
        answer.headers["Content-Disposition"] = f'attachment; filename="{found.digest[:12]}.pdf"'
    answer.headers["Cache-Control"] = f"private, max-age={_DAY_S}, immutable"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _answer(file: IO[bytes], start: int, end: int, status: int) -> HttpResponseBase:
    file.seek(start)
    if end - start <= _PART:
        with file:
            return HttpResponse(file.read(end - start), status=status)
    answer = StreamingHttpResponse(_Parts(file, end - start), status=status)
    answer.headers["Content-Length"] = str(end - start)
    return answer


class _Parts:
    """A stretch of a file, part by part; closed too by a browser that goes before its end."""

    def __init__(self, file: IO[bytes], left: int) -> None:
        self._file, self._left = file, left

    def __iter__(self) -> Iterator[bytes]:
        while self._left > 0 and (part := self._file.read(min(_PART, self._left))):
            self._left -= len(part)
            yield part

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _span(asked: str, size: int) -> tuple[int, int] | None:
    """Read from where to where; None where it cannot be read: the whole is given then.

    Examples
    --------
    >>> _span("bytes=0-9", 100), _span("bytes=90-", 100), _span("bytes=-5", 100)
    ((0, 10), (90, 100), (95, 100))
    >>> _span("bytes=100-", 100), _span("bytes=9-1", 100), _span("bytes=1-2,5-6", 100)
    ((100, 100), None, None)
    """
    match = _RANGE.fullmatch(asked.strip())
    if match is None or not any(match.groups()):
        return None
    first, last = match.groups()
    if not first:
        return (max(0, size - int(last)), size) if int(last) else (size, size)
    start, end = int(first), min(int(last) + 1 if last else size, size)
    if last and int(last) < start:
        return None
    return (start, max(start, end)) if start < size else (size, size)
