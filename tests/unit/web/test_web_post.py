"""The page of one post: what was expected of it is taken apart."""

from __future__ import annotations

import math
import re

import pytest
from tests.unit.web.reader import Reader

from balise.workspace import Workspace


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_factors_of_a_post_multiply_to_what_is_expected_of_it(
    reader: Reader, brand: tuple[Workspace, str], language: str
) -> None:
    space, name = brand
    measured = max(space.store.posts(name), key=lambda one: one.post.uid)
    home = reader.read("/")
    insights = next(link.href for link in home.links if link.href.endswith("/insights"))
    page = reader.read(
        f"{insights.removesuffix('insights')}post?uid={measured.post.uid}",
        HTTP_ACCEPT_LANGUAGE=language,
    ).page
    section = page.split('aria-labelledby="why"')[1].split("</section>")[0]
    told = [float(said.replace(",", ".")) for said in re.findall(r">×([\d.,]+)<", section)]
    expected = space.learn(name).expect([measured.post])[0][0]
    assert len(told) > 5
    # Each is written with two decimals.
    assert math.prod(told) == pytest.approx(math.exp(expected), rel=0.02 * len(told))
