"""What worked, why, and the report of it."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from typing import Annotated, Any, Literal

from annotated_types import MaxLen
from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router
from ninja.responses import Status

from balise import report as reporting
from balise.domain.kept_report import ReportAsked as Wanted
from balise.domain.team import Right
from balise.errors import FieldsError
from balise.report import Answers, Look
from balise.report.json_ import plain
from balise.studying import Wanted as Period
from balise.web.access import who_of
from balise.web.api.rights import needs
from balise.web.api.shapes import Given, Job, Name, Values
from balise.web.desk import Desk
from balise.web.language import speech_of
from balise.web.site import site_of
from balise.words import LANGUAGES

Form = Literal["html", "pdf", "json", "csv", "pptx"]
_MEDIA = {
    "html": "text/html; charset=utf-8", "pdf": "application/pdf", "csv": "application/zip",
    "json": "application/json",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}  # fmt: skip
_ENDINGS = {"csv": "zip"}

router = Router(tags=["insights"])


class Asked(Given):
    """Of which KPI and which days."""

    kpi: Name = "engagement"
    start: date | None = None
    end: date | None = None


class AuditAsked(Given):
    """Of which KPI, beside whose figures."""

    kpi: Name = ""
    industry: Name = ""
    followers: Annotated[list[Name], MaxLen(50)] = Field(
        default_factory=list, description="ACCOUNT=NUMBER where no file tells them."
    )


class Kpi(Given):
    """Of which KPI."""

    kpi: Name = "engagement"


class ReportAsked(Asked):
    """In which form and language."""

    form: Form = "html"
    language: Literal["", "en", "fr"] = ""


@router.get("/brands/{brand:brand}/insights", response=Values, **needs(Right.SEE))
def insights(request: HttpRequest, brand: str, asked: Query[Asked]) -> Any:
    """Answer what worked, as the report in JSON does."""
    return plain(_answers(request, brand, asked))


@router.get("/brands/{brand:brand}/report", response={200: None, 202: Job}, **needs(Right.SEE))
def report(request: HttpRequest, brand: str, asked: Query[ReportAsked]) -> Any:
    """Write the report as a file.

    Of thousands of posts a worker learns first: until it has, its job is given (202).
    """
    site = site_of(request)
    name, desk = site.space.brand(brand), site.desk
    period = Period(kpi=asked.kpi, start=asked.start, end=asked.end)
    if not desk.is_learnt(name, period, "answers") and site.space.has_worker():
        return Status(202, desk.begin(name, period, by=who_of(request).name))
    form = asked.form if asked.form in reporting.FORMS else "html"
    language = asked.language if asked.language in LANGUAGES else speech_of(request).language
    wanted = Wanted(form=form, language=language, kpi=asked.kpi, start=asked.start, end=asked.end)
    answers, look = _composed(desk, name, wanted)
    written = reporting.render(answers, language=language, form=form, look=look)
    response = HttpResponse(written, content_type=_MEDIA[form])
    name = f"report.{_ENDINGS.get(form, form)}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _composed(desk: Desk, brand: str, asked: Wanted) -> tuple[Answers, Look]:
    """Compose a report of what is known: a question writes nothing, and learns nothing twice."""
    found = desk.answers(brand, asked.kpi, asked.start, asked.end)
    fit = desk.expecting(brand, asked.kpi) or desk.learnt(brand, asked.kpi).fit
    known = replace(desk.archive(brand).material, kpi=asked.kpi, fit=fit)
    return desk.space.compose(brand, asked, known=known, found=found, is_anew=False)


@router.get("/brands/{brand:brand}/estimates", response=list[Values], **needs(Right.SEE))
def estimates(request: HttpRequest, brand: str, asked: Query[Kpi]) -> Any:
    """List what drives a KPI: each level with its interval, its count and its evidence."""
    site = site_of(request)
    name = site.space.brand(brand)
    if not (found := site.desk.told(name, asked.kpi)):
        site.desk.learnt(name, asked.kpi)  # says why nothing can be learnt
        found = site.desk.estimates(name, asked.kpi)
    return [plain(one) for one in found]


@router.get("/brands/{brand:brand}/explanations/{path:post_uid}", response=Values,
            **needs(Right.INSPECT))  # fmt: skip
def explanation(request: HttpRequest, brand: str, post_uid: str, asked: Query[Kpi]) -> Any:
    """Explain what was to be expected of a post; the reasons multiply to it."""
    found = site_of(request).space.explain(post_uid, brand=brand, kpi=asked.kpi)
    names = ("kpi", "observed", "expected", "low", "high")
    told = {name: getattr(found, name) for name in names}
    reasons = [asdict(reason) for reason in found.reasons]
    return plain({"post_uid": found.post.post.uid, **told, "reasons": reasons})


@router.get("/brands/{brand:brand}/audit", response=Values, **needs(Right.INSPECT))
def audit(request: HttpRequest, brand: str, asked: Query[AuditAsked]) -> Any:
    """Audit habits and results beside published figures."""
    space = site_of(request).space
    told = dict(_followers(one) for one in asked.followers)
    found = space.audit(brand, kpi=asked.kpi, industry=asked.industry, followers=told)
    if told.keys() - {name for one in found.accounts for name in (one.id, one.network)}:
        raise FieldsError(fields="followers")
    return plain({**asdict(found), "prefill": asdict(reporting.prefill(found))})


def _followers(said: str) -> tuple[str, float]:
    """Read `instagram:shop=1200`."""
    account, _, number = said.rpartition("=")
    if not account or not number.isdecimal() or not 1 <= int(number[:16]) < 10**15:
        raise FieldsError(fields=f"followers ({said[:60]})")
    return account, float(number)


def _answers(request: HttpRequest, brand: str, asked: Asked) -> Answers:
    site = site_of(request)
    name = site.space.brand(brand)  # one without posts is told so
    return site.desk.answers(name, asked.kpi, asked.start, asked.end)
