from __future__ import annotations

import sys
import unicodedata

import pytest

from balise.domain.hashtag import fold
from balise.domain.post import Link
from balise.learn import text as reading
from balise.learn.emoji import emoji_count, has_emoji
from balise.learn.language import language


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#BelgianBeer rocks", ("BelgianBeer",)),
        ("#Été #été #ÉTÉ", ("Été",)),
        ("#one#two", ("one", "two")),
        ("(#paren), #dot. #comma, #bang!", ("paren", "dot", "comma", "bang")),
        ("＃fullwidth ﹟small", ("fullwidth", "small")),
        ("#𝗕𝗼𝗹𝗱 move", ("Bold",)),
        ("#東京 #हिन्दी #भाषा", ("東京", "हिन्दी", "भाषा")),
        ("#עִבְרִית #العَرَبِيَّة #ภาษาไทย", ("עִבְרִית", "العَرَبِيَّة", "ภาษาไทย")),
        ("#e\u0301te\u0301", ("été",)),
        ("#2026goals #covid_19 #_x", ("2026goals", "covid_19", "_x")),
        ("#col·lecció", ("col·lecció",)),
        ("#1 #2026 #_ # ## #!", ()),
        ("C# and F#, a#b", ()),
        ("It&#39;s &#x27;here&#x27; &amp; there", ()),
        ("https://x.example/#frag www.x.example/a#frag HTTP://X.EXAMPLE/#frag", ()),
        ("#️⃣ 1️⃣", ()),
        ("", ()),
    ],
)  # fmt: skip
def test_it_reads_hashtags_as_written(text: str, tags: tuple[str, ...]) -> None:
    assert reading.hashtags(text) == tuple(unicodedata.normalize("NFKC", tag) for tag in tags)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Merci @anna.b, @Max_1 et @anna.B !", ("anna.b", "Max_1")),
        ("(@paren) .@dot RT @someone: hi", ("paren", "dot", "someone")),
        ("@name.bsky.social. @user@masto.example!", ("name.bsky.social", "user@masto.example")),
        ("＠full", ("full",)),
        ("write to info@asso.example or a.b+c@asso.example", ()),
        ("https://medium.example/@author/post www.x.example/?u=@b", ()),
        ("doors @7pm, show @20h30, @9", ()),
        ("@ @@ @!", ()),
    ],
)
def test_it_reads_mentions_but_no_mail_address(text: str, names: tuple[str, ...]) -> None:
    assert reading.mentions(text) == names


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("see https://a.example/x.", ("https://a.example/x",)),
        (
            "(https://a.example/x) [y](http://b.example)",
            ("https://a.example/x", "http://b.example"),
        ),
        ("https://a.example/wiki/B_(C)", ("https://a.example/wiki/B_(C)",)),
        ("« https://a.example/é »", ("https://a.example/é",)),
        ("www.a.example, WWW.B.EXAMPLE!", ("www.a.example", "WWW.B.EXAMPLE")),
        ("https://a.example https://a.example", ("https://a.example",)),
        ("http:// https://) www. awww.cute @www.x", ()),
    ],
)
def test_it_reads_links_without_the_punctuation_around_them(
    text: str, urls: tuple[str, ...]
) -> None:
    assert tuple(link.url for link in reading.links(text)) == urls


def test_it_takes_campaign_tags_apart_in_order_and_decoded() -> None:
    url = (
        "https://a.example/?utm_source=fb&x=1&amp;UTM_Medium=social+post"
        "&utm_campaign=%C3%A9t%C3%A9#utm_term=z"
    )
    assert reading.links(url) == (
        Link(
            url=url,
            utm=(
                ("utm_source", "fb"),
                ("utm_medium", "social post"),
                ("utm_campaign", "été"),
                ("utm_term", "z"),
            ),
        ),
    )


