"""The files of a post: shown, put in order, given words and subtitles, added and taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from balise.domain.content import Attachment, Form
from balise.domain.team import Right
from balise.errors import SubtitlesLoneError
from balise.web.access import needs, who_of
from balise.web.site import site_of
from balise.web.streamed import streamed
from balise.words import Speech, mark

_KILO, _SIZE = 1_000, 1_000_000
_MINUTE = 60
_FACTS = {
    "image": mark("{width} × {height}, {size}"),
    "video": mark("{width} × {height}, {time}, {size}"),
    "document": mark("PDF, {size}"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Medium:
    """A file as a page shows it; `subtitles` is the address of those of a video."""

    address: str
    file: Attachment
    form: Form
    facts: str
    subtitles: str = ""

    @property
    def anchor(self) -> str:
        """Name the place of the file on the page."""
        return f"file-{self.file.digest[:12]}"


@needs(Right.SEE)
def file(request: HttpRequest, brand: str, digest: str) -> HttpResponseBase:
    """Give the bytes of a file; another file has another address."""
    return streamed(request, *site_of(request).space.medium(brand, digest))


def shown(s: Speech, brand: str, media: Sequence[Attachment]) -> tuple[Medium, ...]:
    """Tell the files of a post in their order."""
    return tuple(
        Medium(
            address=_at(brand, one.digest),
            file=one,
            form=one.form,
            facts=_told(s, one),
            subtitles=_at(brand, one.captions) if one.captions else "",
        )
        for one in media
    )


def _at(brand: str, digest: str) -> str:
    return reverse("calendar-picture", kwargs={"brand": brand, "digest": digest})


def _told(s: Speech, one: Attachment) -> str:
    minutes, seconds = divmod(round(one.seconds), _MINUTE)
    is_small = one.bytes < _SIZE
    said = mark("{n} kB") if is_small else mark("{n} MB")
    weight = one.bytes / (_KILO if is_small else _SIZE)
    facts = {
        "width": s.number(one.width),
        "height": s.number(one.height),
        "size": s.text(said, n=s.number(weight, 1)),
        "time": f"{minutes}:{seconds:02}",
    }
    return s.text(_FACTS[one.form], **facts)


def as_asked(request: HttpRequest, media: Sequence[Attachment]) -> tuple[Attachment, ...]:
    """Take what a form says of files that are there: their words, which go, and in which order."""
    stay = [
        replace(
            one,
            alt=request.POST.get(f"alt:{one.digest}", one.alt),
            captions="" if f"mute:{one.digest}" in request.POST else one.captions,
        )
        for one in media
        if f"drop:{one.digest}" not in request.POST
    ]
    for name, step in (("earlier", -1), ("later", 1)):
        at = [one.digest for one in stay]
        asked = request.POST.get(name, "")
        if asked in at and 0 <= at.index(asked) + step < len(stay):
            here = at.index(asked)
            stay[here], stay[here + step] = stay[here + step], stay[here]
    return tuple(stay)


def with_new(
    request: HttpRequest, brand: str, media: Sequence[Attachment]
) -> tuple[Attachment, ...]:
    """Keep the files that came with a form, and put them behind those that are there."""
    found = [_with_subtitles(request, brand, one) for one in media]
    alt = request.POST.get("alt", "")
    for sent in request.FILES.getlist("pictures"):
        one = _kept(request, brand, sent)
        if one.form != "subtitles":
            found.append(replace(one, alt=alt))
            continue
        films = [n for n, there in enumerate(found) if there.form == "video"]
        if not films:
            raise SubtitlesLoneError(file=one.name)
        found[films[-1]] = replace(found[films[-1]], captions=one.digest)
    return tuple({one.digest: one for one in reversed(found)}.values())[::-1]


def _with_subtitles(request: HttpRequest, brand: str, one: Attachment) -> Attachment:
    sent = request.FILES.get(f"captions:{one.digest}")
    return replace(one, captions=_kept(request, brand, sent).digest) if sent else one


def _kept(request: HttpRequest, brand: str, sent: UploadedFile[Any]) -> Attachment:
    space, by = site_of(request).space, who_of(request).name
    return space.keep_medium(brand, sent.name or "", sent, by=by)
