from __future__ import annotations

from typing import Any

from hypothesis import given, strategies as st
from tests.unit.plan.built import shop
from tests.unit.plan.hashed import HashedFit

from balise.domain.estimate import Estimate
from balise.domain.strategy import Hashtags
from balise.plan.tags import limit, tagging


def told(tag: str, multiplier: float, width: float = 1.1) -> Estimate:
    return Estimate(
        factor="hashtag", level=tag, scope="all", n=40, multiplier=multiplier,
        low=multiplier / width, high=multiplier * width, p_better=0.5,
        verdict="no clear difference", evidence="adjusted",
    )  # fmt: skip


def given_tags(*own: Estimate, times: int = 1, network: str = "x", **tables: Any) -> list[Any]:
    strategy = shop(hashtags=Hashtags(**tables))
    found = tagging(strategy, [HashedFit(own=own)])
    return [found.tags(network, "image") for _ in range(times)]


def test_the_brands_come_first_then_those_that_did_best() -> None:
    own = (told("poor", 0.7), told("good", 1.3), told("fair", 1.1))
    (found,) = given_tags(*own, brand=("#us",), pool=("#poor", "#fair", "#good"), max_per_post=5)
    assert found == ("#us", "#good", "#fair")


def test_what_is_hardly_known_gets_its_try_in_turn() -> None:
    found = given_tags(times=3, pool=("#a", "#b", "#c"), max_per_post=1)
    assert {tag for (tag,) in found} == {"#a", "#b", "#c"}


@given(
    st.lists(st.sampled_from(["#Été", "#ete", "#ÉTÉ", "#sale", "#a", "#b"]), max_size=6),
    st.lists(st.sampled_from(["#ete", "#SALE", "#a", "#c"]), max_size=4),
    st.integers(0, 6),
)
def test_no_banned_one_is_given_however_it_is_written(
    pool: list[str], banned: list[str], most: int
) -> None:
    tables: dict[str, Any] = {"brand": ("#us",), "pool": tuple(pool), "banned": tuple(banned)}
    (found,) = given_tags(**tables, max_per_post=most)
    plain = {"#Été": "ete", "#ÉTÉ": "ete"}
    out = {plain.get(tag, tag.lstrip("#").casefold()) for tag in banned}
    written = [plain.get(tag, tag.lstrip("#").casefold()) for tag in found]
    assert not out & set(written)
    assert len(set(written)) == len(written) <= most


def test_a_network_takes_no_more_than_it_takes() -> None:
    pool = tuple(f"#tag{n}" for n in range(60))
    (found,) = given_tags(network="instagram", pool=pool, max_per_post=60)
    assert len(found) == limit("instagram", "image") < 60
