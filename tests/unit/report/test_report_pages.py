"""The answers as pages, JSON and terminal text: complete, safe, and honest in both languages."""

from __future__ import annotations

import ast
import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from gettext import GNUTranslations, NullTranslations
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

import balise
from balise.cli.answers import show
from balise.domain.estimate import Estimate, Provenance
from balise.domain.ports import AccountDay, MeasuredPost
from balise.domain.post import Post
from balise.domain.reason import Reason
from balise.learn.curve import Lifetime
from balise.learn.maturity import prior
from balise.reference.half_life import half_life
from balise.report import Answers, Material, answer, blocks, render
from balise.report.json_ import plain
from balise.words import Speech
from balise.words.catalogue import LOCALES
from balise.words.glossary import TERMS

NOW = datetime(2026, 3, 30, 6, tzinfo=UTC)
HOSTILE = '</script><img src=x onerror=alert(1)><!-- {evil} __proto__ "\u2028'
GOLDEN = Path(__file__).parent / "golden.json"
LANGUAGES = ("en", "fr")
PERCENT = re.compile(r"[+\u2212×][\d,.]+")
CLAIM = re.compile(r"\((?:from|de) [^)]+ (?:to|à) [^)]+\)|\((?:observed|observé), \d+")
POSTS = re.compile(r"\d+ (?:posts|publications|more such|publications de plus|days|jours)")


@dataclass
class KnownFit:
    """Expects the same of every post, and has learnt what it is told."""

    found: Sequence[Estimate] = ()

    def estimates(self) -> Sequence[Estimate]:
        return self.found

    def expect(self, posts: Sequence[Post]) -> list[tuple[float, float]]:
        return [(3.0, 0.5) for _ in posts]

    def steady(self, posts: Sequence[Post]) -> list[tuple[float, float]]:
        return self.expect(posts)

    def reasons(self, posts: Sequence[Post]) -> list[tuple[Reason, ...]]:
        made = [("baseline", "shop", 14.0), ("kind", "image", 1.38), ("weekday", "sunday", 0.91)]
        return [
            tuple(
                Reason(factor=f, level=v, multiplier=m, low=m / 1.1, high=m * 1.1)
                for f, v, m in made
            )
            for _ in posts
        ]


def effect(factor: str, level: str, middle: float, spread: float = 1.2, n: int = 40) -> Estimate:
    low, high = middle / spread, middle * spread
    return Estimate(
        factor=factor, level=level, scope="all", n=n, multiplier=middle, low=low, high=high,
        p_better=0.5, evidence="adjusted",
        verdict="better" if low > 1 else "worse" if high < 1 else "no clear difference",
    )  # fmt: skip


LIFETIMES = (
    *prior().lifetimes(["facebook", "mastodon"]),
    Lifetime(
        network="instagram", kind="short_video", hours=30.0, low=20.0, high=70.0, posts=41,
        is_own=True, published=half_life("instagram"),
    ),
)  # fmt: skip
EFFECTS = (
    effect("kind", "short_video", 1.5), effect("kind", "link", 0.6), effect("kind", "image", 1.0),
    effect("network", "facebook", 1.4), effect("network", "x", 0.5),
    effect("cta", "visit", 1.3), effect("cta", "none", 0.7), effect("hashtag", "diy", 0.6),
    effect("hashtag", HOSTILE, 1.01), effect("hour", "18-21", 1.3), effect("hour", "6-9", 0.7),
    effect("weekday", "monday", 1.3), effect("weekday", "friday", 0.7),
    effect("length", "1-40", 1.3), effect("hashtag count", "3+", 0.7), effect("emoji", "yes", 1.4),
    effect("pillar", "how-to", 1.4),
)  # fmt: skip
NOTHING = tuple(effect(e.factor, e.level, 1.0) for e in EFFECTS)


def posts(text: str = "Spring is here") -> list[MeasuredPost]:
    return [
        MeasuredPost(
            post=Post(
                uid=f"facebook:{i}", network="facebook", account="shop", kind="image",
                published_at=NOW - timedelta(days=3 + i), text=text, url="https://example.org/p",
            ),
            values={"reactions": 5.0 + (i * 7) % 40},
            as_of=NOW,
        )
        for i in range(50)
    ]  # fmt: skip


