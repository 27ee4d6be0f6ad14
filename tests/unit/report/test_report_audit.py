"""An audit of made-up posts whose habits are known."""

from __future__ import annotations

import math
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st
from tests.unit.report.past import (
    MONDAY,
    account,
    alone,
    audited,
    dated,
    day,
    post,
    weekly,
)

from balise.domain.audit import PROFILE, Audit
from balise.domain.estimate import Estimate, Verdict
from balise.domain.ports import MeasuredPost
from balise.domain.post import KINDS, Post
from balise.domain.tag import Proposed, TagProposal
from balise.report import audit_blocks, audit_sections, prefill
from balise.report.auditing import tallies
from balise.simulate import World
from balise.words import LANGUAGES


class Told:
    """A fit that has nothing but estimates."""

    def __init__(self, *estimates: Estimate) -> None:
        self._estimates = estimates

    def estimates(self) -> tuple[Estimate, ...]:
        return self._estimates

    def expect(self, _posts: object) -> list[tuple[float, float]]:
        return []

    steady = reasons = expect


def estimate(level: str, verdict: Verdict, multiplier: float, **known: object) -> Estimate:
    given = {"factor": "kind", "scope": "all", "n": 20, "evidence": "adjusted"} | known
    return Estimate(
        level=level, verdict=verdict, multiplier=multiplier, low=multiplier * 0.9,
        high=multiplier * 1.1, p_better=0.5, **given,  # type: ignore[arg-type]
    )  # fmt: skip


def test_a_brand_without_posts_has_an_audit_that_claims_nothing() -> None:
    found = audited([])
    assert (found.posts, found.accounts, found.comparisons) == (0, (), ())
    assert found.asking.none.of == 0
    assert found.worked.compared == 0
    assert prefill(found).accounts == ()


def test_an_account_without_posts_still_has_a_profile_to_look_at() -> None:
    (one,) = audited([], accounts=[account("instagram", "shop")]).accounts
    assert one.rhythm.n == 0
    assert one.rhythm.per_week.value is None
    assert [item.item for item in one.profile] == list(PROFILE)


def test_one_post_tells_no_rhythm_and_says_how_many_more_would() -> None:
    one = alone([post(0)])
    assert one.rhythm.per_week.value is None
    assert one.rhythm.per_week.more
    assert one.rhythm.window is None


def test_the_pace_is_that_of_whole_weeks_with_its_spread() -> None:
    r = alone(weekly([3, 1, 0, 4, 2, 2, 3])).rhythm
    assert r.weeks == 6  # the last one is not over
    assert r.per_week.value == pytest.approx(12 / 6)
    assert r.empty == 1
    assert r.quartiles
    assert r.quartiles[0] <= r.quartiles[1] <= r.quartiles[2]
    assert r.per_week.low is not None
    assert r.per_week.high is not None
    assert 0 <= r.per_week.low < 2 < r.per_week.high


def test_a_week_that_began_before_the_first_post_does_not_count() -> None:
    midweek = [post(n, at=MONDAY + timedelta(days=3 + 7 * n)) for n in range(6)]
    assert alone(midweek).rhythm.weeks == 4


def test_the_longest_gap_is_named_with_its_days() -> None:
    r = alone([post(n) for n in (0, 1, 2, 3, 40, 41)]).rhythm
    assert [(gap.days, gap.after, gap.before) for gap in r.longest] == [(36, dated(3), dated(40))]
    assert r.gap == 1


def test_a_slow_account_has_no_gaps_that_are_long_for_it() -> None:
    assert alone([post(n) for n in range(0, 300, 30)]).rhythm.longest == ()


def test_silence_is_what_passed_until_the_figures_were_read() -> None:
    read = MONDAY + timedelta(days=60)
    assert alone([post(n, as_of=read) for n in range(10)]).rhythm.silent == 51


def test_hours_are_told_in_the_zone_of_the_account() -> None:
    posts = [post(n) for n in range(40)]
    in_brussels = alone(posts, accounts=[account(zone="Europe/Brussels")])
    assert alone(posts).rhythm.window == (10, 11)
    assert in_brussels.timezone == "Europe/Brussels"
    assert [share.name for share in in_brussels.rhythm.hours] == ["11", "12"]  # summer time begins


def test_posts_of_a_bare_day_have_no_hour_and_posts_of_a_month_no_day() -> None:
    days = alone([post(n, precision="day") for n in range(30)]).rhythm
    months = alone([post(n, precision="month") for n in range(30)]).rhythm
    assert (days.hours, days.window, days.n) == ((), None, 30)
    assert months.per_week.value is None
    assert months.per_week.more is None  # no number of such posts would tell
    assert months.weekdays == ()


