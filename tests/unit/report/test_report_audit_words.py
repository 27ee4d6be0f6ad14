"""An audit in words: both languages say the same figures, and no claim without its posts."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from tests.unit.report.past import FIGURES, MONDAY, account, audited, day, post, weekly

from balise.domain.audit import Audit
from balise.domain.tag import Proposed, TagProposal
from balise.report import audit_blocks, audit_sections
from balise.words import LANGUAGES, Speech


def said(found: Audit, language: str = "en") -> str:
    lines = []
    for name, block in audit_blocks(found, language):
        lines += [name, block.title, *block.sentences]
        lines += [" | ".join((row.label, *row.cells)) for row in block.rows]
    return "\n".join(lines)


def whole() -> Audit:
    """Give an audit in which every part has something to say."""
    texts = ["Link in bio", "Réservez vos places samedi", "Un mur blanc"]
    posts = [
        post(n, network="instagram", account="shop", kind=("image", "video")[n % 2],
             text=texts[n % 3], language="fr", hashtags=("Shop", "Garden"), followers=9e3,
             values=FIGURES | {"reach": 90.0})
        for n in range(60)
    ]  # fmt: skip
    posts += [post(100 + n, account="the_shop") for n in range(2)]
    posts += [post(200, network="instagram", account="partner"), post(201, is_reply=True)]
    posts += [post(300, at=MONDAY - timedelta(days=900))]
    groups = tuple(
        TagProposal(uid=f"instagram:{n}", field="pillar", value="a · b", source="likeness", score=1)
        for n in range(30)
    )
    return audited(
        posts,
        pillars=Proposed(field="pillar", proposals=groups, hold=0.7, is_grouped=True),
        followers={"x": 7e3},
        is_made_up=True,
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_is_said_in_both_languages(language: str) -> None:
    names = [name for name, _ in audit_blocks(whole(), language)]
    assert names == [
        "audit-short", "audit-rhythm", "audit-formats", "audit-asks", "audit-hashtags",
        "audit-themes", "audit-results", "audit-worked", "audit-profiles",
    ]  # fmt: skip
    assert re.search(r"[{}]", said(whole(), language)) is None


def test_no_sentence_of_an_audit_is_left_in_english() -> None:
    english, french = (
        {line for line in said(whole(), language).splitlines() if " " in line}
        for language in ("en", "fr")
    )
    same = english & french
    assert all("☐" in line for line in same), same


@pytest.mark.parametrize("language", LANGUAGES)
def test_made_up_data_is_labelled_first(language: str) -> None:
    label = Speech(language).text("Made-up data: this brand does not exist.")
    assert audit_blocks(whole(), language)[0][1].sentences[0] == label
    empty = audited([], is_made_up=True)
    assert audit_blocks(empty, language)[0][1].sentences[0] == label


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_brand_has_one_sentence(language: str) -> None:
    ((_, block),) = audit_blocks(audited([]), language)
    assert len(block.sentences) == 1
    assert block.rows == ()


def test_what_cannot_be_told_says_how_many_posts_would() -> None:
    text = said(audited([post(0, text="")], pillars=Proposed(field="pillar")))
    assert "5 more posts would tell" in text
    assert "more posts would tell, at its pace" in text
    assert "59 more posts would be enough" in text
    assert "nothing is clear enough to be claimed" in text


def test_a_small_share_is_not_said_to_be_nothing() -> None:
    posts = [post(n, at=MONDAY + timedelta(hours=n % 999), text="Un mur", language="fr")
             for n in range(2000)]  # fmt: skip
    posts.append(post(2001, at=MONDAY, text="Réservez vos places", language="fr"))
    assert "0.05%" in said(audited(posts))


def test_an_account_is_named_by_its_network_where_it_is_the_only_one_there() -> None:
    posts = [*weekly([2] * 6), *weekly([2] * 6, network="facebook", account="page")]
    text = said(audited(posts))
    assert "on X and" in text.replace("Facebook and", "X and") or "on X" in text
    both = said(audited([*weekly([2] * 6), *weekly([1] * 6, account="other")]))
    assert "X · shop:" in both
    assert "X · other:" in both


def test_names_that_differ_between_networks_are_told() -> None:
    posts = [*weekly([2] * 6), *weekly([2] * 6, network="facebook", account="the page")]
    assert "shop and the page" in said(audited(posts))


def test_lacking_followers_are_asked_for_and_those_told_by_hand_are_named_so() -> None:
    posts = [post(n, network="instagram") for n in range(9)]
    assert "--followers" in said(audited(posts))
    told = said(audited(posts, followers={"instagram": 8000.0}))
    assert "8,000 followers as you told them" in told


def test_a_source_stands_beside_each_published_figure() -> None:
    posts = [post(n, network="instagram", followers=9e3) for n in range(9)]
    text = said(audited(posts))
    assert "Rival IQ 2025" in text
    assert re.search(r"Source: Rival IQ, .*2025.*https?://", text)


def test_figures_of_another_time_are_said_to_be() -> None:
    old = MONDAY - timedelta(days=6 * 365)
    posts = [post(n, at=old + timedelta(days=n), network="instagram", followers=9e3)
             for n in range(9)]  # fmt: skip
    assert "rates moved meanwhile" in said(audited(posts))


def test_hours_all_over_the_day_are_no_habit() -> None:
    posts = [post(n, at=MONDAY + timedelta(hours=7 * n)) for n in range(96)]
    assert "at all hours" in said(audited(posts))


def test_a_silent_account_is_told_without_claiming_why() -> None:
    posts = [post(n, as_of=MONDAY + timedelta(days=200)) for n in range(40)]
    assert "Either the exports end there, or nothing comes out any more." in said(audited(posts))
    awake = [post(n, network="facebook", as_of=MONDAY + timedelta(days=40)) for n in range(40)]
    both = said(audited([*posts, *awake]))
    assert "X: no post in the 161 days before its file was made" in both
    assert both.count("asleep") == 1


def test_files_without_days_or_texts_are_named_as_such() -> None:
    text = said(audited([post(n, precision="month", text="") for n in range(9)]))
    assert "do not tell the days" in text
    assert "the files hold no text" in text


def test_an_account_without_posts_has_its_profile_listed() -> None:
    text = said(audited([], accounts=[account("instagram", "shop")], days=[day(0, {"reach": 1.0})]))
    assert "Instagram" in text
    assert "☐" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_others_wrote_is_text_and_never_markup(language: str) -> None:
    bad = "<script>alert(1)</script>"
    posts = [post(n, text=f"{bad} Réservez vos places", hashtags=(bad,), account=bad, kind="image")
             for n in range(9)]  # fmt: skip
    page = "".join(audit_sections(audited(posts, brand=bad), language))
    assert "<script" not in page
    assert page.count("<section") == page.count("</section>") > 5
