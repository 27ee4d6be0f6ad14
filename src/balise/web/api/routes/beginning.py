"""How a brand begins: starters, ideas, a first strategy, a new brand, the folders of clients."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any, Literal

from annotated_types import Len
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Field, File, Form, Query, Router
from ninja.files import UploadedFile
from ninja.responses import Status

from balise.domain.team import Right, Role
from balise.errors import BrandNameError, BrandThereError
from balise.reference.export_paths import paths
from balise.report import roadmap_forms as forms
from balise.report.export_steps import said
from balise.report.json_ import plain
from balise.report.roadmap_drawn import made
from balise.strategy import Strategy
from balise.strategy.answers import Answers, Background
from balise.strategy.draft import draft
from balise.strategy.interview import complete
from balise.strategy.starter import OTHER, slugs, starter
from balise.web.access import Circle, who_of
from balise.web.api import clients
from balise.web.api.files import MEDIA, sent
from balise.web.api.rights import needs
from balise.web.api.routes.brands import router as of_brands
from balise.web.api.shapes import Given, Job, Long, Name, Values
from balise.web.language import speech_of
from balise.web.site import site_of

router = Router(tags=["beginning"])
BrandName = Annotated[Name, Len(1, 200)]


class NewBrand(Given):
    """A name that no brand here has, and the text of its strategy.toml."""

    name: BrandName
    strategy: Long


class Interview(Given):
    """Answers by the names of the questions (`GET /starters` lists both); others are guessed."""

    answers: dict[Name, Name] = Field(default_factory=dict, max_length=100)
    language: Literal["en", "fr"] = "en"
    starts: date | None = None


class RoadAsked(Interview):
    """In which form, too."""

    form: Literal["html", "pdf"] = "html"


class IdeasAsked(Given):
    """Which ideas."""

    pillar: Name = ""
    stage: Name = ""
    kind: Name = ""
    most: int = Field(200, ge=1, le=500)
    language: Literal["en", "fr"] = "en"


class ClientsTold(Given):
    """What an import of clients is told beside its file."""

    timezone: Name = ""


class NewPerson(Given):
    """Somebody, and what they are for the brand."""

    email: Name
    role: Role


class NewOwner(Given):
    """Somebody to whom the installation belongs from then on."""

    email: Name


@router.get("/starters", response=list[str], **needs(Circle.INSIDE))
def starters(request: HttpRequest) -> Any:
    """Name the starters."""
    del request
    return [*slugs(), OTHER]


@router.get("/starters/{slug}/ideas", response=Values, **needs(Circle.INSIDE))
def ideas(request: HttpRequest, slug: str, asked: Query[IdeasAsked]) -> Any:
    """List ideas of a starter that are ready to film, photograph or write."""
    del request
    one = starter(slug, asked.language)
    found = one.choose(pillar=asked.pillar, stage=asked.stage, kind=asked.kind)[: asked.most]
    return plain({"note": one.note, "ideas": [asdict(idea) for idea in found]})


@router.get("/exports", response=list[Values], **needs(Circle.INSIDE))
def exports(request: HttpRequest) -> Any:
    """Tell where to click for the export of each network, and what is in it."""
    tongue = speech_of(request)
    return [
        plain({
            "name": one.name, "title": tongue.text(one.title), "file": one.file, "url": one.url,
            "steps": [said(step, one, tongue) for step in one.steps],
            "holds": tongue.text(one.holds), "checked": one.checked,
        })
        for one in paths()
    ]  # fmt: skip


@router.post("/strategy/draft", response=Values, **needs(Circle.INSIDE))
def interview(request: HttpRequest, given: Interview) -> Any:
    """Draft a strategy from answers, as `balise init -y` does; nothing is kept."""
    del request
    return {"text": draft(_answered(given)).dump()}


@router.post("/strategy/draft/roadmap", **needs(Circle.INSIDE))
def roadmap(request: HttpRequest, given: RoadAsked) -> HttpResponse:
    """Write the road map of a strategy that is drafted from answers; nothing is kept."""
    del request
    _, road = made(_answered(given), Background(), file="strategy.toml")
    written = forms.render(road, language=given.language, form=given.form)
    return sent(written, MEDIA[given.form], f"roadmap.{given.form}")


def _answered(given: Interview) -> Answers:
    today = date.today()  # noqa: DTZ011 - the day of this computer, as the interview takes it
    begun = Answers.begun(language=given.language, today=today, starts=given.starts)
    return complete(begun, given.answers)


@of_brands.post("/brands", response={201: Values}, **needs(Circle.MASTER))
def make(request: HttpRequest, given: NewBrand) -> Any:
    """Make a brand with its strategy; for the owner of the installation."""
    space, name = site_of(request).space, given.name.strip()
    if not name or not name.isprintable():
        raise BrandNameError
    if name in space.every_brand():
        raise BrandThereError(name=name)
    kept = space.keep_strategy(Strategy.parse(given.strategy), brand=name)
    space.note("brand-made", by=who_of(request), brand=name)
    return Status(201, {"name": name, "strategy_number": kept.number})


@router.post("/imports/clients", response={202: list[Job]}, **needs(Circle.MASTER))
def import_clients(request: HttpRequest, file: File[UploadedFile], told: Form[ClientsTold]) -> Any:
    """Bring a ZIP of folders in, each a client: one brand each, and a job each.

    For the owner of the installation. A brand that is not known yet is made.
    """
    space, by = site_of(request).space, who_of(request).name
    zone = {"timezone": told.timezone} if told.timezone else {}
    jobs = [
        space.start_job("import", brand=brand, asked={"paths": files, **zone}, by=by)
        for brand, files in clients.unpacked(space.uploads, file).items()
    ]
    return Status(202, jobs)


@router.post("/brands/{brand:brand}/people", response={201: Values}, **needs(Right.OWN))
def invite(request: HttpRequest, brand: str, given: NewPerson) -> Any:
    """Let somebody in; who is new gets a link, told this once, by which to come in."""
    return _invited(request, given.email, roles={brand: given.role})


@router.post("/people", response={201: Values}, **needs(Circle.MASTER))
def invite_owner(request: HttpRequest, given: NewOwner) -> Any:
    """Let an owner of the installation in."""
    return _invited(request, given.email, is_master=True)


def _invited(request: HttpRequest, email: str, **given: Any) -> Any:
    made = site_of(request).space.invite(email, by=who_of(request), **given)
    where = reverse("invitation", kwargs={"token": made.token}) if made.token else ""
    url = request.build_absolute_uri(where) if where else None
    return Status(201, {"email": made.person.email, "url": url, "ends_at": made.ends_at})
