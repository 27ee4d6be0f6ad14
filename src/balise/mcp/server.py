"""The tools, as assistants see them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Annotated, Any, ParamSpec, TypeVar

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

from balise import __version__
from balise.domain.team import Who
from balise.errors import BaliseError
from balise.mcp.desk import MOST_DRAFTS, MOST_WEEKS, Desk
from balise.plan.by_hand import Added
from balise.words import Speech
from balise.workspace import Workspace

_Asked = ParamSpec("_Asked")
_Answer = TypeVar("_Answer")
_LOOK = ToolAnnotations(read_only_hint=True, open_world_hint=False)
_CHANGE = ToolAnnotations(read_only_hint=False, destructive_hint=False, open_world_hint=False)
_ABOUT = (
    "Balise plans what a brand posts and learns from what came of it. Figures come with their "
    "interval and their count: pass both on, and say where there is not enough data. A plan is a "
    "proposal: people approve posts in Balise, no tool does."
)
Brand = Annotated[
    str, Field("", max_length=500, description="The brand; empty where there is only one.")
]
Kpi = Annotated[
    str, Field("engagement", max_length=200, description="A metric, such as link_clicks.")
]
Day = Annotated[date | None, Field(None, description="A day, such as 2026-11-01.")]

Slot = Annotated[str, Field(max_length=200, description="Its slot_id in the calendar.")]
Moment = Annotated[
    datetime, Field(description="2026-11-01T18:00: on the clock of the strategy without offset.")
]
Tried = Annotated[
    bool, Field(default=False, description="Tell what it would do, and keep nothing.")
]
Name = Annotated[str, Field(max_length=200)]
Empty = Annotated[str, Field("", max_length=200)]


def server(space: Workspace, who: Who, *, language: str = "en") -> MCPServer[Any]:
    """Make the server of one user."""
    made: MCPServer[Any] = MCPServer("balise", instructions=_ABOUT, version=__version__)
    desk = Desk(space, who, Speech(language))
    looks, changes = _known(desk) | _judged(desk), _changes(desk) | _placed(desk)
    for tools, hints in ((looks, _LOOK), (changes, _CHANGE)):
        for name, tool in tools.items():
            made.add_tool(_told(tool, desk.speech), name=name, annotations=hints,
                          structured_output=False)  # fmt: skip
    return made


def _told(tool: Callable[_Asked, _Answer], speech: Speech) -> Callable[_Asked, _Answer]:
    """Say an error of ours to the assistant, in words."""

    @wraps(tool)
    def called(*args: _Asked.args, **asked: _Asked.kwargs) -> _Answer:
        try:
            return tool(*args, **asked)
        except BaliseError as error:
            raise ToolError(speech.error(error)) from error

    return called


def _known(desk: Desk) -> dict[str, Callable[..., Any]]:
    """Give what tells of what is there."""

    def brands() -> Any:
        """Name the brands that can be asked about."""
        return desk.brands()

    def strategy(brand: Brand) -> Any:
        """Give the strategy of a brand: objectives, audiences, pillars, calls to action, rhythm."""
        return desk.strategy(brand)

    def calendar(brand: Brand, since: Day, until: Day) -> Any:
        """Give the posts that are planned, with their forecasts and the reason of each."""
        return desk.calendar(brand, since, until)

    def insights(brand: Brand, kpi: Kpi, start: Day, end: Day) -> Any:
        """Answer what worked: formats, networks, hours, calls to action, hashtags, and how sure."""
        return desk.insights(brand, kpi, start, end)

    def objectives(brand: Brand) -> Any:
        """Tell where each objective will stand on its day: 5 %, 50 %, 95 % and its chance."""
        return desk.objectives(brand)

    def free(
        brand: Brand,
        week: Annotated[int, Field(0, ge=0, le=1_000, description="Of the plan, from 0.")],
    ) -> Any:
        """Find the best free moments of a week of the plan, and what would do best there."""
        return desk.free(brand, week)

    def job(job_id: Annotated[str, Field(max_length=100)], brand: Brand) -> Any:
        """Tell how far work is that `plan` or `learn` began, and what came of it."""
        return desk.job(brand, job_id)

    every = (brands, strategy, calendar, insights, objectives, free, job)
    return {one.__name__: one for one in every}


def _judged(desk: Desk) -> dict[str, Callable[..., Any]]:
    """Give what judges posts, drafts and the plan; nothing is changed."""

    def explain(
        post: Annotated[str, Field(max_length=2_000, description="Its id or its web address.")],
        brand: Brand,
        kpi: Kpi,
    ) -> Any:
        """Explain why a result was to be expected of a post; the reasons multiply to it."""
        return desk.explain(brand, post, kpi)

    def learn(brand: Brand, kpi: Kpi) -> Any:
        """List what drives a KPI, each with its 90 % interval, its count and its evidence.

        Of many new posts it is begun where a worker runs: `job` tells how far, then ask again.
        """
        return desk.learn(brand, kpi)

    def check(
        drafts: Annotated[
            list[dict[str, Any]],
            Field(min_length=1, max_length=MOST_DRAFTS,
                  description="Each with network and text, and what else is known of it."),
        ],
        brand: Brand,
    ) -> Any:  # fmt: skip
        """Hold drafts against the dated rules of the networks and against the brand's own."""
        return desk.check(brand, drafts)

    def refine(brand: Brand) -> Any:
        """Look back: what was done, what came of it, what to keep, stop, change or test."""
        return desk.refine(brand)

    return {one.__name__: one for one in (explain, learn, check, refine)}


def _changes(desk: Desk) -> dict[str, Callable[..., Any]]:
    """Give what changes a plan; approving is left to people."""

    def plan(
        brand: Brand,
        weeks: Annotated[int, Field(4, ge=1, le=MOST_WEEKS, description="How many weeks.")],
        start: Day,
    ) -> Any:
        """Make a plan by the strategy and keep it; what was approved stays as it is.

        Where a worker runs it is begun, and `job` tells how far it is.
        """
        return desk.plan(brand, weeks, start)

    def skip(
        slots: Annotated[list[str], Field(min_length=1, max_length=200,
                                          description="The slot_id of each post to leave out.")],
        brand: Brand,
    ) -> Any:  # fmt: skip
        """Leave posts of the plan out."""
        return desk.skip(brand, slots)

    return {"plan": plan, "skip": skip}


def _placed(desk: Desk) -> dict[str, Callable[..., Any]]:
    """Give what moves, adds and writes posts of the plan."""

    def move(slot: Slot, at: Moment, brand: Brand, dry_run: Tried) -> Any:
        """Move a post; tells rules broken and healed, and objectives before and after.

        It is to be approved anew.
        """
        return desk.move(brand, slot, at, is_tried=dry_run)

    def fill(  # noqa: PLR0913 - what is said of a post, each by its name
        *,
        network: Name,
        account: Name,
        kind: Name,
        at: Moment,
        brand: Brand,
        pillar: Empty,
        cta: Empty,
        dry_run: Tried,
    ) -> Any:
        """Add a post at a free moment, such as one of `free`; an empty cta asks for nothing."""
        asked = Added(network=network, account=account, kind=kind, at=at, pillar=pillar, cta=cta)
        return desk.fill(brand, asked, is_tried=dry_run)

    def write(
        slot: Slot,
        text: Annotated[str, Field(max_length=100_000)],
        brand: Brand,
        hashtags: Annotated[list[str] | None, Field(None, max_length=100)],
    ) -> Any:
        """Write what a post says, in a revision of its own; tells what stands in its way."""
        return desk.write(brand, slot, text, hashtags)

    return {one.__name__: one for one in (move, fill, write)}
