"""The answers of one account: its own effects, else only of what it uses."""

from __future__ import annotations

from collections.abc import Sequence

from tests.unit.report.test_report_answers import KnownFit, effect, material, post

from balise.domain.estimate import Estimate
from balise.domain.ports import MeasuredPost
from balise.report import answer
from balise.report.one_account import answer_for, is_its_own
from balise.report.values import Question

INSTAGRAM = "instagram:bakery"
BOTH = [
    *(post(3 + day, uid=f"instagram:{day}", network="instagram", account="bakery",
           kind="carousel" if day % 2 else "image", text="Bread #Sourdough") for day in range(20)),
    *(post(3 + day, account="shop", kind="text", text="Come in #sale") for day in range(20)),
]  # fmt: skip


def asked(subject: str, found: Sequence[Estimate], posts: Sequence[MeasuredPost]) -> Question:
    known = material(posts, fit=KnownFit(found))
    told = answer_for(known, answer(known), INSTAGRAM)
    return next(one for one in told.questions if one.subject == subject)


def test_the_own_effects_of_an_account_are_its_answer_with_their_own_posts() -> None:
    all_accounts = [effect("kind", "carousel", 1.81, n=39), effect("kind", "text", 0.6)]
    own = [
        effect("kind", "carousel", 1.68, n=36, scope="bakery"),
        effect("kind", "image", 0.95, n=30, scope="bakery"),
    ]
    found = asked("kind", [*all_accounts, *own], BOTH)
    assert [(e.level, e.n, e.multiplier) for e in found.estimates] == [
        ("carousel", 36, 1.68),
        ("image", 30, 0.95),
    ]
    assert is_its_own(found, INSTAGRAM)
    assert [lead.estimate.n for lead in found.leads] == [36]
    assert found.own == ()


def test_without_own_effects_only_what_the_account_ever_used_is_listed() -> None:
    kinds = [
        effect("kind", "text", 2.0),
        effect("kind", "carousel", 1.5),
        effect("kind", "image", 1, verdict="not enough data"),
        effect("kind", "video", 1, verdict="not enough data"),
    ]
    found = asked("kind", kinds, BOTH)
    assert [e.level for e in found.estimates] == ["carousel"]
    assert [lead.estimate.level for lead in found.leads] == ["carousel"]
    assert found.too_few == 1, "the images; of films it never had any"
    assert not is_its_own(found, INSTAGRAM)
    tags = asked("hashtag", [effect("hashtag", t, 1.4) for t in ("sale", "sourdough")], BOTH)
    assert [e.level for e in tags.estimates] == ["sourdough"]


def test_networks_stay_compared_and_another_account_of_that_name_is_left_out() -> None:
    networks = [effect("network", "instagram", 1.4), effect("network", "facebook", 0.7)]
    assert len(asked("network", networks, BOTH).estimates) == 2
    other = effect("kind", "carousel", 3.0, scope="facebook:bakery")
    assert asked("kind", [other], BOTH).estimates == ()