def test_posts_of_no_known_time_are_counted_but_not_placed() -> None:
    found = audited([post(n, precision="unknown") for n in range(6)])
    assert (found.posts, found.start, found.end) == (6, None, None)
    assert found.formats[0].n == 6


def test_only_the_last_year_is_audited_and_the_rest_is_counted() -> None:
    old = [post(n, at=MONDAY - timedelta(days=800 - n)) for n in range(7)]
    found = audited([*old, *weekly([2] * 8)])
    assert (found.earlier, found.posts, found.start) == (7, 16, dated(0))
    assert audited([*old, *weekly([2] * 8)], days_back=2000).earlier == 0


def test_replies_and_repeated_posts_are_set_aside() -> None:
    found = audited([post(0), post(1, is_reply=True), post(2, is_repost=True)])
    assert (found.posts, found.set_aside) == (1, 2)


def test_formats_have_shares_posts_and_intervals() -> None:
    kinds = ["image"] * 6 + ["video"] * 4
    found = audited([post(n, kind=kind) for n, kind in enumerate(kinds)]).formats
    assert [(one.name, one.n, one.of, one.share) for one in found] == [
        ("image", 6, 10, 0.6), ("video", 4, 10, 0.4),
    ]  # fmt: skip
    assert all(0 < one.low < one.share < one.high < 1 for one in found)


def test_asks_are_found_with_their_stage_and_the_words_really_used() -> None:
    texts = ["Atelier samedi. Réservez votre place !"] * 3 + ["Le comptoir est ouvert."] * 5
    a = audited([post(n, text=text, language="fr") for n, text in enumerate(texts)]).asking
    assert (a.none.n, a.none.of) == (5, 8)
    (book,) = a.asks
    assert (book.name, book.stage, book.share.n) == ("book", "conversion", 3)
    assert book.phrases == (("Réservez votre place", 3),)
    assert {one.name: one.n for one in a.stages} == {
        "awareness": 0, "consideration": 0, "conversion": 3, "loyalty": 0,
    }  # fmt: skip


def test_no_ask_at_all_is_a_share_of_one() -> None:
    a = audited([post(n, text="Un mur blanc.", language="fr") for n in range(9)]).asking
    assert (a.none.share, a.asks, a.unread) == (1.0, (), 0)


def test_what_the_file_says_of_an_ask_goes_before_the_text() -> None:
    a = audited([post(n, text="Book your seat", cta="our own") for n in range(5)]).asking
    assert [(ask.name, ask.stage) for ask in a.asks] == [("our own", None)]


@pytest.mark.parametrize(
    "known", [{"text": "Резервирайте", "language": "bg"}, {"text": "", "title": "Only a title"}]
)
def test_posts_that_cannot_be_read_are_counted_apart(known: dict[str, str]) -> None:
    a = audited([post(n, **known) for n in range(7)]).asking
    assert (a.unread, a.none.of) == (7, 0)


def test_a_post_without_words_asks_nothing_where_others_of_the_account_have_some() -> None:
    a = audited([post(0, text="Un mur."), post(1, text="")]).asking
    assert (a.none.n, a.none.of, a.unread) == (2, 2, 0)


def test_hashtags_are_counted_in_their_usual_spelling_and_the_brands_own_is_marked() -> None:
    tags = [("Garden", "TheShop"), ("garden",), ("Garden",), ()]
    posts = [post(n, hashtags=each, account="the.shop") for n, each in enumerate(tags)]
    t = audited(posts).tagging
    assert [(one.name, one.share.n, one.is_brand) for one in t.tags] == [
        ("#Garden", 3, False), ("#TheShop", 1, True),
    ]  # fmt: skip
    assert (t.none.n, t.distinct, t.once) == (1, 2, 1)
    assert t.per_post.value is None  # four posts are too few
    assert t.per_post.more == 1


def test_the_first_word_of_a_name_is_the_brand_where_most_posts_have_it() -> None:
    posts = [post(n, hashtags=("Oakhill", "news") if n % 9 else ("news",), account="Oakhill News X")
             for n in range(18)]  # fmt: skip
    marked = {one.name: one.is_brand for one in audited(posts).tagging.tags}
    assert marked == {"#news": False, "#Oakhill": True}
    rare = [post(n, hashtags=("Oakhill",) if n < 4 else (), account="Oakhill News X")
            for n in range(18)]  # fmt: skip
    assert not audited(rare).tagging.tags[0].is_brand


def test_the_name_of_a_brand_that_nobody_named_marks_no_hashtag() -> None:
    posts = [post(n, hashtags=("BrandLove",)) for n in range(5)]
    assert not audited(posts, brand="brand").tagging.tags[0].is_brand


