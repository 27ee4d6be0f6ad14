"""What only a set of drafts shows."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.often import LONG
from tests.unit.check.drafts_made import AT, draft, found, rules, spaced, strategy

from balise.check.drift import LEAST, Profile
from balise.check.tags import role
from balise.reference.network_rules import Rule, rules as every_rule
from balise.words import Speech
from balise.words.drafts import message

TEXT = "Portes ouvertes de l'atelier ce samedi, venez voir comment on affûte un ciseau à bois"
ENGLISH = "Open day at the workshop this Saturday, come and see how we sharpen a wood chisel"


@pytest.mark.parametrize("text", [TEXT, ENGLISH])
@pytest.mark.parametrize(
    ("network", "rule"), [("x", "X_DUPLICATE_ACCOUNTS"), ("facebook", "FB_NETWORK")]
)
def test_the_same_text_on_several_accounts_of_a_network_is_found(
    text: str, network: str, rule: str
) -> None:
    pair = [draft(text, network), draft(text + " !", network, account="parc.deux", line=2)]
    assert rule in rules(pair)
    assert rule not in rules([pair[0], replace(pair[1], network="linkedin")])
    assert rule not in rules(
        [
            pair[0],
            draft(
                "Tout autre chose pour les gens d'ici, samedi matin", network, account="b", line=2
            ),
        ]
    )


def test_the_same_text_again_on_one_account_is_found_once() -> None:
    pair = [draft(TEXT), draft(TEXT, line=2)]
    assert [one.line for one in found(pair) if one.rule == "SAME_TEXT"] == [2]
    assert "SAME_TEXT" not in rules([draft("Bonjour à tous"), draft("Bonjour à tous", line=2)])


def test_many_handles_and_the_same_one_again_are_found() -> None:
    assert "MENTION_SPAM" in rules(draft("@aa @bb @cc @dd @ee @ff"))
    assert "MENTION_SPAM" not in rules(draft("@aa @bb @cc @dd @ee"))
    texts = [f"Merci @marie {n}" for n in range(5)]
    assert "MENTION_SPAM" in rules(spaced(texts, hours=24))
    assert "MENTION_SPAM" not in rules(spaced(texts[:4], hours=24))


QUOTAS = [rule for rule in every_rule() if rule.check == "quota" and (rule.value or 0) <= 300]


@pytest.mark.parametrize("rule", QUOTAS, ids=lambda rule: rule.id)
def test_a_quota_holds_in_any_window_and_not_over_a_longer_time(rule: Rule) -> None:
    n, kind = int(rule.value or 0), (rule.kinds or ("",))[0]
    texts = [f"texte {k}" for k in range(n + 1)]
    gap = (rule.hours or 0) / n
    said = {"network": rule.network, "kind": kind}
    tight = spaced(texts, hours=gap * 0.99, **said)
    own = {one.rule for one in found(tight)}
    assert rule.id in own or rule.id == "IG_API_DAY"  # 50 is told before 100
    assert rule.id not in rules(spaced(texts, hours=gap * 1.01, **said))
    assert rule.id not in rules(tight[:-1])


def test_a_plan_is_held_against_the_pace_of_its_strategy() -> None:
    ours = strategy(blackouts=())
    week = spaced([f"texte {n}" for n in range(4)], hours=24)
    assert {"PLAN_WEEK"} <= rules(week, strategy=ours)
    assert "PLAN_WEEK" not in rules(week[:3], strategy=ours)
    twice = spaced(["un", "deux"], hours=3)
    assert {"PLAN_DAY", "PLAN_GAP"} <= rules(twice, strategy=ours)
    assert not {"PLAN_DAY", "PLAN_GAP"} & rules(spaced(["un", "deux"], hours=24), strategy=ours)


def test_a_week_with_too_few_posts_is_told_between_two_others_only() -> None:
    ours = strategy(blackouts=())
    days = [0, 1, 7, 14, 15]
    drafts = [draft(f"texte {d}", line=d + 1, publish_at=AT + timedelta(days=d)) for d in days]
    few = [one.line for one in found(drafts, strategy=ours) if one.code == "plan-week-few"]
    assert few == [8]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Portes ouvertes de l'atelier le 12 mars", "L'atelier : portes ouvertes le 13 mars"),
        ("Open day at the workshop on 12 March", "Open day at the workshop on March 13"),
        ("La ponceuse orbitale est à 49 €", "La ponceuse orbitale est à 59 €"),
        ("The orbital sander costs €49", "The orbital sander costs €59"),
        ("Magasin ouvert samedi dès 9h", "Magasin ouvert samedi dès 10h"),
        ("Workshop doors open at 6 pm", "Workshop doors open at 7pm"),
        ("Remise de 20 % sur les ponceuses", "Remise de 30% sur les ponceuses"),
    ],
)
def test_posts_that_contradict_one_another_are_found(one: str, other: str) -> None:
    pair = [draft(one), draft(other, line=2)]
    assert "CONTRADICTION" in rules(pair)
    assert "CONTRADICTION" not in rules([pair[0], draft(one, line=2)])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Portes ouvertes de l'atelier le 12 mars", "Cours de soudure le 13 mars"),
        ("Magasin ouvert samedi dès 9h", "Magasin ouvert samedi dès 9h00"),
        ("Workshop doors open at 6 pm", "Workshop doors open at 18:00"),
        ("La ponceuse est à 49 €", "La ponceuse est à 49,00 euros"),
        ("Atelier du jardin le 12 mars à 9h", "Atelier du jardin le 19 mars à 10h"),
    ],
)
def test_posts_that_agree_or_are_of_other_things_are_left_alone(one: str, other: str) -> None:
    assert "CONTRADICTION" not in rules([draft(one), draft(other, line=2)])


def test_a_finding_about_another_file_names_it() -> None:
    one, other = "La ponceuse orbitale est à 49 €", "La ponceuse orbitale est à 59 €"
    pair = [draft(one, file="mars.toml", line=7), draft(other, file="mars.toml", line=9)]
    (told,) = (f for f in found(pair) if f.code == "contradiction")
    assert told.params["line"] == "7"
    pair[1] = draft(other, file="mai.toml", line=9)
    (told,) = (f for f in found(reversed(pair)) if f.code == "contradiction")
    assert told.params["line"] == "9 (mai.toml)"
    again = [draft(TEXT, file="a.toml", line=3), draft(TEXT, file="b.toml", line=5)]
    (told,) = (f for f in found(again) if f.code == "same-text")
    assert "3 (a.toml)" in told.message


def test_what_differs_is_quoted_as_it_is_written() -> None:
    pair = [draft("Enfin… portes ouvertes de l'Atelier le 1er MARS"),
            draft("Enfin… portes ouvertes de l'Atelier le 2 Mars", line=2)]  # fmt: skip
    (told,) = (f for f in found(pair) if f.code == "contradiction")
    assert (told.params["value"], told.params["other"]) == ("2 Mars", "1er MARS")
    assert told.params["about"] == "portes, ouvertes, Atelier"
    pair = [draft(f"Fête des mères : {n} % sur les bouquets", line=n) for n in (20, 25)]
    (told,) = (f for f in found(pair) if f.code == "contradiction")
    assert told.params["about"] == "Fête, mères, bouquets"


def test_what_was_said_months_apart_is_no_contradiction() -> None:
    pair = [
        draft("La ponceuse orbitale est à 49 €"),
        draft("La ponceuse orbitale est à 59 €", line=2),
    ]
    apart = [replace(one, publish_at=AT + timedelta(days=90 * n)) for n, one in enumerate(pair)]
    assert "CONTRADICTION" not in rules(apart)


OWN = [
    f"Astuce n° {n} : pour affûter un ciseau à bois, mouillez la pierre puis tenez l'angle {n} fois"
    for n in range(LEAST)
]
FOREIGN = "OMG guys smash that follow button, crypto to the moon, wagmi frens, gm gm gm everyone"


def test_a_text_unlike_the_brands_own_posts_is_found() -> None:
    past = {"facebook:quincaillerie": OWN}
    assert "BRAND_DRIFT" in rules(draft(FOREIGN), past=past)
    assert "BRAND_DRIFT" not in rules(draft(OWN[7]), past=past)


def test_drift_is_refused_under_enough_past_posts() -> None:
    said = found(draft(FOREIGN), past={"facebook:quincaillerie": OWN[:-1]})
    assert [one.code for one in said if one.rule == "BRAND_DRIFT"] == ["drift-refused"]
    assert Profile.of(OWN[:-1]) is None
    assert not [one for one in found(draft(FOREIGN)) if one.rule == "BRAND_DRIFT"]


def test_hashtags_play_their_part() -> None:
    ours = strategy()
    parts = {
        "#QuincaillerieDuParc": "brand", "#quincaillerieduparc2027": "brand",
        "#JournéesDuJardin": "campaign", "#bricoleurs": "community", "#woodlovers": "community",
        "#ponceuse": "topic",
    }  # fmt: skip
    assert {tag: role(tag, ours) for tag in parts} == parts


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "#ponceuse, #vis (topic), #bricoleurs (community)"),
        ("fr", "#ponceuse, #vis (sujet), #bricoleurs (communauté)"),
    ],
)
def test_hashtags_without_the_brands_own_are_told_with_their_parts(
    language: str, said: str
) -> None:
    post = draft("Une ponceuse #ponceuse #bricoleurs #vis")
    (told,) = (f for f in found(post, strategy=strategy()) if f.code == "tags-no-brand")
    assert said in message(Speech(language), told)


def test_thousands_of_drafts_take_seconds() -> None:
    n_drafts = 5_000 if LONG else 1_000
    at = datetime(2027, 1, 1, tzinfo=UTC)
    drafts = [
        draft(f"{TEXT} numéro {n} à {n % 90} € 🌿 #Atelier{n % 7} https://example.org/{n}",
              ("x", "instagram", "facebook")[n % 3], line=n, publish_at=at + timedelta(hours=n))
        for n in range(n_drafts)
    ]  # fmt: skip
    start = time.process_time()
    found(drafts, strategy=strategy())
    assert time.process_time() - start < 30 * n_drafts / 5_000
