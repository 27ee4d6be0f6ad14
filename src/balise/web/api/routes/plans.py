"""The plan: its posts, its forecasts, its files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any, Literal
from zipfile import ZIP_DEFLATED, ZipFile
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from ninja import File, Query, Router
from ninja.files import UploadedFile

from balise import handoff
from balise.domain.handed import Handed
from balise.domain.plan import Plan
from balise.domain.plan_json import plan_to_dict
from balise.domain.team import Right
from balise.domain.version import PlanVersion
from balise.errors import BodySizeError, FormUnsaidError, PlanMissingError
from balise.plan.briefs import briefs
from balise.report import planned
from balise.report.json_ import plain
from balise.report.roadmap import Known
from balise.report.week import Said as SaidOfWeek
from balise.report.week_forms import render as week_page
from balise.web.access import who_of
from balise.web.api.faults import MEGABYTE, MOST_JSON
from balise.web.api.files import MEDIA, sent
from balise.web.api.rights import needs
from balise.web.api.shapes import Given, Ready, Slots, Values, Version
from balise.web.language import speech_of
from balise.web.site import site_of

router = Router(tags=["plan"])


class FileAsked(Given):
    """In which language."""

    language: Literal["", "en", "fr"] = ""


class PageAsked(FileAsked):
    """In which form, and from which day."""

    form: Literal["html", "pdf"] = "html"
    start: date | None = None


@router.get("/brands/{brand:brand}/plan", response=Values, **needs(Right.SEE))
def plan(request: HttpRequest, brand: str) -> Any:
    """Give the plan that was made last, as it was left since."""
    last = _last(request, brand)
    return {"number": last.number, "made_at": last.made_at, **_told(last.plan)}


@router.get("/brands/{brand:brand}/plans", response=list[Version], **needs(Right.SEE))
def plans(request: HttpRequest, brand: str) -> list[PlanVersion]:
    """List the plans, the oldest first."""
    return [*site_of(request).space.store.plans(brand)]  # ninja takes a pair for a status


@router.get("/brands/{brand:brand}/forecasts", response=list[Values], **needs(Right.SEE))
def forecasts(request: HttpRequest, brand: str) -> Any:
    """Tell where each objective will stand, with its interval and its chance."""
    return [plain(one) for one in site_of(request).space.forecasts(brand)]


@router.get("/brands/{brand:brand}/plan/files", response=list[Values], **needs(Right.SEE))
def forms(request: HttpRequest, brand: str) -> list[dict[str, Any]]:
    """List what the plan can be written as."""
    del brand
    tongue = speech_of(request)
    return [
        {"form": name, "label": tongue.text(form.label), "verified": form.verified}
        for name, form in handoff.FORMS.items()
    ]


@router.get("/brands/{brand:brand}/plan/files/{form}", **needs(Right.SEE))
def file(request: HttpRequest, brand: str, form: str, asked: Query[FileAsked]) -> HttpResponse:
    """Write the plan for another program, in the texts that were written; several files are a ZIP.

    One that fills the other program's own template is sent it: `POST` to the same address.
    """
    return _handed(request, brand, form, asked.language)


@router.post("/brands/{brand:brand}/plan/files/{form}", **needs(Right.SEE))
def filled(
    request: HttpRequest,
    brand: str,
    form: str,
    asked: Query[FileAsked],
    template: File[UploadedFile],
) -> HttpResponse:
    """Fill another program's own template with the plan."""
    if (template.size or 0) > MOST_JSON:
        raise BodySizeError(megabytes=MOST_JSON // MEGABYTE)
    return _handed(request, brand, form, asked.language, template=template.read())


def _handed(
    request: HttpRequest, brand: str, form: str, language: str, **more: Any
) -> HttpResponse:
    if form not in handoff.FORMS:
        raise FormUnsaidError(name=form[:100], known=", ".join(handoff.FORMS))
    space, last = site_of(request).space, _last(request, brand)
    tongue = language or speech_of(request).language
    cards = briefs(space.strategy(brand), last.plan.slots, language=tongue)
    if form == "ics":
        more |= space.calendar(brand)
    found = handoff.hand_off(
        last.plan, cards, form=form, language=tongue, now=datetime.now(UTC),
        texts=space.texts(brand), **more,
    )  # fmt: skip
    files = [one for one in found if one.rows] or list(found[:1])
    if len(files) == 1:
        return sent(files[0].data, files[0].media_type, files[0].name)
    return sent(_together(files), "application/zip", f"{form}.zip")


def _together(files: Sequence[Handed]) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as box:
        for one in files:
            box.writestr(one.name, one.data)
    return packed.getvalue()


@router.get("/brands/{brand:brand}/plan/pages/{page}", **needs(Right.SEE))
def pages(
    request: HttpRequest,
    brand: str,
    page: Literal["roadmap", "week"],
    asked: Query[PageAsked],
) -> HttpResponse:
    """Write the road map of the plan, or the brief of a week, as `balise plan` does."""
    space, last = site_of(request).space, _last(request, brand)
    language, ours = asked.language or speech_of(request).language, space.strategy(brand)
    today = datetime.now(UTC).astimezone(ZoneInfo(space.zone(brand))).date()
    made_up = space.is_made_up(brand)
    if page == "roadmap":
        written = planned.render(
            last.plan, ours, language=language, form=asked.form,
            ranking=space.ranking(ours, brand), known=Known(made=today, is_made_up=made_up),
        )  # fmt: skip
    else:
        told = SaidOfWeek(
            strategy=ours, starts=asked.start or last.plan.starts or today, made=today,
            is_prior=last.plan.prior, is_made_up=made_up,
        )  # fmt: skip
        cards = briefs(ours, last.plan.slots, language=language)
        written = week_page(cards, told, language=language, form=asked.form)
    return sent(written, MEDIA[asked.form], f"{page}.{asked.form}")


@router.post("/brands/{brand:brand}/plan/skip", response=Values, **needs(Right.EDIT))
def skip(request: HttpRequest, brand: str, given: Slots) -> Any:
    """Leave posts of the plan out."""
    space = site_of(request).space
    space.skip_slots(brand, given.slots, by=who_of(request).name)
    return _told(_last(request, brand).plan)


@router.post("/brands/{brand:brand}/plan/unskip", response=Values, **needs(Right.EDIT))
def unskip(request: HttpRequest, brand: str, given: Slots) -> Any:
    """Take posts up again that were left out."""
    space = site_of(request).space
    space.unskip_slots(brand, given.slots, by=who_of(request).name)
    return _told(_last(request, brand).plan)


@router.post("/brands/{brand:brand}/plan/ask", response=Values, **needs(Right.EDIT))
def ask(request: HttpRequest, brand: str, given: Ready) -> Any:
    """Say that posts of the plan are ready, and ask for their approval; all of them or none.

    What says nothing yet, is approved, out or left out is refused, and so is what is over.
    """
    space = site_of(request).space
    space.ask_approval(brand, given.slots, by=who_of(request).name, line=given.line)
    return _told(_last(request, brand).plan)


@router.post("/brands/{brand:brand}/plan/approve", response=Values, **needs(Right.APPROVE))
def approve(request: HttpRequest, brand: str, given: Slots) -> Any:
    """Approve posts of the plan as they are written; no token may unless it was given by name.

    `all` stands for every post that is planned.
    """
    space = site_of(request).space
    slots = space.unagreed(brand) if "all" in given.slots else given.slots
    space.approve_slots(brand, slots, by=who_of(request).name)
    return _told(_last(request, brand).plan)


def _last(request: HttpRequest, brand: str) -> PlanVersion:
    found = site_of(request).space.store.latest_plan(brand)
    if found is None:
        raise PlanMissingError
    return found


def _told(made: Plan) -> Any:
    return plain(plan_to_dict(made))
