"""Long work through the API, with a workspace whose worker is a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import RequestFactory
from tests.unit.web.api.kit import TOKENS, A, TokenSpace
from tests.unit.web.reader import PORT

from balise.domain.job import Job
from balise.errors import BodyError, BodySizeError, RecordNotFoundError
from balise.web.api.routes import jobs
from balise.web.api.shapes import Learn, MakePlan
from balise.web.site import ENVIRON, Site
from balise.workspace import Workspace


@dataclass(frozen=True, slots=True)
class WorkSpace(TokenSpace):
    """Has work done by nobody."""

    done: list[Job] = field(default_factory=list)

    def start_job(
        self, kind: str, *, brand: str, asked: Mapping[str, Any] | None = None, by: str = ""
    ) -> Job:
        made = Job(
            id=f"j{len(self.done)}", brand=brand, kind=kind, asked=asked or {}, by=by,
            asked_at=datetime.now(UTC),
        )  # fmt: skip
        self.done.append(made)
        return made

    def job(self, brand: str, job_id: str) -> Job:
        found = next((one for one in self.done if (one.brand, one.id) == (brand, job_id)), None)
        if found is None:
            raise RecordNotFoundError(what="job", name=job_id, known="")
        return found

    def jobs(self, brand: str, *, limit: int = 20) -> tuple[Job, ...]:
        return tuple(one for one in self.done[::-1] if one.brand == brand)[:limit]

    def cancel_job(self, brand: str, job_id: str) -> Job:
        self.done[:] = [
            replace(one, state="cancelled") if (one.brand, one.id) == (brand, job_id) else one
            for one in self.done
        ]
        return self.job(brand, job_id)


@pytest.fixture
def request_(kept: Workspace) -> Any:
    request = RequestFactory().get("/")
    space = WorkSpace(kept.store, kept.place, TOKENS)
    request.META[ENVIRON] = Site(space=space, port=PORT)
    request.balise_who = TOKENS["bal_default"]  # type: ignore[attr-defined]
    return request


def test_work_is_asked_for_in_the_name_of_the_one_who_asks(request_: Any) -> None:
    learnt = jobs.learn(request_, A, Learn.model_validate({"kpi": "reactions"}))
    planned = jobs.plan(request_, A, MakePlan.model_validate({"weeks": 2, "start": "2026-07-06"}))
    assert (learnt.kind, learnt.asked, learnt.by) == (
        "learn", {"kpis": ["reactions"]}, "robot",
    )  # fmt: skip
    assert planned.asked == {"weeks": 2, "start": "2026-07-06", "seed": 0}
    assert jobs.cancel(request_, A, learnt.id).state == "cancelled"
    with pytest.raises(RecordNotFoundError):
        jobs.job(request_, "Other", planned.id)


def test_files_are_kept_and_nowhere_else_and_asked_for_by_their_paths(request_: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

    names = ("posts.csv", "posts.csv", "../../up.csv", "/etc/passwd", "a\\b.xlsx", "\u202ex.csv")
    sent: Any = [SimpleUploadedFile(name, name.encode(errors="replace")) for name in names]
    space = request_.META[ENVIRON].space
    told = jobs.ImportTold()
    paths = [space.upload(path) for path in jobs.import_(request_, A, sent, told).asked["paths"]]
    assert len({*paths}) == len(names)
    assert [path.read_bytes() for path in paths] == [n.encode(errors="replace") for n in names]
    for times in (0, 20):
        with pytest.raises(BodyError):
            jobs.import_(request_, A, sent * times, told)
    vast: Any = SimpleUploadedFile("a.csv", b"")
    vast.size = 1 << 40
    with pytest.raises(BodySizeError):
        jobs.import_(request_, A, [vast], told)