def test_a_language_or_a_tag_in_a_name_too_short_is_no_brand() -> None:
    posts = [post(n, hashtags=("showroom",), account="sho") for n in range(5)]
    assert not audited(posts, brand="sho").tagging.tags[0].is_brand


def test_pillars_that_posts_have_go_before_those_that_groups_propose() -> None:
    proposals = tuple(
        TagProposal(uid=f"x:{n}", field="pillar", value="bike · repair", source="likeness", score=1)
        for n in range(3)
    )
    found = audited(
        [post(0, pillar="workshop"), *(post(n) for n in range(1, 5))],
        pillars=Proposed(field="pillar", proposals=proposals, hold=0.6, is_grouped=True),
    ).themes
    assert found is not None
    assert [(one.name, one.share.n, one.keywords) for one in found] == [
        ("bike", 2, ("bike", "repair")), ("workshop", 1, ()),
    ]  # fmt: skip
    assert audited([post(0)]).themes is None


def test_two_groups_that_begin_with_the_same_word_keep_different_names() -> None:
    values = ["bike · repair", "bike · tour"]
    proposals = tuple(
        TagProposal(uid=f"x:{n}", field="pillar", value=values[n], source="likeness", score=1)
        for n in range(2)
    )
    found = audited([post(0), post(1)], pillars=Proposed(field="pillar", proposals=proposals))
    assert len({one.name for one in found.themes or ()}) == 2


def test_only_claimed_effects_are_told_the_strongest_first() -> None:
    fit = Told(
        estimate("image", "better", 1.2),
        estimate("video", "better", 1.6),
        estimate("x", "better", 3.0, factor="network", evidence="descriptive"),
        estimate("text", "worse", 0.7),
        estimate("poll", "no clear difference", 1.1, more_posts=4),
        estimate("story", "not enough data", 1.9, more_posts=900),
    )
    w = audited([post(n) for n in range(9)], fit=fit).worked
    assert [one.level for one in w.best] == ["video", "image", "x"]
    assert [one.level for one in w.worst] == ["text"]
    assert [one.level for one in w.open] == ["poll"]  # 900 posts are more than there ever were
    assert w.compared == 6


def test_a_profile_is_ticked_by_what_files_tell_and_by_nothing_else() -> None:
    posts = [post(n, text="Link in bio!", network="tiktok") for n in range(6)]
    days = [day(n, {"phone_clicks": float(n)}, network="tiktok") for n in range(3)]
    ticks = {one.item: one for one in alone(posts, days=days).profile}
    assert {name for name, one in ticks.items() if one.tick == "yes"} == {"name", "contact"}
    assert (ticks["link"].tick, ticks["link"].why, ticks["link"].n) == ("ask", "sent", 6)
    assert ticks["contact"].n == 2
    assert {ticks[name].tick for name in ("picture", "bio", "pinned")} == {"ask"}


def test_an_account_that_no_file_names_has_its_name_asked_for() -> None:
    (item, *_) = alone([post(0, account="x")]).profile
    assert (item.item, item.tick) == ("name", "ask")


def test_a_network_without_pinned_posts_is_not_asked_for_one() -> None:
    items = [one.item for one in alone([post(0, network="youtube")]).profile]
    assert "pinned" not in items


def test_partners_with_a_handful_of_posts_are_guests() -> None:
    found = audited([*(post(n) for n in range(40)), post(41, account="partner")])
    assert {one.handle: one.is_guest for one in found.accounts} == {"shop": False, "partner": True}
    assert [one.handle for one in prefill(found).accounts] == ["shop"]
    assert {one.account for one in found.comparisons} <= {"x:shop"}


def test_an_account_with_some_posts_is_no_guest_of_a_larger_one() -> None:
    posts = [*(post(n) for n in range(90)), *(post(90 + n, account="other") for n in range(6))]
    assert not any(one.is_guest for one in audited(posts).accounts)


def test_two_small_accounts_are_no_guests_of_one_another() -> None:
    found = audited([post(0), post(1, account="other")])
    assert not any(one.is_guest for one in found.accounts)


def test_the_same_text_on_two_networks_is_one_piece() -> None:
    text = "The workshop on Saturday starts at ten o'clock sharp, bring gloves."
    posts = []
    for n in range(0, 56, 7):
        posts.append(post(n, text=f"{n} {text}", kind="image"))
        at = MONDAY + timedelta(days=n + 1)
        posts.append(post(n, at=at, text=f"{n} {text}", network="facebook", kind="link"))
    assert audited(posts).pieces == {"image": pytest.approx(1.0)}


def test_a_month_is_needed_before_pieces_a_week_are_told() -> None:
    assert audited(weekly([5, 5])).pieces == {}