def test_it_does_not_fail_on_a_broken_percent_sign() -> None:
    assert reading.links("https://a.example/?utm_source=%ff%zz%")[0].utm == (
        ("utm_source", "\ufffd%zz%"),
    )


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("plain été — “quotes” ✓ © ™ 1 # *", 0),
        ("😀😀", 2),
        ("👩‍👩‍👧‍👦", 1),
        ("👨🏽‍🚒👍🏿", 2),
        ("🇫🇷🇧🇪", 2),
        ("🏴󠁧󠁢󠁳󠁣󠁴󠁿", 1),
        ("1️⃣#️⃣", 2),
        ("❤️❤☀", 3),
        ("©️ ↔️", 2),
        ("🏳️‍🌈", 1),
    ],
)
def test_it_counts_an_emoji_sequence_once(text: str, count: int) -> None:
    assert emoji_count(text) == count
    assert has_emoji(text) == (count > 0)


@pytest.mark.parametrize("text", ["Why?", "pourquoi ？", "؟", "⁉", "@anna?", "#tag ?"])
def test_it_sees_a_question(text: str) -> None:
    assert reading.has_question(text)


@pytest.mark.parametrize("text", ["", "No.", "https://a.example/?b=1", "www.a.example/?b"])
def test_it_sees_no_question_in_an_address(text: str) -> None:
    assert not reading.has_question(text)


def test_it_sees_exclamations_and_numbers_in_what_is_said_only() -> None:
    assert reading.has_exclamation("Enfin !")
    assert reading.has_exclamation("‼")
    assert not reading.has_exclamation("https://a.example/#!/b")
    assert reading.has_number("en 2026")
    assert not reading.has_number("#2026goals @max1 https://a.example/1 1️⃣ &#39;")


def test_it_keeps_content_words_once_and_folded() -> None:
    text = (
        "L’Atelier d'écriture: the ATELIER, 3 idées &amp; 20ème #tag @anna info@asso.example "
        "www.a.example/b"
    )
    assert reading.words(text) == ("atelier", "écriture", "idées")


def test_it_reads_maths_bold_words_as_plain_ones() -> None:
    assert reading.words("𝗕𝗼𝗹𝗱 claim") == ("bold", "claim")


@pytest.mark.parametrize("text", ["the and with you're don't", "nous avons des les aujourd’hui"])
def test_it_drops_stop_words_of_both_languages(text: str) -> None:
    assert reading.words(text) == ()


def test_folding_every_character_twice_changes_nothing() -> None:
    for code in range(sys.maxunicode + 1):
        once = fold(chr(code))
        assert fold(once) == once


def test_it_reads_a_broken_surrogate() -> None:
    text = "Bonjour à tous \ud83d et merci #été"
    assert reading.hashtags(text) == ("été",)
    assert language(text) == "fr"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Samedi, la bibliothèque ouvre ses portes à tous les enfants du village.", "fr"),
        ("The library opens its doors to every child of the village on Saturday.", "en"),
        ("Am Samstag öffnet die Bücherei ihre Türen für alle Kinder des Dorfes.", "de"),
        ("El sábado la biblioteca abre sus puertas a todos los niños del pueblo.", "es"),
        ("Sabato la biblioteca apre le porte a tutti i bambini del paese.", "it"),
        ("Zaterdag opent de bibliotheek haar deuren voor alle kinderen uit het dorp.", "nl"),
        ("No sábado, a biblioteca abre as portas a todas as crianças da aldeia.", "pt"),
        ("På lördag öppnar biblioteket sina dörrar för alla barn i byn.", "sv"),
        ("W sobotę biblioteka otwiera drzwi dla wszystkich dzieci ze wsi.", "pl"),
        ("В събота библиотеката отваря врати за всички деца от селото.", "bg"),
        ("У суботу бібліотека відчиняє двері для всіх дітей села.", "uk"),
        ("В субботу библиотека открывает двери для всех детей деревни.", "ru"),
    ],
)
def test_it_tells_the_languages_of_its_users(text: str, code: str) -> None:
    assert language(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "OK",
        "👍👍👍🎉🎉🎉👍👍👍🎉🎉🎉",
        "https://asso.example/une/adresse/tres/longue?utm_source=facebook",
        "#unehashtagtreslongue @quelquundautre",
        "1234567890 1234567890",
        "Lol haha",
    ],
)
def test_it_says_nothing_of_a_language_it_cannot_tell(text: str) -> None:
    assert language(text) is None
