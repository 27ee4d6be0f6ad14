"""What goes in and out, as the document of the API describes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any, Generic, TypeVar

from annotated_types import Ge, Le, MaxLen
from ninja import Field, Schema
from pydantic import AfterValidator, ConfigDict

from balise.domain import job as of_jobs

MOST = 500
_Item = TypeVar("_Item")


def _kept(said: str) -> str:
    """Refuse what no database keeps."""
    if "\0" in said:
        raise ValueError(said)
    said.encode()  # a lone surrogate is no letter
    return said


Name = Annotated[str, MaxLen(500), AfterValidator(_kept)]
Long = Annotated[str, MaxLen(500_000), AfterValidator(_kept)]
Names = Annotated[list[Name], MaxLen(1_000)]
Id = Annotated[int, Ge(1), Le(2**63 - 1)]
Values = dict[str, Any]


class Given(Schema):
    """What is sent; a field that is not known is refused."""

    model_config = ConfigDict(extra="forbid")


class Paged(Given):
    """Which part of a long list."""

    page: int = Field(1, ge=1, le=1_000_000)
    per_page: int = Field(50, ge=1, le=MOST)

    @property
    def part(self) -> slice:
        """Which part that is."""
        first = (self.page - 1) * self.per_page
        return slice(first, first + self.per_page)


class Page(Schema, Generic[_Item]):
    """Part of a long list."""

    items: list[_Item]
    page: int
    per_page: int
    total: int


def cut(rows: Sequence[Any], asked: Paged) -> dict[str, Any]:
    """Take one page of a list."""
    return part_of(list(rows[asked.part]), len(rows), asked)


def part_of(items: Sequence[Any], total: int, asked: Paged) -> dict[str, Any]:
    """Write one page of a list of so many."""
    return {"items": items, "page": asked.page, "per_page": asked.per_page, "total": total}


class Problem(Schema):
    """Why something was not done: a code that stays, a sentence, and the facts in it."""

    code: str
    message: str
    facts: dict[str, str]


class Me(Schema):
    """Who asks, and what they may do with which brand."""

    name: str
    brands: dict[str, list[str]]


class Brand(Schema):
    """A brand."""

    name: str
    timezone: str
    files: int
    last_import_at: datetime | None
    accounts: list[str]
    strategy_number: int
    plan_number: int
    made_up: bool


class Post(Schema):
    """A post with its latest figures; a figure that is not known is not there."""

    post_uid: str
    network: str
    account: str
    published_at: datetime
    kind: str
    text: str
    title: str
    url: str
    hashtags: list[str]
    cta: str | None
    pillar: str | None
    campaign: str | None
    is_paid: bool | None
    followers: float | None
    metrics: dict[str, float | None]
    as_of: datetime


class Version(Schema):
    """A version of a strategy or a plan."""

    number: int
    made_at: datetime
    digest: str


class VersionBy(Version):
    """A version of a strategy, and who made it; empty where that was not noted."""

    by: str


class StrategyText(VersionBy):
    """A version of a strategy with its text."""

    text: str


class Job(Schema):
    """Long work."""

    id: str
    brand: str
    kind: str
    by: str
    state: str
    step: str
    done: int
    total: int
    result: Mapping[str, Any]
    error: str
    facts: Mapping[str, str]
    asked_at: datetime
    started_at: datetime | None
    ended_at: datetime | None

    @staticmethod
    def resolve_facts(job: of_jobs.Job) -> dict[str, str]:
        """Write each fact as people read it."""
        return {name: str(fact) for name, fact in job.facts.items()}


class PutStrategy(Given):
    """A whole strategy.toml; `base` is the number of the version that it was written from."""

    text: Long
    base: int | None = Field(None, ge=0, le=2**31 - 1)


class Text(Given):
    """A whole strategy.toml, to be checked."""

    text: Long


class MakePlan(Given):
    """What a plan is told; `drafts` are posts that are ready, with earliest and latest day."""

    weeks: int = Field(8, ge=1, le=26)
    start: date | None = None
    explore: float | None = Field(None, ge=0, le=1)
    seed: int = Field(0, ge=0, le=2**31 - 1)
    drafts: Annotated[list[Values], MaxLen(1_000)] = Field(default_factory=list)


class Learn(Given):
    """What is learnt."""

    kpi: Name = "engagement"


class Slots(Given):
    """Posts of the plan, by the names of their slots."""

    slots: Names = Field(min_length=1)


class Ready(Slots):
    """Posts that are ready, and a line to whoever approves."""

    line: Name = ""


class Decided(Given):
    """What is said to proposals, by their numbers in the look back of `as_of`."""

    as_of: datetime
    accept: Annotated[list[int], MaxLen(1_000)] = Field(default_factory=list)
    refuse: Annotated[list[int], MaxLen(1_000)] = Field(default_factory=list)


class Tagged(Given):
    """What a post is about; an empty value takes the tag off."""

    post_uid: Name
    value: Annotated[Name, MaxLen(200)]


class Confirm(Given):
    """Tags that somebody confirms."""

    field: str = Field("pillar", pattern="^(pillar|theme|campaign)$")
    tags: Annotated[list[Tagged], MaxLen(1_000)] = Field(min_length=1)


class Drafts(Given):
    """Drafts as in a file of drafts: `network` and `text` of each, and what else is known."""

    drafts: Annotated[list[Values], MaxLen(1_000)] = Field(min_length=1)
