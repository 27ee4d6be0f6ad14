"""Each check, with a draft that passes and one that does not, in French and in English."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.unit.check.drafts_made import draft, found, image, rules, strategy, video

from balise.check.checks import EACH
from balise.domain.draft import Draft, Media
from balise.domain.strategy import Hashtags, Voice
from balise.reference.network_rules import by_id
from balise.words import Speech
from balise.words.drafts import SAID, message, remedy

JULY = datetime(2027, 7, 10, 10, tzinfo=UTC)
OCTOBER = datetime(2027, 10, 10, 10, tzinfo=UTC)
CASES: list[tuple[str, Draft, Draft]] = [
    ("META_BAIT", draft("Likez si vous aimez le printemps !"), draft("Qui vient samedi ?")),
    ("META_BAIT", draft("Tag a friend who needs this"), draft("Who is coming on Saturday?")),
    ("META_BAIT", draft("Likez si oui, commentez si non"), draft("Si oui, dites-nous pourquoi")),
    (
        "META_BAIT_LIST",
        draft("Identifie deux amies", "instagram"),
        draft("Deux amies en parlent", "instagram"),
    ),
    ("META_BAIT_LIST", draft("Tag two friends", "instagram"), draft("Two friends", "instagram")),
    (
        "AD_UNDECLARED",
        draft("On adore ces lampes ! #collab"),
        draft("Nos collaborateurs adorent #collaborer"),
    ),
    ("ASK_DESTINATION", draft("Cliquez ici !"), draft("Cliquez ici : https://a.fr")),
    ("ASK_DESTINATION", draft("Click the link"), draft("Click the link in our bio")),
    (
        "LI_BAIT",
        draft("Comment YES and share", "linkedin"),
        draft("We commented on it", "linkedin"),
    ),
    (
        "META_BAIT_LIST",
        draft("Identifie un ami !", "instagram"),
        draft("Un ami m'a dit", "instagram"),
    ),
    (
        "X_GIVEAWAY",
        draft("Concours : suivez-nous et RT pour gagner", "x"),
        draft("Concours : répondez avant le 3 mars", "x"),
    ),
    ("X_GIVEAWAY", draft("Giveaway! Follow and retweet", "x"), draft("A give and take", "x")),
    (
        "GIVEAWAY_TERMS",
        draft("Jeu-concours : une perceuse à gagner !"),
        draft("Jeu-concours jusqu'au 3 mars, règlement en magasin"),
    ),
    ("GIVEAWAY_TERMS", draft("Chance to win a drill!"), draft("Chance to win, ends 3 March")),
    (
        "X_AFFILIATE",
        draft("La perceuse https://amzn.to/3abc", "x"),
        draft("La perceuse (lien affilié) https://amzn.to/3abc", "x"),
    ),
    (
        "X_AFFILIATE",
        draft("The drill https://www.amazon.com/dp/B0?tag=shop-20", "x"),
        draft("The drill (affiliate link) https://www.amazon.com/dp/B0?tag=shop-20", "x"),
    ),
    (
        "AD_UNDECLARED",
        draft("Vidéo en partenariat avec Brico Nord"),
        draft("Vidéo en partenariat avec Brico Nord", is_partner=True),
    ),
    ("AD_UNDECLARED", draft("Sponsored by North Tools"), draft("Sponsored by us", is_ad=False)),
    (
        "AD_LABEL",
        draft("De nuevo en la tienda", is_ad=True, country="ES"),
        draft("Sponsored. De nuevo en la tienda", is_ad=True, country="ES"),
    ),
    (
        "FR_AD_LABEL",
        draft("La perceuse de Brico Nord est là", is_ad=True, country="FR"),
        draft("Publicité. La perceuse de Brico Nord", is_ad=True, country="FR"),
    ),
    (
        "US_DISCLOSE",
        draft("We love the drill of North Tools", is_partner=True, country="US"),
        draft("Ad: we love the drill of North Tools", is_partner=True, country="US"),
    ),
    ("YT_PAID", draft("a", "youtube", is_ad=True), draft("a", "youtube", is_ad=False)),
    ("TT_DISCLOSE", draft("a", "tiktok", is_partner=True), draft("a", "tiktok")),
    ("TT_AI_LABEL", draft("a", "tiktok", is_ai=True), draft("a", "tiktok", is_ai=False)),
    (
        "AI_LABEL",
        draft("L'atelier", is_ai=True),
        draft("L'atelier, image générée par IA", is_ai=True),
    ),
    ("AI_LABEL", draft("The shop", is_ai=True), draft("The shop, made with AI", is_ai=True)),
    (
        "FR_VIRTUAL",
        draft("Pub", is_ai=True, is_ad=True, country="FR", media=(image(),)),
        draft("Pub. Images virtuelles", is_ai=True, is_ad=True, country="FR", media=(image(),)),
    ),
    (
        "FR_SOLDES_WORD",
        draft("Soldes sur les outils", country="FR", publish_at=OCTOBER),
        draft("Soldes sur les outils", country="FR", publish_at=JULY),
    ),
    (
        "MASTO_SHORTENER",
        draft("Voir https://bit.ly/3abc", "mastodon"),
        draft("Voir https://example.org/a", "mastodon"),
    ),
    (
        "IG_LINK",
        draft("Infos : https://example.org", "instagram"),
        draft("Infos : lien en bio", "instagram"),
    ),
    ("IG_LINK", draft("See example.org/shop", "instagram"), draft("Link in bio", "instagram")),
    ("TT_LINK", draft("example.org/shop", "tiktok"), draft("Link in bio", "tiktok")),
    ("A11Y_ALT", draft("a", media=(image(alt=" "),)), draft("a", media=(image(),))),
    (
        "MASTO_ALT",
        draft("a", "mastodon", media=(image(alt=""),)),
        draft("a", "mastodon", media=(image(),)),
    ),
    (
        "A11Y_ALT_PREFIX",
        draft("a", media=(image(alt="Photo de l'atelier"),)),
        draft("a", media=(image(alt="L'atelier, photographié de la rue"),)),
    ),
    (
        "A11Y_ALT_PREFIX",
        draft("a", media=(image(alt="Image of the shop"),)),
        draft("a", media=(image(alt="The shop"),)),
    ),
    (
        "DOCUMENT_UNKNOWN",
        draft("a", "instagram", media=(Media(file="a.pdf"),)),
        draft("a", "linkedin", media=(Media(file="a.pdf"),)),
    ),
    ("A11Y_CAPTIONS", draft("a", media=(video(captions=""),)), draft("a", media=(video(),))),
    (
        "A11Y_CAMEL",
        draft("Un atelier au jardin #atelierjardin"),
        draft("Un atelier au jardin #AtelierJardin"),
    ),
    ("A11Y_CAMEL", draft("A garden shop #gardenshop"), draft("A garden shop #GardenShop #shop")),
    ("A11Y_TAGS_END", draft("On #jardine samedi matin"), draft("On jardine samedi #Jardin 🌿")),
    ("A11Y_EMOJI_END", draft("Bravo 👏👏🎉 👍🏽"), draft("Bravo 👏 à tous 🎉")),
    ("A11Y_EMOTICON", draft("À samedi :-)"), draft("À samedi, 18:30, https://a.fr/:)x")),
    ("A11Y_FONTS", draft("𝗣𝗼𝗿𝘁𝗲𝘀 ouvertes"), draft("Portes ouvertes, ℝ")),
    ("A11Y_CAPS", draft("PORTES OUVERTES SAMEDI MATIN"), draft("Portes OUVERTES à la SNCF")),
    ("TAGS_BROAD", draft("Un clou #love #Life"), draft("Un clou #love #Quincaillerie")),
    (
        "IG_HASHTAG_GENERIC",
        draft("Un clou #Reels", "instagram"),
        draft("Un clou #Vis", "instagram"),
    ),
    ("MASTO_TAG_NUM", draft("Bilan #2026", "mastodon"), draft("Bilan #Bilan2026", "mastodon")),
    (
        "FB_CAPTION_SPAM",
        draft(" ".join(f"#Tag{n}x" for n in range(16))),
        draft(" ".join(f"#Tag{n}x" for n in range(15))),
    ),
    (
        "BRAND_TONE",
        draft("Tu viens samedi ? Votre place vous attend dans la boutique"),
        draft("Vous venez samedi ? Votre place vous attend chez nous"),
    ),
    (
        "ASK_ONE",
        draft("Achetez vos places ! Inscrivez-vous à la lettre : https://a.fr"),
        draft("Achetez vos places : https://a.fr. Suivez-nous !"),
    ),
    (
        "ASK_ONE",
        draft("Buy your seat now! Sign up for the newsletter: https://a.fr"),
        draft("Buy your seat now: https://a.fr. Follow us!"),
    ),
    ("ASK_VERB", draft("Un beau samedi", cta="book"), draft("Réservez votre place", cta="book")),
    ("ASK_VERB", draft("A fine day", cta="book"), draft("Book your seat now", cta="book")),
    ("ASK_DESTINATION", draft("Réservez votre place !"), draft("Réservez au 02 555 01 23 45")),
    (
        "ASK_DESTINATION",
        draft("Book your seat: https://a.fr", "instagram"),
        draft("Book your seat: link in bio", "instagram"),
    ),
    ("ASK_DESTINATION", draft("Inscrivez-vous !"), draft("Inscrivez-vous !", link="https://a.fr")),
]


@pytest.mark.parametrize(
    ("rule", "fails", "passes"), CASES, ids=lambda c: c if isinstance(c, str) else ""
)
def test_a_check_finds_what_it_is_for_and_nothing_else(
    rule: str, fails: Draft, passes: Draft
) -> None:
    assert rule in rules(fails)
    assert rule not in rules(passes)


OURS = strategy()
WITH_STRATEGY: list[tuple[str, Draft, Draft]] = [
    ("BRAND_NEVER_SAY", draft("Des outils PAS CHER artisans"), draft("Un repas cher aux artisans")),
    ("BRAND_ALWAYS_SAY", draft("Des outils"), draft("Des outils pour artisans")),
    ("BRAND_EMOJI", draft("A 😀 b 😀 c 😀 d 😀"), draft("A 😀 b 😀 c 😀")),
    ("BRAND_TONE", draft("Trop bien, lol"), draft("Très bien")),
    ("TAGS_BRAND", draft("Un clou #Bricolage"), draft("Un clou #quincaillerieduparc")),
    ("TAGS_BANNED", draft("Un clou #Promo"), draft("Un clou #Promotion")),
    ("TAGS_MOST", draft("#Aa #Bb #Cc #Dd #Ee #Ff"), draft("#Aa #Bb #Cc #Dd #Ee")),
    (
        "ASK_STAGE",
        draft("Lisez notre article : https://a.fr", objective="ventes"),
        draft("Achetez en ligne : https://a.fr", objective="ventes"),
    ),
    (
        "PLAN_HOURS",
        draft("a", publish_at=datetime(2027, 3, 9, 21, 30, tzinfo=UTC)),
        draft("a", publish_at=datetime(2027, 3, 9, 20, 30, tzinfo=UTC)),
    ),
    (
        "PLAN_BLACKOUT",
        draft("a", publish_at=datetime(2027, 3, 3, 20, tzinfo=UTC)),
        draft("a", publish_at=datetime(2027, 3, 3, 23, 30, tzinfo=UTC)),
    ),
]


@pytest.mark.parametrize(
    ("rule", "fails", "passes"), WITH_STRATEGY, ids=lambda c: c if isinstance(c, str) else ""
)
def test_a_check_against_the_strategy_finds_what_it_is_for(
    rule: str, fails: Draft, passes: Draft
) -> None:
    assert rule in rules(fails, strategy=OURS)
    assert rule not in rules(passes, strategy=OURS)
    assert rule not in rules(fails) or rule == "BRAND_TONE"


@pytest.mark.parametrize(
    ("seconds", "said"), [(1.5, "1.5 s"), (2, "2 s"), (2.99, "2.99 s"), (2.9999, "2.9999 s")]
)
def test_a_figure_has_the_digits_that_tell_it_from_its_limit(seconds: float, said: str) -> None:
    reel = draft("a", "instagram", kind="short_video", media=(video(seconds=seconds),))
    (told,) = (f for f in found(reel) if f.rule == "IG_REEL_MIN")
    assert said in told.message
    assert "at least 3" in told.message


def test_posts_a_few_seconds_too_near_are_not_told_to_be_far_enough_apart() -> None:
    first = datetime(2027, 3, 3, 9, tzinfo=UTC)
    pair = [draft("a", publish_at=first), draft("b", publish_at=first + timedelta(hours=5.99))]
    (told,) = (f for f in found(pair, strategy=OURS) if f.rule == "PLAN_GAP")
    assert told.params["found"] == "5.99"


@pytest.mark.parametrize(
    "text", ["Réservez à notre boutique", "Book at our shop", "Sign up at the desk"]
)
def test_an_ask_that_says_where_leads_somewhere(text: str) -> None:
    assert "ASK_DESTINATION" not in rules(draft(text))


def test_several_asks_are_told_without_the_quotes_of_a_language() -> None:
    post = draft("Abonnez-vous, likez et commentez. Billets : https://rives.example/billets")
    (told,) = (f for f in found(post) if f.rule == "ASK_ONE")
    assert told.params["value"].endswith("Billets")
    assert not set("“”«»:") & set(told.params["value"])


@pytest.mark.parametrize(
    "text",
    [
        "Donnez le ton à votre soirée", "Un ton juste pour vous", "Tu connais Inés Sanchez ?",
        "Tu as rendez-vous chez nous", "Le bon ton, c'est vous qui le donnez",
    ],
)  # fmt: skip
def test_a_word_that_speaks_to_nobody_mixes_nothing(text: str) -> None:
    assert "BRAND_TONE" not in rules(draft(text, language="fr"))


@pytest.mark.parametrize("text", ["Donnez ton avis", "Prends ton vélo et venez"])
def test_a_text_that_says_both_tu_and_vous_is_told(text: str) -> None:
    (told,) = (f for f in found(draft(text, language="fr")) if f.rule == "BRAND_TONE")
    assert told.params["value"] in text
    assert told.params["other"] in text


def test_every_check_of_one_draft_has_a_case() -> None:
    tried = {by_id()[rule].check for rule, _, _ in (*CASES, *WITH_STRATEGY)}
    assert set(EACH) - {"at_most", "at_least"} == tried


def test_a_brand_without_emoji_has_none() -> None:
    silent = strategy(voice=Voice(emoji="never"))
    assert "BRAND_EMOJI" in rules(draft("Bravo 👏"), strategy=silent)
    assert "BRAND_EMOJI" not in rules(draft("Bravo"), strategy=silent)


def test_a_brand_without_hashtags_of_its_own_is_not_asked_for_one() -> None:
    assert "TAGS_BRAND" not in rules(draft("#Clou"), strategy=strategy(hashtags=Hashtags()))


def test_a_law_of_a_country_is_not_held_against_readers_elsewhere() -> None:
    ad = draft("La perceuse de Brico Nord est arrivée dans le magasin", is_ad=True)
    assert "FR_AD_LABEL" not in rules(replace(ad, country="BE"))
    assert "FR_AD_LABEL" not in rules(ad, strategy=OURS)
    assert "FR_AD_LABEL" in rules(replace(ad, country="fr"))


def test_a_law_of_a_country_that_is_only_guessed_does_not_block() -> None:
    ad = draft("La perceuse de Brico Nord est arrivée dans le magasin", is_ad=True)
    guessed = next(one for one in found(ad) if one.rule == "FR_AD_LABEL")
    told = next(one for one in found(replace(ad, country="FR")) if one.rule == "FR_AD_LABEL")
    assert (guessed.severity, told.severity) == ("warning", "error")


def test_a_word_that_comes_too_late_in_an_ad_is_told_with_its_place() -> None:
    late = draft("We love it. " * 14 + "Ad", is_ad=True, country="US")
    assert "US_DISCLOSE" in rules(late)


def test_a_setting_that_no_draft_can_show_never_blocks() -> None:
    said = found(draft("Ad", "tiktok", is_ad=True, is_ai=True))
    assert {one.severity for one in said if one.rule.startswith("TT_")} == {"info"}


@pytest.mark.parametrize("code", sorted(SAID))
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_finding_is_said_in_both_languages_with_a_remedy(code: str, language: str) -> None:
    every = [one for _, fails, _ in (*CASES, *WITH_STRATEGY) for one in found(fails, strategy=OURS)]
    one = next((one for one in every if one.code == code), None)
    if one is None:
        assert SAID[code][1]
        return
    speech = Speech(language)
    assert "{" not in message(speech, one) + remedy(speech, one)
    assert remedy(speech, one)
    assert (message(speech, one) == one.message) == (language == "en") or "day" in one.params
