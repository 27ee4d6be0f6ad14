"""What the tools do, each after a look at whether the user may."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from balise import report as reporting
from balise.domain.moved import Moved
from balise.domain.plan_json import plan_to_dict
from balise.domain.team import Right, Who
from balise.domain.version import PlanVersion
from balise.errors import PlanMissingError, RecordNotFoundError, RightMissingError, Said
from balise.plan.by_hand import Added
from balise.refine.changes import proposed
from balise.refine.refusals import refusal
from balise.report.json_ import plain
from balise.report.plain.drafts import checked
from balise.report.plain.refined import plain as refined
from balise.words import Speech
from balise.words.drafts import message
from balise.words.plan_breaches import told as broken
from balise.workspace import Workspace

MOST_WEEKS, MOST_DRAFTS, MOST_SHOWN = 26, 200, 200
AT_ONCE = 4_000
"""Posts that are learnt from within a call: a second or two."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Answers one assistant.

    Parameters
    ----------
    space
        The workspace.
    who
        For whom the assistant asks.
    speech
        The language of sentences.
    """

    space: Workspace
    who: Who
    speech: Speech

    def brands(self) -> list[str]:
        """Name the brands that may be seen."""
        return list(self.who.sees(self.space.every_brand()))

    def strategy(self, brand: str) -> dict[str, Any]:
        """Give the strategy as it was kept last."""
        name = self._may(Right.INSPECT, brand)
        text = self.space.strategy(name).dump()
        return {"brand": name, "number": self.space.store.strategies(name)[-1].number, "text": text}

    def calendar(self, brand: str, since: date | None, until: date | None) -> dict[str, Any]:
        """Give the posts of the plan between two local days."""
        name = self._may(Right.SEE, brand)
        last = self._plan(name)
        told: Any = plain(plan_to_dict(last.plan))
        days = {one.slot_id: one.local_at.date() for one in last.plan.slots}
        slots = [
            slot for slot in told["slots"]
            if (since is None or days[slot["slot_id"]] >= since)
            and (until is None or days[slot["slot_id"]] <= until)
        ]  # fmt: skip
        return {"number": last.number, "slots": slots[:MOST_SHOWN], "total": len(slots)}

    def objectives(self, brand: str) -> list[Any]:
        """Tell where each objective will stand, with its interval and its chance."""
        return [plain(one) for one in self.space.forecasts(self._may(Right.SEE, brand))]

    def insights(self, brand: str, kpi: str, start: date | None, end: date | None) -> Any:
        """Answer what worked."""
        name = self._may(Right.SEE, brand)
        return plain(self.space.answers(self.space.brand(name), kpi=kpi, start=start, end=end))

    def learn(self, brand: str, kpi: str) -> Any:
        """List what drives a KPI; a job where it is not learnt yet and a worker runs.

        A user who may only look waits for it here.
        """
        name = self._may(Right.INSPECT, brand)
        if self._is_long(name, kpi):
            return self._begun("learn", name, {"kpis": [kpi]})
        return [plain(one) for one in self.space.learn(self.space.brand(name), kpi=kpi).estimates()]

    def explain(self, brand: str, post: str, kpi: str) -> Any:
        """Explain what was to be expected of a post."""
        name = self._may(Right.INSPECT, brand)
        found = self.space.explain(post, brand=self.space.brand(name), kpi=kpi)
        names = ("kpi", "observed", "expected", "low", "high")
        told = {each: getattr(found, each) for each in names}
        reasons = [asdict(one) for one in found.reasons]
        return plain({"post_uid": found.post.post.uid, **told, "reasons": reasons})

    def check(self, brand: str, drafts: Sequence[dict[str, Any]]) -> Any:
        """Hold drafts against the rules."""
        name = self._may(Right.INSPECT, brand)
        today = datetime.now(ZoneInfo(self.space.zone(name))).date()
        found = self.space.check_drafts(json.dumps(drafts[:MOST_DRAFTS]), name, today=today)
        return plain(checked(found.findings, found.drafts, self.speech))

    def plan(self, brand: str, weeks: int, start: date | None) -> Any:
        """Make a plan, and keep it; a job where a worker runs."""
        name, n = self._may(Right.EDIT, brand), max(1, min(weeks, MOST_WEEKS))
        if self._is_worked():
            asked = {"weeks": n} | ({"start": start.isoformat()} if start else {})
            return self._begun("plan", name, asked)
        return plain(plan_to_dict(self.space.plan(name, weeks=n, start=start)))

    def job(self, brand: str, job_id: str) -> Any:
        """Tell how far a piece of work is."""
        return plain(self.space.job(self._may(Right.INSPECT, brand), job_id))

    def skip(self, brand: str, slots: Sequence[str]) -> Any:
        """Leave posts of the plan out."""
        name = self._may(Right.EDIT, brand)
        self.space.skip_slots(name, slots, by=self.who.name)
        return plain(plan_to_dict(self._plan(name).plan))

    def move(self, brand: str, slot_id: str, at: datetime, *, is_tried: bool) -> Any:
        """Move a post, or tell what that would do."""
        name = self._may(Right.EDIT, brand)
        when = at if at.tzinfo else self.space.moment(name, at.date(), at.time())
        if is_tried:
            return self._effect(self.space.try_move(name, slot_id, when))
        return self._effect(self.space.move_slot(name, slot_id, when, by=self.who.name))

    def free(self, brand: str, week: int) -> Any:
        """Find the best free moments of a week of the plan."""
        found = self.space.suggestions(self._may(Right.INSPECT, brand), week)
        return {"moments": [plain(one) for one in found]}

    def fill(self, brand: str, asked: Added, *, is_tried: bool) -> Any:
        """Add a post to the plan, or tell what that would do."""
        name = self._may(Right.EDIT, brand)
        if asked.at.tzinfo is None:
            at = self.space.moment(name, asked.at.date(), asked.at.time())
            asked = replace(asked, at=at)
        if is_tried:
            return self._effect(self.space.try_add(name, asked))
        return self._effect(self.space.add_slot(name, asked, by=self.who.name))

    def write(self, brand: str, slot_id: str, text: str, hashtags: Sequence[str] | None) -> Any:
        """Write what a post says, and tell what stands in its way."""
        name = self._may(Right.EDIT, brand)
        new = replace(self.space.content(name, slot_id), text=text)
        if hashtags is not None:
            new = replace(new, hashtags=tuple(hashtags))
        kept = self.space.write_content(name, new, by=self.who.name)
        found = [message(self.speech, one) for one in self.space.check_content(name, kept)]
        return plain({"content": plain(kept), "findings": found})

    def _effect(self, found: Moved) -> Any:
        said = {
            side: [broken(one, self.speech) for one in getattr(found, side)]
            for side in ("breaches", "healed")
        }
        return {**plain(found), "said": said}

    def _is_long(self, brand: str, kpi: str) -> bool:
        """Tell whether learning may take minutes, and may be left to a worker."""
        if not self.who.may(Right.EDIT, brand) or not self._is_worked():
            return False
        store = self.space.store
        return store.latest_fit(brand, kpi) is None and store.ledger(brand).posts > AT_ONCE

    def _is_worked(self) -> bool:
        """Tell whether a worker is there to take a job."""
        return not self.space.is_paused() and bool(self.space.store.posts_held())

    def _begun(self, kind: str, brand: str, asked: dict[str, Any]) -> Any:
        begun = self.space.start_job(kind, brand=brand, asked=asked, by=self.who.name)
        return plain({"job_id": begun.id, "state": begun.state})

    def refine(self, brand: str) -> Any:
        """Look back; nothing is changed."""
        name = self._may(Right.INSPECT, brand)
        now = datetime.now(UTC)
        looking = self.space.looking(self.space.brand(name), now=now)
        found = looking.refinement()
        every = proposed(found.beliefs)
        waiting = [n for n, one in enumerate(every, 1) if refusal(one, looking.decisions) is None]
        return plain({"open": waiting, **refined(found, every, self.speech)})

    def audit(self, brand: str, industry: str) -> Any:
        """Audit habits and results."""
        name = self._may(Right.INSPECT, brand)
        found = self.space.audit(self.space.brand(name), industry=industry)
        return plain({**asdict(found), "prefill": asdict(reporting.prefill(found))})

    def _may(self, right: Right, brand: str) -> str:
        """Choose the brand, and see that this may be done with it.

        Raises
        ------
        RecordNotFoundError, RightMissingError
            Where it may not be seen, or this not be done.
        """
        seen = self.brands()
        name = brand or (seen[0] if len(seen) == 1 else "")
        if name not in seen:
            raise RecordNotFoundError(what=Said("brand"), name=name, known=", ".join(seen))
        if not self.who.may(right, name):
            raise RightMissingError(right=right)
        return name

    def _plan(self, brand: str) -> PlanVersion:
        found = self.space.store.latest_plan(brand)
        if found is None:
            raise PlanMissingError
        return found


Tool = Callable[..., Any]
