from __future__ import annotations

import pytest

from balise.reference import cta


@pytest.mark.parametrize("phrase", cta.lexicon(), ids=lambda phrase: phrase.row_id)
def test_each_phrase_finds_its_own_example(phrase: cta.Phrase) -> None:
    assert phrase.row_id in {ask.phrase.row_id for ask in cta.matches(phrase.example)}
    assert cta.recognise(phrase.example) == phrase.intent
    assert cta.recognise(phrase.example, phrase.language) == phrase.intent


def test_each_row_has_its_source_and_confidence() -> None:
    assert len({phrase.row_id for phrase in cta.lexicon()}) == len(cta.lexicon())
    for phrase in cta.lexicon():
        assert phrase.source
        assert phrase.date
        assert phrase.confidence in {"official", "reported", "secondary"}
        assert phrase.bait_risk in {"none", "low", "medium", "high"}
        assert phrase.language in {"fr", "en"}


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Le marché revient samedi. Réservez votre panier en ligne !", "book"),
        ("Pour réserver, un seul lien.", "book"),
        ("Envie d’une soirée au calme ? Prenez rendez-vous dès lundi", "book"),
        ("N’hésitez pas à nous contacter", "contact"),
        ("👉 Inscription : https://asso.example", "sign_up"),
        ("INSCRIVEZ-VOUS AVANT MARDI", "sign_up"),
        ("De\u0301couvrez le programme", "visit"),
        ("𝗗𝗲́𝗰𝗼𝘂𝘃𝗿𝗲𝘇 le programme", "visit"),
        ("Et vous, qu’en pensez-vous ?", "comment"),
        ("À lire : notre entretien avec la boulangère", "read"),
        ("On recrute un apprenti pour l'été", "apply"),
        ("JEU CONCOURS : commentez ce post, 3 lots à gagner", "contest"),
        ("Our spring menu is here.\nBook your table now", "book"),
        ("You can now sign up for the workshop", "sign_up"),
        ("The recipe? Link in bio 🍋", "visit"),
        ("New on the blog. Read more: https://asso.example", "read"),
        ("Be sure to check out the new shelf", "visit"),
        ("Like this post if you agree!", "react"),
        ("Tag a friend who needs a break", "tag_friend"),
        ("We are a small shop. Please share this!", "share"),
    ],
)
def test_it_finds_what_the_reader_is_asked(text: str, intent: str) -> None:
    assert cta.recognise(text) == intent


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I loved the book and I share it with my sister.",
        "They buy the bread here every morning.",
        "We watch the sea and listen to the wind.",
        "The visit was short, the order came late.",
        "The team did not follow our advice.",
        'He said "call me at noon" and left.',
        "https://asso.example/shop/buy-now/read-more",
        "A vote for the garden is a vote for shade.",
        "A chip in the cup spoiled the photo.",
        "Commander Smith retired.",
        "Comment faire un bon pain ?",
        "Vous réservez souvent trop tard.",
        "Si vous visitez Liège en mai, il fera beau.",
        "Ne cliquez pas trop vite.",
        "Testé et approuvé par toute l'équipe.",
        "Réservée aux membres, la salle est calme.",
        "J'écoute la pluie et je lis.",
        "La réserve naturelle est ouverte, la commande est partie.",
        "Je suis en retard.",
    ],
)
def test_it_leaves_plain_prose_alone(text: str) -> None:
    assert cta.recognise(text) is None


def test_the_ask_nearest_to_an_objective_is_the_posts_own() -> None:
    assert cta.recognise("Buy now! Then follow us and share this.") == "buy"
    assert cta.recognise("Tag a friend and comment below for a chance to win") == "contest"


def test_of_two_asks_of_one_stage_the_last_counts() -> None:
    assert cta.recognise("Read more on the blog. Comment below!") == "comment"
    assert cta.recognise("Comment below! Read more on the blog.") == "read"


def test_at_one_word_the_longest_phrase_counts() -> None:
    asks = cta.matches("Suivez-nous en direct ce soir")
    assert [ask.intent for ask in asks] == ["watch"]


def test_its_places_point_into_the_composed_text() -> None:
    (ask,) = cta.matches("Été ! Téléchargez le guide")
    assert "Été ! Téléchargez le guide"[ask.start : ask.end] == "Téléchargez"


def test_it_reads_with_one_lexicon_where_the_language_is_known() -> None:
    assert cta.recognise("Download the guide", "fr") is None
    assert cta.recognise("Download the guide", "en") == "download"
    assert cta.recognise("Download the guide", "de") is None
    assert cta.recognise("Download the guide") == "download"
