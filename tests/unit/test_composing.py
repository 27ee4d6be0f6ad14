"""A report of a brand: what it tells besides posts is gathered from what is kept, and chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from tests.unit.arranged import BRAND, NOW, arranged_once, space  # noqa: F401 - fixtures
from tests.unit.test_foretelling import two_weeks

from balise.composing import counted
from balise.domain.kept_report import PARTS, ReportAsked
from balise.domain.plan import Outlook, Slot
from balise.domain.post import Post
from balise.domain.reading import Batch, Reading
from balise.domain.rival import Rival
from balise.domain.strategy import Objective
from balise.domain.version import SlotTouch
from balise.plan.past import PastPost
from balise.report.strategic.values import NOTHING, Aim
from balise.workspace import Workspace


def test_a_report_tells_objectives_anew_when_figures_came_in(space: Workspace) -> None:  # noqa: F811
    two_weeks(space)
    assert space.standing(BRAND, now=NOW).is_outdated
    _, look = space.compose(BRAND, now=NOW)
    told = look.strategic
    assert not space.standing(BRAND, now=NOW).is_outdated
    assert {one.objective.name for one in told.aims} == {
        one.objective for one in space.standing(BRAND, now=NOW).outlooks
    }
    assert any(one.posts and one.told.published for one in told.aims)
    assert told.told_at is not None
    assert told.funnel is not None
    assert told.competition is None, "there is no competitor"


def test_only_the_parts_that_are_asked_for_are_gathered(space: Workspace) -> None:  # noqa: F811
    rival(space)
    for part in PARTS:
        _, look = space.compose(BRAND, ReportAsked(parts=(part,)), now=NOW)
        assert look.strategic.codes == {part}
    _, look = space.compose(BRAND, now=NOW)
    assert look.strategic.codes == set(PARTS)
    _, look = space.compose(BRAND, ReportAsked(parts=()), now=NOW)
    assert look.strategic == NOTHING


def rival(space: Workspace) -> None:  # noqa: F811
    """Bring in some posts of a competitor."""
    posts = [replace(out(n).post, network="facebook", account="nord") for n in range(30)]
    readings = [
        Reading(post_uid=one.uid, as_of=NOW, values={"reactions": 5.0 + n}, source="made up")
        for n, one in enumerate(posts)
    ]
    batch = Batch(posts=tuple(posts), readings=tuple(readings), rows=len(posts))
    with space.store.importing(
        Rival(brand=BRAND, name="Nord").key, source="nord.csv", format_="x", digest="nord",
        timezone="Europe/Brussels",
    ) as writer:  # fmt: skip
        writer.write(batch)


def test_a_post_that_was_skipped_is_not_told_as_planned(space: Workspace) -> None:  # noqa: F811
    two_weeks(space)
    first, last = date(2026, 11, 9), date(2026, 11, 22)
    asked = ReportAsked(parts=("pillars",), start=first, end=last)
    plan = space.store.latest_plan(BRAND)
    assert plan is not None
    (gone, *_) = [one.slot_id for one in plan.plan.slots if first <= one.local_at.date() <= last]

    def planned() -> int:
        _, look = space.compose(BRAND, asked, now=NOW)
        assert look.strategic.pillars is not None
        (share, *_) = [one.planned for one in look.strategic.pillars.themes]
        return share.of if share else 0

    before = planned()
    done = SlotTouch(slot_id=gone, at=NOW, by="Ana", state="skipped", touch="skipped")
    space.store.touch_slot(BRAND, done)
    assert planned() == before - 1


VIEWS = Objective(
    name="seen", stage="awareness", kpi="views", aggregate="total", target=1_000,
    starts=date(2026, 11, 1), ends=date(2026, 11, 30),
)  # fmt: skip
TOLD = Outlook(
    objective="seen", kpi="views", target=1_000, q05=1.0, q50=2.0, q95=3.0, p_reached=0.5
)


def out(n: int, account: str = "shop", *, views: float | None = None) -> PastPost:
    """Make a post of the n-th day from the first of November on."""
    post = Post(
        uid=f"instagram:{account}{n}", network="instagram", account=account, kind="image",
        published_at=datetime(2026, 11, 1, 9, tzinfo=UTC) + timedelta(days=n),
    )  # fmt: skip
    return PastPost(post=post, values={"reactions": 3.0} if views is None else {"views": views})


def slot(account: str, day: int) -> Slot:
    """Make a slot of a day of November."""
    return Slot(
        slot_id=f"{account}{day}", content_id="c", network="instagram", account=account,
        kind="image", publish_at=datetime(2026, 11, day, 9, tzinfo=UTC),
    )  # fmt: skip


def behind(past: Sequence[PastPost], slots: Sequence[Slot] = ()) -> Aim:
    """Count what is behind an objective of views."""
    return counted(VIEWS, TOLD, past, [one.post.published_at.date() for one in past], slots)


def test_only_posts_whose_figure_was_read_stand_behind_what_is_told_so_far() -> None:
    found = behind([out(1, views=10.0), out(2, views=0.0), out(3), out(40, views=5.0)])
    assert (found.posts, found.read, found.behind) == (3, 2, 2)
    assert behind([out(1), out(2)]).behind == 0


def test_an_account_that_tells_no_views_takes_none_of_the_other_of_its_network() -> None:
    past = [out(n, views=9.0) for n in range(6)] + [out(n, "second") for n in range(6)]
    found = behind(past, [slot("shop", 20), slot("shop", 21), slot("second", 22)])
    assert (found.read, found.planned) == (6, 2)
