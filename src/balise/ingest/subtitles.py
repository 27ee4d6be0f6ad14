"""Subtitles of videos: read as SRT or WebVTT, and written anew as WebVTT, which browsers show."""

from __future__ import annotations

import html
import re

from balise.errors import Said, SubtitlesError
from balise.words import mark

MOST_BYTES = 1 << 20
_MOST = 20_000
_TIME = r"(?:(\d{1,3}):)?([0-5]?\d):([0-5]\d)[.,](\d{3})"
_TIMES = re.compile(rf"\s*{_TIME}\s+-->\s+{_TIME}(?:\s.*)?")
_TAG = re.compile(r"<[^<>\n]{0,200}>|\{\\[^{}\n]{0,200}\}")
_ODD = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_LETTERS = mark("it is not written in UTF-8")
_NONE = mark("there are no times such as 00:00:01,000 --> 00:00:03,500")
_BACK = mark("it ends before it begins, or begins before the one above")
_MANY = mark("there are too many")


def looks_so(head: bytes) -> bool:
    r"""Tell whether a file begins as subtitles do.

    Examples
    --------
    >>> looks_so(b"WEBVTT"), looks_so(b"1\r\n00:00:01,000 --> 00:00:02,000"), looks_so(b"Hi")
    (True, True, False)
    """
    said = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return said.startswith(b"WEBVTT") or b"-->" in said[:200]


def webvtt(data: bytes, name: str) -> bytes:
    r"""Write subtitles as WebVTT, with nothing in them but times and words.

    Raises
    ------
    SubtitlesError
        They cannot be read; it names the line.

    Examples
    --------
    >>> webvtt(b"1\n00:00:01,000 --> 00:00:02,500\n<i>Hi & bye</i>\n", "a.srt").decode()
    'WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nHi &amp; bye\n'
    """
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SubtitlesError(file=name, line=line, what=Said(_LETTERS)) from error
    told: list[str] = ["WEBVTT"]
    before, at, cues = 0, 0, 0
    while at < len(lines):
        times = _TIMES.fullmatch(lines[at]) if len(lines[at]) <= 300 else None  # noqa: PLR2004
        at += 1
        if times is None:
            continue
        start, end = _ms(times.groups()[:4]), _ms(times.groups()[4:])
        cues += 1
        if end <= start or start < before or cues > _MOST:
            what = _MANY if cues > _MOST else _BACK
            raise SubtitlesError(file=name, line=at, what=Said(what))
        before, words = start, []
        while at < len(lines) and lines[at].strip():
            words.append(_plain(lines[at]))
            at += 1
        if any(words):
            told.append(f"{_clock(start)} --> {_clock(end)}\n" + "\n".join(filter(None, words)))
    if len(told) == 1:
        raise SubtitlesError(file=name, line=1, what=Said(_NONE))
    return ("\n\n".join(told) + "\n").encode()


def _plain(line: str) -> str:
    bare = _ODD.sub("", _TAG.sub("", line)).replace("-->", "→").strip()
    return html.escape(html.unescape(bare), quote=False)


def _ms(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, thousandths = (int(one or 0) for one in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths


def _clock(ms: int) -> str:
    seconds, rest = divmod(ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
