"""Proposals of tags: their reasons, their scores, and what they cannot tell."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from balise.domain.tag import Document, Subject, Tag
from balise.learn import text as reading
from balise.simulate import World
from balise.strategy.calibration import ELSEWHERE, LEAST, calibrate
from balise.strategy.groups import LEAST_HOLD, LEAST_POSTS, agreement, grouped, named
from balise.strategy.tagging import fold, keywords_in, propose

AT = datetime(2026, 6, 1, tzinfo=UTC)
SUBJECTS = (
    Subject(name="how-to", keywords=("tuto", "comment", "pas à pas")),
    Subject(name="shop", keywords=("arrivage", "en rayon")),
)


def a_document(uid: str, text: str = "", **facts: Any) -> Document:
    return Document(
        uid=uid, text=text, words=reading.words(text), hashtags=reading.hashtags(text), **facts
    )


def a_tag(uid: str, value: str, **facts: Any) -> Tag:
    return Tag(uid=uid, field=facts.pop("field", "pillar"), value=value, confirmed_at=AT, **facts)


def made_up(seed: int = 1) -> tuple[list[Document], dict[str, str]]:
    """Give the posts of a made-up brand, and the pillars that its world gave them."""
    posts = World(seed).posts()
    documents = [a_document(post.uid, post.text) for post in posts]
    return documents, {post.uid: post.pillar or "" for post in posts}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Un TUTO rapide", "tuto"),
        ("Nos tutos du mois", "tuto"),
        ("COMMENT faire ?", "comment"),  # a stop word of French may be a keyword
        ("le pas-à-pas complet", "pas à pas"),
        ("le PAS A PAS", "pas à pas"),
        ("À voir : #PasÀPas", "pas à pas"),
        ("Voir #how_to #HowTo", "how-to"),
    ],
)
def test_a_keyword_is_found_whatever_its_case_accents_plural_or_sign(text: str, why: str) -> None:
    (found,) = propose([a_document("x:1", text)], subjects=SUBJECTS).proposals
    assert (found.value, found.source, found.why) == ("how-to", "keyword", why)


@pytest.mark.parametrize("text", ["", "tutoyer quelqu'un", "institut", "des commentaires", "🪚"])
def test_a_part_of_a_word_is_no_keyword(text: str) -> None:
    found = propose([a_document("x:1", text)], subjects=SUBJECTS)
    assert (found.proposals, found.untold) == ((), ("x:1",))


def test_an_empty_keyword_is_in_no_post() -> None:
    subjects = (Subject(name="!", keywords=("", " ", "…")),)
    assert propose([a_document("x:1", "Hello … !")], subjects=subjects).proposals == ()


def test_a_label_that_names_a_pillar_wins_over_a_keyword_of_another() -> None:
    document = a_document("x:1", "En rayon", labels=("TUTO",))
    (found,) = propose([document], subjects=SUBJECTS).proposals
    assert (found.value, found.source, found.why) == ("how-to", "label", "TUTO")


def test_a_label_that_names_nothing_known_proposes_no_pillar_but_a_campaign() -> None:
    document = a_document("x:1", "Bonjour", labels=("spring-26",))
    assert propose([document], subjects=SUBJECTS).proposals == ()
    (found,) = propose([document], field="campaign").proposals
    assert (found.value, found.source) == ("spring-26", "label")


def test_a_theme_is_the_rarest_hashtag_that_several_posts_have() -> None:
    documents = [a_document(f"x:{n}", "#shop #oak" if n < 4 else "#shop #once") for n in range(30)]
    found = propose(documents, field="theme")
    assert {one.uid: one.value for one in found.proposals} == {f"x:{n}": "oak" for n in range(4)}


def test_a_like_post_is_proposed_with_the_confirmed_one_as_the_reason() -> None:
    documents = [
        a_document("x:1", "raboter une planche de chêne"), a_document("x:2", "chêne et planche"),
        a_document("x:3", "fête des voisins au jardin"), a_document("x:4", "les voisins au jardin"),
    ]  # fmt: skip
    tags = [a_tag("x:1", "craft"), a_tag("x:3", "people")]
    found = {one.uid: one for one in propose(documents, tags=tags).proposals}
    assert {uid: (one.value, one.source, one.why) for uid, one in found.items()} == {
        "x:2": ("craft", "likeness", "x:1"), "x:4": ("people", "likeness", "x:3"),
    }  # fmt: skip


def test_what_is_confirmed_as_having_none_is_proposed_nothing_and_teaches_no_value() -> None:
    documents = [a_document("x:1", "tuto chêne"), a_document("x:2", "chêne planche")]
    assert propose(documents, tags=[a_tag("x:1", "")], subjects=SUBJECTS).proposals == ()


def test_an_unconfirmed_tag_and_one_of_another_field_count_for_nothing() -> None:
    documents = [a_document("x:1", "chêne planche"), a_document("x:2", "chêne planche")]
    tags = [
        Tag(uid="x:1", field="pillar", value="craft"), a_tag("x:1", "May", field="campaign"),
    ]  # fmt: skip
    assert propose(documents, tags=tags).proposals == ()


def test_where_one_pillar_of_several_is_confirmed_likeness_is_less_sure() -> None:
    documents = [a_document(f"x:{n}", "chêne planche rabot") for n in range(6)]
    tags = [a_tag(f"x:{n}", "how-to") for n in range(5)]
    alone = propose(documents, tags=tags).proposals[0].score
    among = (
        propose(documents, tags=tags, subjects=[*SUBJECTS, Subject(name="c")]).proposals[0].score
    )
    assert among < alone


def test_a_score_is_called_a_probability_only_after_enough_posts_were_looked_at() -> None:
    documents = [a_document(f"x:{n}", "tuto" if n % 2 else "arrivage") for n in range(2 * LEAST)]

    def checked(n: int, **facts: Any) -> tuple[int, float | None]:
        tags = [a_tag(f"x:{i}", "how-to" if i % 2 else "shop", **facts) for i in range(n)]
        found = propose(documents, subjects=SUBJECTS, tags=tags)
        return found.n_checked, found.share_right

    assert checked(LEAST - 1) == (0, None)
    assert checked(LEAST) == (LEAST, 1.0)
    # What was accepted in bulk agrees with the proposals because it is the proposals.
    assert checked(LEAST, is_seen=False) == (0, None)


def test_keywords_that_turn_out_wrong_lower_the_scores() -> None:
    documents = [a_document(f"x:{n}", "tuto") for n in range(60)]
    wrong = [a_tag(f"x:{n}", "shop" if n % 4 else "how-to") for n in range(40)]
    before = propose(documents, subjects=SUBJECTS).proposals[0].score
    found = propose(documents, subjects=SUBJECTS[:1], tags=wrong)
    assert max(one.score for one in found.proposals) < before


@pytest.mark.parametrize("seed", [1, 2])
def test_the_probability_holds_on_a_made_up_brand(seed: int) -> None:
    documents, truth = made_up(seed)
    picked = np.random.default_rng(seed).choice(sorted(truth), 100, replace=False).tolist()
    found = propose(documents, tags=[a_tag(uid, truth[uid]) for uid in picked])
    right = np.array([one.value == truth[one.uid] for one in found.proposals])
    score = np.array([one.score for one in found.proposals])
    assert right.mean() > 0.85
    assert right[score >= 0.9].mean() > 0.9
    assert abs(score.mean() - right.mean()) < 0.1


def test_few_checked_posts_leave_the_calibration_from_elsewhere() -> None:
    found = calibrate([0.2] * (LEAST - 1), [False] * (LEAST - 1))
    assert (found.level, found.slope, found.n) == (*ELSEWHERE, 0)


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=LEAST, max_size=60),
    st.floats(0, 1), st.floats(0, 1),
)  # fmt: skip
def test_a_higher_share_is_never_less_probable(
    seen: list[tuple[float, bool]], one: float, other: float
) -> None:
    found = calibrate([share for share, _ in seen], [right for _, right in seen])
    low, high = sorted((one, other))
    assert 0 <= found(low) <= found(high) <= 1


@settings(max_examples=60)
@given(st.lists(st.text(max_size=60), max_size=12), st.text(max_size=20), st.text(max_size=20))
def test_any_text_is_proposed_once_or_told_as_unknown(
    texts: list[str], keyword: str, value: str
) -> None:
    documents = [a_document(f"x:{n}", text, labels=(text,)) for n, text in enumerate(texts)]
    tags = [a_tag("x:0", value), a_tag("gone:1", value)]
    for field in ("pillar", "theme", "campaign"):
        found = propose(
            documents, field=field, subjects=[Subject(name=value, keywords=(keyword,))],
            tags=[a_tag(tag.uid, tag.value, field=field) for tag in tags],
        )  # fmt: skip
        uids = [one.uid for one in found.proposals] + list(found.untold)
        assert sorted(uids) == sorted(d.uid for d in documents if d.uid != "x:0")
        assert all(0 <= one.score <= 1 for one in found.proposals)


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_keywords_are_told_for_every_subject_that_has_one() -> None:
    found = keywords_in("Tuto : ce qui est en rayon", (), SUBJECTS)
    assert found == {"how-to": ["tuto"], "shop": ["en rayon"]}


def test_few_posts_make_no_groups() -> None:
    documents, _ = made_up()
    found = grouped(documents[: LEAST_POSTS - 1])
    assert (found.proposals, found.hold, found.is_grouped) == ((), None, True)
    assert len(found.untold) == LEAST_POSTS - 1


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_words_without_subjects_make_no_groups(seed: int) -> None:
    documents, _ = made_up(seed)
    every = [word for document in documents for word in document.words]
    left = iter(np.random.default_rng(seed).permutation(every).tolist())
    shuffled = [
        Document(uid=d.uid, words=tuple(dict.fromkeys(next(left) for _ in d.words)))
        for d in documents
    ]
    found = grouped(shuffled)
    assert found.proposals == ()
    assert found.hold is not None
    assert found.hold < LEAST_HOLD


def test_groups_find_most_of_what_a_made_up_brand_speaks_of_and_say_how_well_they_hold() -> None:
    documents, truth = made_up()
    found = grouped(documents)
    assert found.hold is not None
    assert found.hold > 0.6
    codes: dict[str, int] = {}
    one = np.array([codes.setdefault(p.value, len(codes)) for p in found.proposals])
    other = np.array([codes.setdefault(truth[p.uid], len(codes)) for p in found.proposals])
    assert agreement(one, other) > 0.4
    assert {p.uid for p in found.proposals} | set(found.untold) == set(truth)


def test_the_same_posts_give_the_same_groups() -> None:
    documents, _ = made_up(2)
    assert grouped(documents) == grouped(documents)


def test_a_group_takes_the_name_that_somebody_gave_its_posts() -> None:
    documents, _ = made_up()
    found = grouped(documents)
    groups = sorted({one.value for one in found.proposals})
    first = next(one for one in found.proposals if one.value == groups[0])
    some = named(found, [a_tag(first.uid, "Ateliers")])
    assert first.uid not in {one.uid for one in some.proposals}
    assert {one.value for one in some.proposals} == {"Ateliers", *groups[1:]}
    assert some.is_grouped
    each = {one.value: one.uid for one in found.proposals}
    assert not named(found, [a_tag(uid, group) for group, uid in each.items()]).is_grouped


@pytest.mark.parametrize("text", ["", "chêne", "aaa bbb ccc"])
def test_posts_that_all_say_the_same_are_no_groups(text: str) -> None:
    found = grouped([a_document(f"x:{n}", text) for n in range(100)])
    assert found.proposals == ()
