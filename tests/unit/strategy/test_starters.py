"""Every starter of the folder, in both languages: what it holds, and what it must never say."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import fields
from datetime import date, datetime, time
from functools import cache
from importlib import resources
from itertools import chain, pairwise
from typing import Any

import pytest

from balise.domain import strategy as nouns
from balise.domain.metric import metric_of
from balise.domain.post import KINDS as PUBLISHED
from balise.reference import cta

FOLDER = resources.files("balise") / "strategy" / "starters"
LANGUAGES = ("en", "fr")
NARROW = "\u202f"
WANTS = {
    "sales", "shop_visits", "tickets", "awareness", "leads", "thought_leadership", "community",
    "donations", "recruitment",
}  # fmt: skip
OUTCOMES = {
    "till", "tickets", "bookings", "donations", "donors", "survey", "applications", "members",
    "volunteers", "orders", "sales", "quotes", "signatures", "registrations", "memberships",
    "citations", "enrolments",
}  # fmt: skip
KINDS = set(PUBLISHED) - {"repost", "reply", "other"}
NETWORKS = {
    "facebook", "instagram", "threads", "x", "linkedin", "tiktok", "youtube", "pinterest",
    "mastodon", "bluesky",
}  # fmt: skip
# Where the kinds that few networks have can be published at all.
ONLY_ON = {
    "story": {"facebook", "instagram"},
    "document": {"linkedin"},
    "article": {"linkedin", "x"},
    "poll": {"linkedin", "x", "threads", "mastodon", "youtube"},
    "carousel": {"instagram", "facebook", "linkedin", "tiktok", "threads", "pinterest"},
    "short_video": {"instagram", "facebook", "tiktok", "youtube", "linkedin"},
    "live": {"instagram", "facebook", "tiktok", "youtube", "linkedin"},
}
TABLES = {
    "objectives": nouns.Objective,
    "audiences": nouns.Audience,
    "accounts": nouns.Presence,
    "pillars": nouns.Pillar,
    "calls_to_action": nouns.CallToAction,
    "adaptations": nouns.Adaptation,
    "series": nouns.Series,
    "events": nouns.Event,
}
IDEA = {"pillar", "stage", "kind", "title", "hook", "shots", "ask", "cta"}
BAIT = {
    "en": re.compile(
        r"\b(?:tag|mention)\s+(?:\w+\s+)?friends?\b|\bcomment\s+(?:yes|me|amen|(?-i:[A-Z]{3,}))\b"
        r"|\b(?:like|share|repost)\s+if\b|\blike\s+(?:and|&)\s+share\b|\bfollow\s+for\s+follow\b"
        r"|\b(?:last|final)\s+chance\b|\bhurry\b|\bbefore\s+it.s\s+too\s+late\b|\bonly\s+today\b"
        r"|\bonly\s+\d+\s+left\b|\bgive-?away\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(?:tagu?e|taggu?e|identifie|mentionne)[sz]?\b.{0,20}\bamie?s?\b|\blikez\b"
        r"|\bcommentez?\s+(?:oui|moi|amen|(?-i:[A-Z]{3,}))\b|\b(?:like|aimez|partagez)\s+si\b"
        r"|\bderni[eè]re\s+chance\b|\bd[ée]p[êe]chez-vous\b|\bavant\s+qu.il\s+ne\s+soit\s+trop\b"
        r"|\bplus\s+que\s+\d+\s+places?\b|\buniquement\s+aujourd.hui\b|\bjeu.concours\b",
        re.IGNORECASE,
    ),
}


@cache
def load(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def slugs() -> list[str]:
    return sorted({entry.name.partition(".")[0] for entry in FOLDER.iterdir()})


ALL = [(slug, language) for slug in slugs() for language in LANGUAGES]
every = pytest.mark.parametrize(("slug", "language"), ALL, ids=[f"{s}-{la}" for s, la in ALL])


def ideas_of(slug: str, language: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = load(f"{slug}.ideas.{language}.toml")["ideas"]
    return found


def texts(value: object) -> list[str]:
    """Give every text within a table, however deep."""
    if isinstance(value, dict):
        return [text for inner in value.values() for text in texts(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in texts(inner)]
    return [value] if isinstance(value, str) else []


def read(idea: dict[str, Any]) -> str:
    return "\n".join(texts({key: idea[key] for key in ("title", "hook", "shots", "ask")}))


def words(text: str) -> list[str]:
    return re.findall(r"[\w\[\]’'-]*\w[\w\[\]’'-]*", text)


def names(table: list[dict[str, Any]]) -> list[str]:
    return [row["name"] for row in table]


def test_the_folder_holds_four_files_a_starter_and_nothing_else() -> None:
    expected = {
        f"{slug}.{part}{language}.toml"
        for slug in slugs()
        for part in ("", "ideas.")
        for language in LANGUAGES
    }
    assert slugs()
    assert {entry.name for entry in FOLDER.iterdir()} == expected


@every
def test_a_starter_says_whom_it_suits_and_what_its_measure_misses(slug: str, language: str) -> None:
    starter = load(f"{slug}.{language}.toml")["starter"]
    assert set(starter) == {"slug", "title", "for", "wants", "measure", "misses"}
    assert starter["slug"] == slug
    assert starter["wants"]
    assert set(starter["wants"]) <= WANTS
    assert len(set(starter["wants"])) == len(starter["wants"])
    assert all(len(words(starter[key])) >= 8 for key in ("for", "measure", "misses"))


@every
def test_its_tables_have_the_keys_of_a_strategy_and_no_dates(slug: str, language: str) -> None:
    whole = load(f"{slug}.{language}.toml")
    allowed = {"starter", "strategy"} | {f.name for f in fields(nouns.Strategy)} - {"identity"}
    assert set(whole) <= allowed
    for table, noun in TABLES.items():
        extra = {"objectives": {"weeks"}, "events": {"in_days"}}.get(table, set())
        dated = {"starts", "ends", "date", "followers"}
        known = {f.name for f in fields(noun)} - dated | extra
        for row in whole.get(table, ()):
            assert set(row) <= known, (table, row)
            assert not any(isinstance(value, date | datetime | time) for value in row.values())
    assert set(whole["strategy"]) <= {f.name for f in fields(nouns.Identity)}
    assert whole["strategy"]["language"] == language
    assert whole["hashtags"]["brand"] == []


@every
def test_it_states_enough_and_not_too_much(slug: str, language: str) -> None:
    whole = load(f"{slug}.{language}.toml")
    bounds = {
        "objectives": (2, 3),
        "audiences": (2, 2),
        "accounts": (2, 3),
        "pillars": (4, 5),
        "calls_to_action": (4, 5),
        "series": (1, 2),
        "events": (1, 1),
    }
    for table, (least, most) in bounds.items():
        assert least <= len(whole[table]) <= most, table
        called = [row.get("name", row.get("network")) for row in whole[table]]
        assert len(set(called)) == len(called), table
    assert len(set(whole["hashtags"]["pool"])) == len(whole["hashtags"]["pool"]) >= 8
    assert all(re.fullmatch(r"#\w+", tag) for tag in whole["hashtags"]["pool"])
    for audience in whole["audiences"]:
        assert language in audience["languages"]
        assert {"ages", "countries", "interests", "needs"} <= set(audience)


@every
def test_one_main_objective_is_supported_by_the_others(slug: str, language: str) -> None:
    objectives = {row["name"]: row for row in load(f"{slug}.{language}.toml")["objectives"]}
    mains = [name for name, row in objectives.items() if not row.get("supports")]
    assert len(mains) == 1
    for name in objectives:
        here, steps = name, 0
        while (above := objectives[here].get("supports")) and steps < len(objectives):
            here, steps = above, steps + 1
        assert here == mains[0]
    main = objectives[mains[0]]
    assert main.get("priority", 1.0) == max(o.get("priority", 1.0) for o in objectives.values())


@every
def test_each_objective_counts_what_may_be_counted_that_way(slug: str, language: str) -> None:
    for row in load(f"{slug}.{language}.toml")["objectives"]:
        metric = metric_of(row["kpi"])
        assert metric or row["kpi"] in OUTCOMES or row["kpi"].startswith("engagement"), row["kpi"]
        assert row["aggregate"] in nouns.AGGREGATES
        assert row["stage"] in nouns.STAGES
        assert row["target"] > 0
        assert row["weeks"] > 0
        if row["aggregate"] == "total":
            assert row["kpi"] != "survey"
            assert metric is None or metric.adds_up, "people who are counted once never add up"


@every
def test_pillars_and_funnel_share_out_the_whole(slug: str, language: str) -> None:
    whole = load(f"{slug}.{language}.toml")
    assert sum(row["share"] for row in whole["pillars"]) == pytest.approx(1.0)
    assert sum(whole["funnel"].values()) == pytest.approx(1.0)
    assert set(whole["funnel"]) <= set(nouns.STAGES)
    for stage, share in whole["funnel"].items():
        asks = [row for row in whole["calls_to_action"] if row["stage"] == stage]
        assert asks or share == 0, f"nothing to ask of a reader at {stage}"
    for row in whole["pillars"]:
        assert row["stage"] in nouns.STAGES
        assert len({word.lower() for word in row["keywords"]}) == len(row["keywords"]) >= 6
    said = Counter(word for row in whole["pillars"] for word in set(row["keywords"]))
    assert not [word for word, n in said.items() if n > 1], "a keyword tells two pillars apart"


@every
def test_the_pillars_can_fill_the_funnel(slug: str, language: str) -> None:
    whole = load(f"{slug}.{language}.toml")
    offered: Counter[str] = Counter()
    for row in whole["pillars"]:
        offered[row["stage"]] += row["share"]
    for stage in nouns.STAGES:
        assert abs(offered[stage] - whole["funnel"].get(stage, 0)) <= 0.2 + 1e-9, stage


@every
def test_calls_to_action_have_their_own_words_and_no_bait(slug: str, language: str) -> None:
    phrases: list[str] = []
    for row in load(f"{slug}.{language}.toml")["calls_to_action"]:
        assert row["stage"] in nouns.STAGES
        assert len(row["phrases"]) >= 3
        phrases += row["phrases"]
    assert len({phrase.lower() for phrase in phrases}) == len(phrases)
    assert not [phrase for phrase in phrases if BAIT[language].search(phrase)]


@every
def test_its_accounts_keep_a_rhythm_that_the_team_can_make(slug: str, language: str) -> None:
    whole = load(f"{slug}.{language}.toml")
    for row in whole["accounts"]:
        least, most = row["posts_per_week"]
        assert row["network"] in NETWORKS
        assert row["handle"] == ""
        assert 0 <= least <= most <= 7 * row.get("posts_per_day", 1)
        assert most * row.get("min_gap_hours", 6) <= 7 * 24
    assert sum(row["posts_per_week"][0] for row in whole["accounts"]) <= sum(
        whole["capacity"].values()
    )


@every
def test_every_planned_kind_has_capacity_and_a_network(slug: str, language: str) -> None:
    whole = load(f"{slug}.{language}.toml")
    capacity, here = whole["capacity"], {row["network"] for row in whole["accounts"]}
    assert set(capacity) <= KINDS
    planned = {row["kind"] for row in chain(whole["series"], whole.get("adaptations", ()))}
    planned |= {idea["kind"] for idea in ideas_of(slug, language)}
    assert all(capacity.get(kind, 0) >= 1 for kind in planned), planned - set(capacity)
    assert all(ONLY_ON.get(kind, here) & here for kind in capacity)
    for row in whole.get("adaptations", ()):
        assert len(row["networks"]) >= 2
        assert set(row["networks"]) <= here & ONLY_ON.get(row["kind"], here)


@every
def test_series_and_events_name_what_exists(slug: str, language: str) -> None:
    whole = load(f"{slug}.{language}.toml")
    pillars, asks = names(whole["pillars"]), names(whole["calls_to_action"])
    for row in whole["series"]:
        assert row["pillar"] in pillars
        assert row["weekday"] in nouns.WEEKDAYS
        opens = [account.get("hours", [7, 22]) for account in whole["accounts"]]
        assert any(first <= row["hour"] < last for first, last in opens)
    for event in whole["events"]:
        assert event["objective"] in names(whole["objectives"])
        assert all(phase.get("cta", asks[0]) in asks for phase in event["phases"])
        days = [(phase["from_day"], phase["to_day"]) for phase in event["phases"]]
        assert all(first <= last for first, last in days)
        assert all(ended < begins for (_, ended), (begins, _) in pairwise(days))
        assert event["in_days"] + days[0][0] >= 0, "its first phase lies before the start"


@every
def test_there_are_eighty_ideas_spread_over_pillars_and_stages(slug: str, language: str) -> None:
    ideas = ideas_of(slug, language)
    whole = load(f"{slug}.{language}.toml")
    assert len(ideas) >= 80
    pillars, stages = (Counter(idea[key] for idea in ideas) for key in ("pillar", "stage"))
    assert set(pillars) == set(names(whole["pillars"]))
    assert min(pillars.values()) >= 12
    assert set(stages) == set(nouns.STAGES)
    assert min(stages.values()) >= 10
    assert len({idea["kind"] for idea in ideas}) >= 5
    assert {idea["cta"] for idea in ideas} == set(names(whole["calls_to_action"]))


@every
def test_each_idea_is_whole_and_short(slug: str, language: str) -> None:
    for idea in ideas_of(slug, language):
        assert set(idea) == IDEA
        assert idea["kind"] in KINDS
        assert 1 <= len(words(idea["title"])) <= 8, idea["title"]
        assert 2 <= len(idea["shots"]) <= 5, idea["title"]
        assert len(set(idea["shots"])) == len(idea["shots"])
        assert 35 <= len(words(read(idea))) <= 70, idea["title"]


@every
def test_no_two_ideas_are_alike(slug: str, language: str) -> None:
    ideas = ideas_of(slug, language)
    for key in ("title", "hook"):
        said = Counter(" ".join(words(idea[key].lower())) for idea in ideas)
        assert not [text for text, n in said.items() if n > 1]
    shots = Counter(tuple(idea["shots"]) for idea in ideas)
    assert max(shots.values()) == 1


def test_no_hook_is_told_twice_by_two_starters() -> None:
    said = Counter(
        (language, idea["hook"]) for slug, language in ALL for idea in ideas_of(slug, language)
    )
    assert not [hook for hook, n in said.items() if n > 1]


@every
def test_nothing_baits_or_hurries_the_reader(slug: str, language: str) -> None:
    for idea in ideas_of(slug, language):
        assert not BAIT[language].search(read(idea)), idea["title"]
        asked = {found.phrase.intent for found in cta.matches(idea["ask"])}
        assert not asked & {"tag_friend", "contest", "react"}, idea["ask"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Tag 3 friends below"),
        ("en", "Comment YES to get it"),
        ("en", "Like if you agree"),
        ("en", "Only 3 left, hurry!"),
        ("fr", "Identifiez deux amis"),
        ("fr", "Commentez OUI"),
        ("fr", "Likez cette publication"),
        ("fr", "Plus que 3 places"),
    ],
)
def test_the_search_for_bait_finds_bait(language: str, text: str) -> None:
    assert BAIT[language].search(text)


@every
def test_an_idea_never_says_what_the_voice_forbids(slug: str, language: str) -> None:
    forbidden = [text.lower() for text in load(f"{slug}.{language}.toml")["voice"]["never_say"]]
    said = "\n".join(read(idea) for idea in ideas_of(slug, language)).lower()
    assert forbidden
    assert not [text for text in forbidden if re.search(rf"(?<!\w){re.escape(text)}(?!\w)", said)]


@every
def test_places_to_fill_are_short_and_sparing(slug: str, language: str) -> None:
    ideas = ideas_of(slug, language)
    assert all(
        not re.search(r"[{}\[\]]", re.sub(r"\[[^{}\[\]\n]{1,40}\]", "", read(idea)))
        for idea in ideas
    )
    assert sum("[" in read(idea) for idea in ideas) <= len(ideas) / 2
    head = (FOLDER / f"{slug}.ideas.{language}.toml").read_text(encoding="utf-8").splitlines()[0]
    assert {"en": "square brackets", "fr": "crochets"}[language] in head, "it says what they are"


@pytest.mark.parametrize("slug", slugs())
def test_both_languages_tell_the_same_ideas(slug: str) -> None:
    english, french = (ideas_of(slug, language) for language in LANGUAGES)
    assert len(english) == len(french)
    shape = [Counter((idea["stage"], idea["kind"]) for idea in told) for told in (english, french)]
    assert shape[0] == shape[1]
    assert not {idea["hook"] for idea in english} & {idea["hook"] for idea in french}


@pytest.mark.parametrize("slug", slugs())
def test_both_languages_state_the_same_strategy(slug: str) -> None:
    english, french = (load(f"{slug}.{language}.toml") for language in LANGUAGES)
    assert english["starter"]["wants"] == french["starter"]["wants"]
    for table, key in (("objectives", "kpi"), ("accounts", "network"), ("pillars", "share")):
        assert [row[key] for row in english[table]] == [row[key] for row in french[table]]
    assert english["funnel"] == french["funnel"]
    assert english["capacity"] == french["capacity"]


def misprints(line: str) -> list[str]:
    """Find what French typography does not allow: bare marks, straight quotes, wide spaces."""
    bare = re.sub(r"https?://\S+|\{[^{}]+\}|\d:\d|#\w+", "", line)
    found = re.findall(
        r"\w['\"]\w|[^\u202f?!][?!]|[^\u202f];|[^\u202f]:|[^\u202f]»|«[^\u202f]", bare
    )
    return found + re.findall(r"[ \u00a0][?!;:»%€]|«[ \u00a0]|\.\.\.| - ", bare)


@pytest.mark.parametrize(
    ("line", "sound"),
    [
        (f"Prêts{NARROW}? L’heure est venue{NARROW}!", True),
        (f"«{NARROW}Bonjour{NARROW}»", True),
        ("Prêts ?", False),
        ("Prêts?", False),
        ("L'heure", False),
        ("«Bonjour»", False),
        ("Voici : rien", False),
    ],
)
def test_the_search_for_misprints_finds_them(line: str, *, sound: bool) -> None:
    assert (not misprints(line)) is sound


@pytest.mark.parametrize("slug", slugs())
def test_the_french_is_set_as_french(slug: str) -> None:
    for name in (f"{slug}.fr.toml", f"{slug}.ideas.fr.toml"):
        source = (FOLDER / name).read_text(encoding="utf-8").splitlines()
        comments = [line[2:] for line in source if line.startswith("# ")]
        for text in texts(load(name)) + comments:
            assert not misprints(text), text


@every
def test_its_comments_say_why(slug: str, language: str) -> None:
    source = (FOLDER / f"{slug}.{language}.toml").read_text(encoding="utf-8")
    assert len([line for line in source.splitlines() if line.startswith("# ")]) >= 4
