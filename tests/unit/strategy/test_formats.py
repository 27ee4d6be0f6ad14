from __future__ import annotations

from datetime import date

import pytest

from balise.domain.ranking import Capacity, Ranking, Rate
from balise.domain.strategy import Objective
from balise.strategy.effort import KINDS
from balise.strategy.formats import rank_formats


def standings(order: Ranking) -> dict[str, str]:
    return {one.name: one.verdict for one in order.ranked}


def seen() -> Objective:
    return Objective(
        name="seen", stage="awareness", kpi="reach", aggregate="level", target=1,
        starts=date(2026, 1, 1), ends=date(2026, 2, 1),
    )  # fmt: skip


def test_documents_lead_on_linkedin_and_a_cheap_text_is_not_given_up_for_them() -> None:
    found = rank_formats("linkedin")
    assert found.ranked[0].name == "document"
    assert found.verdict == "clear"
    # A video costs twice a document and gets half: a text costs a quarter.
    assert standings(found)["video"] == "drop"
    assert standings(found)["text"] != "drop"


def test_what_reaches_and_what_engages_are_other_orders() -> None:
    engages = [one.name for one in rank_formats("instagram").ranked]
    reaches = [one.name for one in rank_formats("instagram", objectives=[seen()]).ranked]
    assert engages.index("carousel") < engages.index("short_video")
    assert reaches.index("short_video") < reaches.index("image")


@pytest.mark.parametrize("network", ["facebook", "youtube", "mastodon", "x", "other"])
def test_formats_that_nobody_compared_cannot_be_told(network: str) -> None:
    found = rank_formats(network)
    assert set(standings(found).values()) == {"cannot tell"}
    assert found.verdict == "cannot tell"
    assert all(one.reasons[0].code == "kind_unknown" for one in found.ranked)


def test_own_posts_overturn_what_is_published() -> None:
    own = [
        Rate(network="instagram", kind=kind, n=300, mean=mean, sd=1.0)
        for kind, mean in (("image", 4.0), ("carousel", 1.0), ("short_video", 1.0))
    ]
    found = rank_formats("instagram", own=own)
    assert found.ranked[0].name == "image"
    assert found.verdict == "clear"
    assert found.ranked[0].reasons[0].code == "kind_own"


def test_posts_of_another_network_say_nothing_here() -> None:
    own = [Rate(network="x", kind=kind, n=99, mean=9.0, sd=1.0) for kind in ("image", "carousel")]
    assert rank_formats("instagram", own=own).ranked == rank_formats("instagram").ranked


def test_what_the_team_does_not_make_is_dropped_and_said() -> None:
    found = rank_formats("instagram", capacity={"image": 3})
    assert {name for name, said in standings(found).items() if said == "drop"} >= {
        "carousel", "short_video",
    }  # fmt: skip
    assert "kind_not_made" in {g.code for r in found.ranked if r.name == "story" for g in r.reasons}


def test_hours_a_piece_are_the_teams_where_it_says_them() -> None:
    found = rank_formats("tiktok", capacity=Capacity(hours_per_piece={"short_video": 0.5}))
    assert next(r.hours for r in found.ranked if r.name == "short_video") == 0.5
    assert standings(found)["carousel"] != "keep"


@pytest.mark.parametrize("network", KINDS)
def test_first_chances_add_up_to_one(network: str) -> None:
    assert sum(one.p_first for one in rank_formats(network).ranked) == pytest.approx(1)
