"""One job from its claim to its end, whatever happens in between."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from threading import Event
from typing import Any

from balise.domain.hook import Event as Happened
from balise.domain.job import Job, JobStoppedError
from balise.errors import BaliseError, JobUnknownError
from balise.errors.defects import defect_of
from balise.worker.telling import Teller
from balise.working import uploads_of, used
from balise.workspace import Workspace

Kind = Callable[[Workspace, Job, Teller], Mapping[str, Any]]
"""Does one kind of work, tells how far it is, and gives what came of it as JSON has it."""

KINDS: Mapping[str, str] = {
    "import": "import_", "learn": "learn", "plan": "plan", "report": "report",
    "demo": "demo", "refine": "refine", "foretell": "foretell", "tags": "tags",
    "beside": "beside",
}  # fmt: skip
"""Kind of work to the module of `balise.worker.kinds` that does it, under the module's own name."""
_EVENTS: Mapping[str, Happened] = {
    "import": Happened.IMPORT_DONE, "plan": Happened.PLAN_MADE, "report": Happened.REPORT_MADE,
}  # fmt: skip


def kind(name: str) -> Kind:
    """Give what does a kind of work.

    Raises
    ------
    JobUnknownError
        Where nothing does.

    Examples
    --------
    >>> kind("plan").__name__
    'plan'
    """
    if name not in KINDS:
        raise JobUnknownError(kind=name)
    found: Kind = getattr(import_module(f"balise.worker.kinds.{KINDS[name]}"), KINDS[name])
    return found


def do(space: Workspace, job_id: str, stopping: Event) -> None:
    """Do a job if it is ours to do. Nothing is raised: whoever asked is told."""
    store = space.store
    job = store.asked_job(job_id) if store.claim_job(job_id) else None
    if job is None:
        return
    try:
        tell = Teller(store=store, job=job, stopping=stopping)
        result = kind(job.kind)(space, job, tell)
        if store.finish_job(job_id, result):
            space.clear_uploads(used(job, result))
            if job.kind in _EVENTS:
                space.announce(job.brand, _EVENTS[job.kind], {"job": job_id, "by": job.by})
    except JobStoppedError:
        if store.leave_job(job_id):
            space.clear_uploads(uploads_of(job))
        else:
            store.give_back_job(job_id)
    except BaliseError as error:
        _fail(space, job, error)
    except Exception as error:  # noqa: BLE001 - the last resort: no traceback reaches a user
        _fail(space, job, defect_of(error))


def _fail(space: Workspace, job: Job, error: BaliseError) -> None:
    code = type(error).__name__
    space.store.fail_job(job.id, code, error.facts)
    space.announce(job.brand, Happened.JOB_FAILED, {"job": job.id, "kind": job.kind, "code": code})