@pytest.mark.parametrize("seed", range(3))
def test_a_made_up_world_is_audited_as_it_is(seed: int) -> None:
    world = World(seed, weeks=16)
    read = {one.post_uid: one for one in world.readings(world.ends_at)}
    posts = [
        MeasuredPost(post=one, values=dict(read[one.uid].values), as_of=read[one.uid].as_of)
        for one in world.posts()
    ]
    own = [one.post for one in posts if one.post.is_original]
    found = audited(posts, brand=world.brand.name, timezone=world.brand.timezone)
    silent = sum(one.cta in {None, "", "none"} for one in own)
    assert found.posts == len(own)
    assert {one.name: one.n for one in found.formats} == {
        kind: sum(p.kind == kind for p in own) for kind in {p.kind for p in own}
    }
    assert found.asking.none.n == pytest.approx(silent, abs=1)
    assert sum(one.rhythm.n for one in found.accounts) == len(own)
    for one in found.accounts:
        share = one.rhythm.n / 16
        assert one.rhythm.per_week.low is not None
        assert one.rhythm.per_week.high is not None
        assert one.rhythm.per_week.low - 0.5 <= share <= one.rhythm.per_week.high + 0.5


figures = st.floats(allow_nan=True, allow_infinity=True)
words = st.text(max_size=60)
at = st.datetimes(datetime(1991, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone


@st.composite
def posts_of_anything(draw: st.DrawFn) -> list[MeasuredPost]:
    many = []
    for n in range(draw(st.integers(0, 12))):
        when = draw(at)
        names = st.sampled_from(
            ["reactions", "comments", "shares", "impressions", "reach", "views", "engagement"]
        )
        many.append(
            MeasuredPost(
                post=Post(
                    uid=f"x:{n}",
                    network=draw(st.sampled_from(["x", "instagram", "facebook", "tiktok", "odd"])),
                    account=draw(st.sampled_from(["", "shop", "été", "x"])),
                    published_at=when,
                    precision=draw(
                        st.sampled_from(["second", "minute", "hour", "day", "month", "unknown"])
                    ),
                    kind=draw(st.sampled_from(KINDS)),
                    text=draw(words | st.just("Link in bio") | st.just("Réservez vos places")),
                    title=draw(st.just("") | words),
                    hashtags=tuple(draw(st.lists(words, max_size=3))),
                    cta=draw(st.none() | st.just("none") | words),
                    language=draw(st.none() | st.sampled_from(["fr", "en", "bg"])),
                    followers=draw(st.none() | figures),
                ),
                values=draw(st.dictionaries(names, figures, max_size=4)),
                as_of=draw(at),
            )
        )
    return many


def numbers(value: object) -> list[float]:
    if isinstance(value, dict):
        return [each for one in value.values() for each in numbers(one)]
    if isinstance(value, (list, tuple)):
        return [each for one in value for each in numbers(one)]
    return [value] if isinstance(value, float) else []


def check(found: Audit) -> None:
    assert all(math.isfinite(value) for value in numbers(asdict(found)))
    for language in LANGUAGES:
        assert audit_blocks(found, language)
        assert all(str(one).startswith("<section") for one in audit_sections(found, language))


@given(posts_of_anything())
def test_whatever_the_posts_an_audit_is_finite_and_can_be_said(posts: list[MeasuredPost]) -> None:
    found = audited(posts)
    check(found)
    prefill(found)


@given(st.lists(st.floats(0, 1e6), min_size=5, max_size=60))
def test_an_interval_holds_its_figure(values: list[float]) -> None:
    for found in (tallies.median(values), tallies.mean(values)):
        assert found.value is not None
        assert found.low is not None
        assert found.high is not None
        assert found.low <= found.value <= found.high


def test_posts_that_fare_alike_within_weeks_widen_an_interval() -> None:
    weeks = [n // 5 for n in range(60)]
    alike = [1.0 + 3 * (week % 4) + 0.01 * n for n, week in enumerate(weeks)]
    for tell in (tallies.median, tallies.mean):
        plain, wide = tell(alike), tell(alike, weeks)
        assert wide.value == plain.value
        assert (wide.low or 0) < (plain.low or 0)
        assert (wide.high or 0) > (plain.high or 0)
    assert tallies.design_effect([1.0] * 9, [0, 1, 2] * 3) == 1.0
    assert tallies.design_effect([1.0, 2.0], [0, 0]) == 1.0


def test_the_interval_of_a_median_holds_the_true_one_nine_times_in_ten() -> None:
    import numpy as np  # noqa: PLC0415 - a lone use

    chance = np.random.default_rng(4)
    for n in (5, 12, 40):
        weeks = [place // 3 for place in range(n)]
        many = [tallies.median(chance.lognormal(size=n).tolist(), weeks) for _ in range(1500)]
        held = np.mean([(one.low or 0) <= 1 <= (one.high or 0) for one in many])
        assert held >= 0.88
