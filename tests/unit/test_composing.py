"""A report of a brand: what it tells besides posts is gathered from what is kept, and chosen."""

from __future__ import annotations

from tests.unit.arranged import BRAND, NOW, arranged_once, space  # noqa: F401 - fixtures
from tests.unit.test_foretelling import two_weeks

from balise.domain.kept_report import PARTS, ReportAsked
from balise.report.strategic.values import NOTHING
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
    for part in PARTS:
        _, look = space.compose(BRAND, ReportAsked(parts=(part,)), now=NOW)
        assert look.strategic.codes <= {part}
    _, look = space.compose(BRAND, ReportAsked(parts=()), now=NOW)
    assert look.strategic == NOTHING