def answers(found: Sequence[Estimate] = EFFECTS, text: str = "Spring is here") -> Answers:
    days = [
        AccountDay(
            network="facebook", account="shop", day=date(2026, 3, 1) + timedelta(days=i),
            as_of=NOW, values={"followers": 1_200.0 + i}, source="d.csv",
        )
        for i in range(20)
    ]  # fmt: skip
    made = Provenance(snapshot="ab12", model="test", seed=0, made_at=NOW)
    return answer(
        Material(
            brand="Shop", kpi="engagement", posts=posts(text), fit=KnownFit(found), days=days,
            provenance=made, is_made_up=True, timezone="Europe/Brussels", lifetimes=LIFETIMES,
        )
    )  # fmt: skip


def empty() -> Answers:
    return answer(Material(brand="Shop", kpi="engagement", posts=[]))


def page(found: Answers, language: str = "en") -> str:
    return render(found, language=language, form="html").decode()


def sentences(found: Answers, language: str) -> Iterator[str]:
    for block in blocks(found, language):
        yield from block.sentences


class Outline(HTMLParser):
    """Keeps the tags of a page in their order, with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("found", [answers(), answers(NOTHING), empty()])
def test_no_change_is_claimed_without_interval_and_posts(found: Answers, language: str) -> None:
    claims = [s for s in sentences(found, language) if PERCENT.search(s.split("(")[0])]
    assert claims or found.head.posts == 0
    assert [s for s in claims if not CLAIM.search(s) or not POSTS.search(s)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_is_clear_nothing_is_called_better_or_worse(language: str) -> None:
    said = " ".join(sentences(answers(NOTHING), language))
    for word in ("better", "worse", "meilleur", "moins bon", "Make more", "Misez", "Stop"):
        assert word not in said
    assert {d.action for d in answers(NOTHING).decisions} == {"test"}


def test_a_claim_in_french_reads_as_the_trade_writes_it() -> None:
    said = " ".join(sentences(answers(), "fr"))
    wanted = (
        "Vidéos courtes\u202f: +50\u202f% par rapport à une publication type "
        "(de +25\u202f% à +80\u202f%, 40 publications, estimé)."
    )
    assert "Misez davantage sur les vidéos courtes. " + wanted in said


@pytest.mark.parametrize(
    ("estimate", "english", "french"),
    [
        (effect("hour", "18-21", 1.5), "between 18:00 and 21:00", "entre 18\u202fh et 21\u202fh"),
        (effect("weekday", "friday", 0.5), "less often on Friday", "moins souvent le vendredi"),
        (effect("cta", "none", 0.5), "Add a call to action", "Ajoutez plus souvent un appel"),
        (effect("hashtag", "diy", 0.5), "Stop using #diy", "Abandonnez #diy"),
        (effect("emoji", "yes", 1.5), "Keep using an emoji", "Continuez à utiliser un emoji"),
        (effect("length", "1-40", 1.5), "aim for 1 to 40 char", "visez 1 à 40 caractères"),
    ],
)
def test_a_decision_is_an_order_one_can_follow(
    estimate: Estimate, english: str, french: str
) -> None:
    found = answers([estimate])
    assert english in " ".join(sentences(found, "en"))
    assert french in " ".join(sentences(found, "fr"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_asks_for_nothing_from_outside(language: str) -> None:
    outline = Outline(page(answers(), language))
    for tag, attributes in outline.tags:
        for name in ("src", "href", "action", "data", "poster", "srcset"):
            value = attributes.get(name) or ""
            is_post = tag == "a" and value == "https://example.org/p"
            is_data = tag == "a" and value.startswith("data:text/csv;")
            assert is_post or is_data or value.startswith("#") or value == ""
    assert "link" not in {tag for tag, _ in outline.tags}
    style = page(answers(), language).split("<style>")[1].split("</style>")[0]
    assert "url(" not in style
    assert "@import" not in style


def test_a_page_has_a_strict_policy_and_no_inline_handler() -> None:
    outline = Outline(page(answers()))
    policy = next(m["content"] for m in outline.named("meta") if m.get("http-equiv")) or ""
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert policy.count("sha256-") == 5
    assert not [a for _, a in outline.tags if "style" in a or any(k.startswith("on") for k in a)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_text_stays_text(language: str) -> None:
    outline = Outline(page(answers(text=HOSTILE), language))
    assert outline.named("img") == []
    assert len(outline.named("script")) == 5
    assert any("onerror" in text for text in outline.text)


def test_a_page_can_be_read_without_seeing_it() -> None:
    outline = Outline(page(answers()))
    assert [len(outline.named(tag)) for tag in ("main", "h1", "nav", "title")] == [1, 1, 1, 1]
    charts = [a for a in outline.named("div") if a.get("class") == "chart"]
    assert charts
    assert all(a["role"] == "img" and a["aria-label"] for a in charts)
    assert len(outline.named("table")) == len(outline.named("caption")) == len(charts)
    ids = [a["id"] for _, a in outline.tags if a.get("id")]
    assert len(ids) == len(set(ids))
    targets = {(a["href"] or "")[1:] for a in outline.named("a") if (a["href"] or "")[0] == "#"}
    assert targets <= set(ids)


def test_made_up_data_is_labelled_at_both_ends_of_the_page_and_in_the_terminal() -> None:
    assert page(answers()).count("Made-up data: this brand does not exist.") == 2
    assert next(sentences(answers(), "fr")).startswith("Données inventées")
    assert json.loads(render(answers(), language="en", form="json"))["head"]["is_made_up"] is True


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_to_say_is_said_on_a_page_without_scripts(language: str) -> None:
    text = page(empty(), language)
    assert "<script" not in text
    assert len(text) < 20_000


def test_charts_name_their_sentence_and_hold_finite_numbers() -> None:
    text = page(answers())
    data = json.loads(text.split('id="charts">')[1].split("</script>")[0])
    assert len(data["charts"]) >= 8
    for _, spec in data["charts"]:
        assert spec["description"]
        assert spec["width"] == "container"


def test_json_is_the_same_as_it_was() -> None:
    told = json.loads(render(answers(), language="en", form="json"))
    assert told == json.loads(render(answers(), language="fr", form="json"))
    assert _rounded(told) == _rounded(json.loads(GOLDEN.read_text(encoding="utf-8")))


def test_a_half_life_says_whose_figure_it_is() -> None:
    said = " ".join(sentences(answers(), "en"))
    assert "Facebook: half of what a post gets is in after 81 minutes, as published by" in said
    assert "(2026): a figure from elsewhere, not yours." in said
    assert "Mastodon: nobody published how fast posts age there" in said
    assert "after 30 hours (from 20 hours to 3 days, 9 times in 10, 41 posts read more" in said
    dit = " ".join(sentences(answers(), "fr"))
    assert "au bout de 30 heures (de 20 heures à 3 jours, 9 fois sur 10, 41 publications" in dit


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(ValueError, match="docx"):
        render(empty(), language="en", form="docx")


def test_json_has_null_for_what_is_not_known() -> None:
    assert plain({"a": float("inf"), 1: NOW}) == {"a": None, "1": "2026-03-30T06:00:00+00:00"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_terminal_of_80_columns_holds_every_line_and_every_number(language: str) -> None:
    out = io.StringIO()
    show(answers(), Speech(language), Console(file=out, width=80))
    text = out.getvalue()
    assert max(len(line.rstrip()) for line in text.splitlines()) <= 80
    assert "\x1b" not in text
    assert "+50" in text
    assert "▲" in text
    assert "│" in text


def test_every_sentence_of_the_report_is_translated() -> None:
    root = Path(balise.__file__).parent
    files = [*(root / "report").glob("*.py"), root / "cli/answers.py"]
    used = {message for path in files for message in _messages(path)} | set(TERMS.values())
    names = {"Facebook", "Instagram", "Threads", "X", "LinkedIn", "TikTok", "YouTube",
             "Pinterest", "Mastodon", "Bluesky"}  # fmt: skip
    with (LOCALES / "fr/LC_MESSAGES/django.mo").open("rb") as compiled:
        french = GNUTranslations(compiled)
    french.add_fallback(Untranslated())
    known = {m for m in used if french.gettext(m) or french.ngettext(m, m, 1)}
    assert sorted(used - names - known) == []


class Untranslated(NullTranslations):
    """Says nothing where there is no French."""

    def gettext(self, message: str) -> str:
        return message[:0]

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return (msgid1 + msgid2)[: 0 * n]


def _messages(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        first = node.args[0]
        if name in {"text", "mark", "plural"} and isinstance(first, ast.Constant):
            yield str(first.value)


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_rounded(each) for each in value]
    return float(f"{value:.9g}") if isinstance(value, float) else value
