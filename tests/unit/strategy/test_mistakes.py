"""Every mistake that a writer of strategy.toml can make is told with its line and a remedy."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

import pytest
from tests.unit.strategy.written import FULL, LEAST

import balise
from balise.errors import StrategyError
from balise.words import Speech

if TYPE_CHECKING:
    from balise.domain.reading import Finding


def found(text: str) -> tuple[Finding, ...]:
    """Give what is found, whether the text is refused or not."""
    try:
        return balise.Strategy.parse(text).findings
    except StrategyError as error:
        return error.findings


def the(text: str, code: str) -> Finding:
    every = {one.code: one for one in found(text)}
    assert code in every, list(every)
    return every[code]


def with_(old: str, new: str, text: str = FULL) -> str:
    assert text.count(old) >= 1, old
    return text.replace(old, new, 1)


def line_of(part: str, text: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_a_full_strategy_has_no_findings() -> None:
    assert found(FULL) == ()
    assert found(LEAST) == ()


def test_an_objective_that_ends_before_it_starts_is_told_by_name() -> None:
    text = with_("ends = 2027-02-28", "ends = 2026-02-28")
    one = the(text, "strategy-ends-first")
    assert one.message.startswith("objective “sales”: `ends` is before `starts`")
    assert (one.line, one.column, one.severity) == (
        line_of("ends = 2026-02-28", text),
        "objectives.ends",
        "error",
    )
    assert Speech("fr").finding(one).startswith("objectif «\u202fsales\u202f»")


def test_all_mistakes_are_told_at_once_in_the_order_of_the_lines() -> None:
    text = FULL.replace('currency = "EUR"', 'currency = "euro"').replace("hour = 18", "hour = 25")
    text = text.replace('emoji = "sparingly"', 'emoji = "often"').replace(
        "reserve = 0.1", "rserve = 1"
    )
    with pytest.raises(StrategyError) as caught:
        balise.Strategy.parse(text)
    told = [one.column for one in caught.value.findings]
    assert told == ["strategy.currency", "plan.rserve", "voice.emoji", "series.hour"]
    assert "Mistakes in all: 4" in str(caught.value)
    assert "currency" in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("target = 1200 ", "target = 0", "strategy-value"),
        ("target = 1200 ", "target = -3", "strategy-value"),
        ("target = 1200 ", "target = nan", "strategy-value"),
        ("target = 1200 ", "target = inf", "strategy-value"),
        ("target = 1200 ", "target = true", "strategy-value"),
        ("target = 1200 ", 'target = "1200"', "strategy-quoted"),
        ("target = 1200 ", "target = 1e300", "strategy-value"),
        ("target = 1200 ", f"target = {'9' * 400}", "strategy-value"),
        ("target = 1200 ", f"target = {'9' * 5000}", "strategy-syntax"),
        ("target = 1200 ", "", "strategy-missing"),
        ('stage = "conversion"', f"stage = 0x{'f' * 9000}", "strategy-choice"),
        ("priority = 2.0", "priority = 0", "strategy-value"),
        ("value = 0.8", "value = -1", "strategy-value"),
        ("baseline = 640", "baseline = 1200", "strategy-baseline"),
        ("starts = 2026-12-01", 'starts = "2026-12-01"', "strategy-date-text"),
        ("starts = 2026-12-01", 'starts = "2026-13-01"', "strategy-value"),
        ("starts = 2026-12-01", 'starts = "1 Dec 2026"', "strategy-value"),
        ("starts = 2026-12-01", "starts = 2026-12-01T10:00:00", "strategy-value"),
        ("starts = 2026-12-01", "starts = 2026-12-01 10:00:00", "strategy-value"),
        ('stage = "conversion"', 'stage = "Conversion"', "strategy-choice-near"),
        ('stage = "conversion"', 'stage = "sell"', "strategy-choice"),
        ('supports = "sales"', 'supports = "sale"', "strategy-reference-near"),
        ('supports = "sales"', 'supports = "fame"', "strategy-reference"),
        ('supports = "sales"', 'supports = "known"', "strategy-circle"),
        ("value = 0.01\n", "", "strategy-values-mixed"),
        ('name = "known"', 'name = "Sales"', "strategy-twice"),
        ('name = "known"', 'name = ""', "strategy-value"),
        ('name = "known"', 'name = "a\\nb"', "strategy-value"),
        ('kpi = "views"', 'kpi = "reach"', "strategy-total-people"),
        ('kpi = "views"', 'kpi = "followers"', "strategy-total-people"),
        ('kpi = "views"', 'kpi = "avg_watch_s"', "strategy-total-ratio"),
        ('kpi = "views"', 'kpi = "engagement_rate_by_reach"', "strategy-total-ratio"),
        ('kpi = "views"', 'kpi = "survey.score"', "strategy-total-ratio"),
        ('kpi = "views"', 'kpi = "survey"', "strategy-total-ratio"),
        ('kpi = "views"', 'kpi = "site.users"', "strategy-total-people"),
        ('kpi = "views"', 'kpi = "veiws"', "strategy-kpi-near"),
        ('kpi = "views"', 'kpi = "Views"', "strategy-kpi"),
        ('kpi = "views"', 'kpi = "link clicks"', "strategy-kpi"),
        ('kpi = "views"', 'kpi = "likes"', "strategy-kpi"),
        (
            'kpi = "views"\naggregate = "total"',
            'kpi = "views"\naggregate = "rate"',
            "strategy-rate",
        ),
        (
            'kpi = "views"\naggregate = "total"',
            'kpi = "views"\naggregate = "level"',
            "strategy-level",
        ),
        (
            'kpi = "views"\naggregate = "total"',
            'kpi = "ctr_impressions"\naggregate = "rate"',
            "strategy-rate-high",
        ),
        ("ages = [25, 45]", "ages = [45, 25]", "strategy-order"),
        ("ages = [25, 45]", "ages = [25]", "strategy-value"),
        ("ages = [25, 45]", "ages = [25, 200]", "strategy-value"),
        ('genders = ["female", "male"]', 'genders = ["women"]', "strategy-choice-near"),
        ('countries = ["BE", "LU"]', 'countries = ["Belgium"]', "strategy-value"),
        ('countries = ["BE", "LU"]', 'countries = "BE"', "strategy-value"),
        ('countries = ["BE", "LU"]', 'countries = ["BE", "BE"]', "strategy-listed-twice"),
        ('languages = ["fr"]', 'languages = ["FR"]', "strategy-value"),
        ('language = "fr"\ntimezone', 'language = "nl"\ntimezone', "strategy-choice"),
        ('timezone = "Europe/Brussels"', 'timezone = "Brussels"', "strategy-value"),
        ('timezone = "Europe/Brussels"', 'timezone = "../../etc/passwd"', "strategy-value"),
        ('timezone = "Europe/Brussels"', 'timezone = ""', "strategy-value"),
        ('timezone = "Europe/Brussels"', 'timezone = "Europe"', "strategy-value"),
        ('network = "instagram"', 'network = "instagramm"', "strategy-choice-near"),
        ('handle = "serredulac"', 'handle = "@serredulac"', "strategy-value"),
        ("hours = [7, 22]", "hours = [7, 25]", "strategy-value"),
        ("hours = [7, 22]", "hours = [7, 7]", "strategy-value"),
        ("hours = [7, 22]", "hours = [22, 7]", "strategy-order"),
        ("hours = [7, 22]", "hours = [7.5, 22]", "strategy-value"),
        ("hours = [7, 22]", "hours = [19, 22]", "strategy-hour-closed"),
        ("posts_per_week = [2, 5]", "posts_per_week = [5, 2]", "strategy-order"),
        ("posts_per_week = [2, 5]", "posts_per_week = [15, 20]", "strategy-rhythm"),
        ("posts_per_week = [2, 5]", "posts_per_week = 5", "strategy-value"),
        ("min_gap_hours = 6", "min_gap_hours = 16", "strategy-gap"),
        ('audiences = ["balconies"]', 'audiences = ["balcony"]', "strategy-reference-near"),
        ("share = 0.6", "share = 0.7", "strategy-shares-over"),
        ("share = 0.6", "share = 0.5", "strategy-shares-under"),
        ("share = 0.6", "share = 60", "strategy-value"),
        ("awareness = 0.6", "awareness = 0.7", "strategy-shares-over"),
        ("awareness = 0.6", "awarenes = 0.6", "strategy-key-near"),
        ("https://example.org/serre", "javascript:alert(1)", "strategy-value"),
        ("https://example.org/serre", "example.org", "strategy-value"),
        ("https://example.org/serre", "https://[", "strategy-value"),
        ('brand = ["#serredulac"]', 'brand = ["serredulac"]', "strategy-value"),
        ('brand = ["#serredulac"]', 'brand = ["#serre du lac"]', "strategy-value"),
        ('banned = ["#followback"]', 'banned = ["#Balcon"]', "strategy-tag-banned"),
        ("max_per_post = 5", "max_per_post = 0", "strategy-tags-many"),
        ("short_video = 2", "video = 2", "strategy-capacity-none"),
        ("short_video = 2", "short_video = 0.5", "strategy-capacity-short"),
        ("short_video = 2\nimage = 6", "", "strategy-capacity-empty"),
        ("short_video = 2", "reel = 2", "strategy-key-near"),
        (
            'networks = ["instagram", "facebook"]',
            'networks = ["tiktok"]',
            "strategy-adaptation-alone",
        ),
        ("boost_per_post = [20, 80]", "boost_per_post = [950, 980]", "strategy-boost"),
        ('weekday = "tuesday"', 'weekday = "mardi"', "strategy-choice-near"),
        ("hour = 18", "hour = 24", "strategy-value"),
        ('pillar = "how-to"', 'pillar = "how to"', "strategy-reference-near"),
        ('networks = ["instagram"]', 'networks = ["x"]', "strategy-reference"),
        ("date = 2027-02-20", "date = 2026-12-25", "strategy-event-closed"),
        ("date = 2027-02-20", "date = 2027-03-20", "strategy-event-outside"),
        ("date = 2027-02-20", "date = 2026-12-20", "strategy-phase-outside"),
        ("date = 2027-02-20", "date = 9999-12-31", "strategy-event-outside"),
        ("from_day = -30, to_day = -14", "from_day = -14, to_day = -30", "strategy-phase-turned"),
        ("from_day = -30, to_day = -14", "from_day = -30, to_day = -2", "strategy-phases-overlap"),
        ("from_day = -30", "from_day = -3000", "strategy-value"),
        ('cta = "visit"', 'cta = "visits"', "strategy-reference-near"),
        ("from_day = -30", "fromday = -30", "strategy-key-near"),
        ("ends = 2026-12-26", "ends = 2026-12-23", "strategy-ends-first"),
        ("day = 1\n", "day = 32\n", "strategy-review"),
        ("version = 1", "version = 2", "strategy-later"),
        ("version = 1", "version = true", "strategy-value"),
        ("version = 1", 'version = "1"', "strategy-quoted"),
        ("[plan]", "[[plan]]", "strategy-table"),
        ("[[series]]", "[series]", "strategy-table"),
        ("[[pillars]]", "[[pilars]]", "strategy-key-near"),
        ("[plan]", "[quux]", "strategy-key"),
        ("[plan]", "plan = 3\n[plan2]", "strategy-key-near"),
        ("[plan]", "[plan", "strategy-syntax"),
        ("[plan]", "[strategy]", "strategy-syntax"),
    ],
)
def test_a_mistake_is_told_at_its_line(old: str, new: str, code: str) -> None:
    text = with_(old, new)
    one = the(text, code)
    assert 1 <= one.line <= text.count("\n") + 1
    assert len(one.message) < 400
    assert "\n" not in one.message
    assert one.message.endswith((".", "?"))
    french = Speech("fr").finding(one)
    assert french != one.message
    assert "{" not in french


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("hours = [7, 22]", "hours = [7, 25]", "hours = [7, 25]"),
        ('cta = "visit"', 'cta = "visits"', 'cta = "visits"'),
        ('  "#balcon"', '  "# balcon"', '"# balcon"'),
        ('supports = "sales"', 'supports = "fame"', "supports"),
        ("ends = 2026-12-26", "ends = 2026-12-23", "ends = 2026-12-23"),
    ],
)
def test_the_line_is_that_of_the_wrong_value(old: str, new: str, line: str) -> None:
    text = with_(old, new)
    assert found(text)[0].line == line_of(line, text)


def test_a_total_of_reach_is_refused_with_the_reason() -> None:
    one = the(with_('kpi = "views"', 'kpi = "reach"'), "strategy-total-people")
    assert "counts people" in one.message
    assert '`aggregate = "level"`' in one.message


def test_the_remedy_of_a_total_that_is_a_rate_is_what_such_a_figure_is() -> None:
    rate = the(with_('kpi = "views"', 'kpi = "ctr_impressions"'), "strategy-total-ratio")
    assert '"rate"' in rate.message
    mark = the(with_('kpi = "views"', 'kpi = "survey.score"'), "strategy-total-ratio")
    assert '"level"' in mark.message


def test_outcomes_are_kpis_by_their_own_name() -> None:
    for name in ("till", "tickets", "till.amount.EUR", "survey.answers", "dons"):
        assert found(with_('kpi = "views"', f'kpi = "{name}"')) == ()


def test_a_word_of_the_trade_leads_to_the_metric() -> None:
    assert "link_clicks" in the(with_('kpi = "views"', 'kpi = "clicks"'), "strategy-kpi").message


def test_an_unknown_key_is_refused_with_the_nearest_one() -> None:
    one = the(with_("max_per_post", "max_by_post"), "strategy-key-near")
    assert "Did you mean `max_per_post`?" in one.message
    other = the(with_("[review]", "[review]\nzzz = 1"), "strategy-key")
    assert "every, day" in other.message


def test_a_circle_is_told_once_and_in_its_order() -> None:
    third = (
        '[[objectives]]\nname = "third"\nstage = "loyalty"\nkpi = "saves"\naggregate = "total"\n'
    )
    third += 'target = 5\nvalue = 1\nstarts = 2026-12-01\nends = 2027-02-28\nsupports = "known"\n'
    text = with_("value = 0.8", 'value = 0.8\nsupports = "third"') + third
    circles = [one for one in found(text) if one.code == "strategy-circle"]
    assert [one.params["circle"] for one in circles] == ["sales → third → known → sales"]


def test_an_objective_may_lead_into_a_circle_without_being_in_it() -> None:
    text = with_("value = 0.8", 'value = 0.8\nsupports = "sales"')
    circles = [one for one in found(text) if one.code == "strategy-circle"]
    assert [one.params["circle"] for one in circles] == ["sales → sales"]


def test_a_mistake_in_one_entry_raises_no_doubt_about_who_names_it() -> None:
    text = with_("share = 0.6", 'share = "most"')
    assert [one.code for one in found(text)] == ["strategy-value"]


@pytest.mark.parametrize("table", ["strategy", "objectives", "accounts"])
def test_the_three_tables_that_are_needed_are_asked_for(table: str) -> None:
    parts = LEAST.split("\n\n")
    text = "\n\n".join(part for part in parts if f"[{table}]" not in part)
    assert f"[{table}]" in the(text, "strategy-table-missing").message


def test_nothing_is_no_strategy() -> None:
    assert [one.code for one in found("")] == ["strategy-table-missing"] * 3


def test_two_accounts_may_not_be_the_same() -> None:
    twin = '[[accounts]]\nnetwork = "instagram"\nhandle = "Shop"\n'
    one = the(LEAST + twin, "strategy-twice")
    assert one.line == LEAST.count("\n") + 1
    assert "line 13" in one.message


def test_one_account_cannot_hold_more_series_than_posts() -> None:
    days = ("monday", "tuesday", "friday", "sunday")
    series = "".join(f'[[series]]\nname = "{day}"\nweekday = "{day}"\n' for day in days)
    assert "allows 3" in the(LEAST + series, "strategy-series-rhythm").message


def test_a_value_of_the_file_is_shown_cut_and_never_fills_the_screen() -> None:
    one = the(with_('sector = "retail"', f'sector = "{"x" * 5000}"'), "strategy-value")
    assert len(one.message) < 300


def test_lists_that_stand_deep_in_one_another_end_with_one_finding() -> None:
    assert found(f"a = {'[' * 20000}{']' * 20000}")[0].code in {"strategy-deep", "strategy-syntax"}


def test_a_text_of_megabytes_is_refused_unread() -> None:
    assert found("#" * (1 << 21))[0].code == "strategy-large"


def test_braces_in_a_name_are_only_text() -> None:
    text = with_('name = "known"', 'name = "{0.__class__} {where}"').replace(
        "target = 30000", "target = 0"
    )
    one = the(text, "strategy-value")
    assert "{0.__class__} {where}" in Speech("fr").finding(one)


def test_half_a_letter_is_no_text() -> None:
    assert [one.code for one in found('[strategy]\nname = "\ud83d"\n')] == ["strategy-utf8"]


def test_where_it_is_not_said_a_figure_adds_up_as_such_figures_do() -> None:
    kinds = {}
    for kpi in ("views", "till", "reach", "ctr_impressions", "survey.score"):
        text = LEAST.replace('kpi = "link_clicks"\naggregate = "total"', f'kpi = "{kpi}"')
        text = text.replace("target = 1200", "target = 0.5")
        kinds[kpi] = balise.Strategy.parse(text).objectives[0].aggregate
    assert kinds == {
        "views": "total", "till": "total", "reach": "level", "ctr_impressions": "rate",
        "survey.score": "level",
    }  # fmt: skip


def test_a_file_full_of_mistakes_is_judged_within_seconds() -> None:
    keys = "\n".join(f"k{n} = 1" for n in range(60_000))
    started = perf_counter()
    every = found(f"{LEAST}[plan]\n{keys}\n")
    assert 100 < len(every) <= 1_000
    names = "".join(f'[[audiences]]\nname = "a{n}"\n' for n in range(500))
    used = ", ".join(f'"b{n}"' for n in range(900))
    assert len(found(f"{LEAST}audiences = [{used}]\n{names}")) == 900
    assert perf_counter() - started < 30


def test_a_mistake_after_hundreds_of_notes_still_counts() -> None:
    twice = ", ".join(['"a"'] * 900)
    text = f"{LEAST}[voice]\nnever_say = [{twice}]\n"
    assert {one.code for one in found(text)} == {"strategy-listed-twice"}
    with pytest.raises(StrategyError, match="Mistakes in all: 1"):
        balise.Strategy.parse(f"{text}emoji = 3\n")


def test_more_entries_than_anyone_follows_are_refused() -> None:
    many = "".join(f'[[pillars]]\nname = "p{n}"\n' for n in range(501))
    assert [one.code for one in found(LEAST + many)] == ["strategy-many"]


def test_a_long_chain_of_objectives_is_no_circle() -> None:
    one = LEAST.split("\n\n")[1]
    chain = "\n\n".join(
        one.replace('"clicks"', f'"c{n}"') + f'\nsupports = "c{n + 1}"' for n in range(400)
    )
    text = f"{LEAST}\n{chain}\n".replace('name = "clicks"', 'name = "c400"')
    assert found(text) == ()
    closed = text.replace('name = "c400"', 'name = "c400"\nsupports = "c0"')
    assert [each.code for each in found(closed)] == ["strategy-circle"]


def test_a_second_mistake_of_an_entry_is_told_with_the_first() -> None:
    text = FULL.replace("target = 30000", "target = 0").replace('kpi = "views"', 'kpi = "reach"')
    text = text.replace("ends = 2026-12-26", "ends = 2026-12-20\nresaon = 1")
    text = text.replace("posts_per_day = 2, cta", "posts_per_day = 0, cta").replace(
        'cta = "visit"', 'cta = "call"'
    )
    assert [one.code for one in found(text)] == [
        "strategy-total-people",
        "strategy-value",
        "strategy-value",
        "strategy-reference",
        "strategy-ends-first",
        "strategy-key-near",
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [('followers = "1200"', "1200"), ('min_gap_hours = "2,5"', "2.5"), ('followers = "many"', "")],
)
def test_a_figure_in_quotes_is_told_apart_from_one_that_is_none(line: str, said: str) -> None:
    text = f"{LEAST}{line}\n"
    with pytest.raises(StrategyError) as caught:
        balise.Strategy.parse(text)
    (told,) = caught.value.findings
    assert told.code == ("strategy-quoted" if said else "strategy-value")
    assert told.params["value"] == (said or "many")


@pytest.mark.parametrize("key", ["followers", "min_gap_hours"])
@pytest.mark.parametrize("value", ["1\\\\nx = 2", "[1]", "{a=1}", "1 # one", "inf", "9" * 50])
def test_what_is_in_quotes_is_read_as_one_figure_alone(key: str, value: str) -> None:
    with pytest.raises(StrategyError) as caught:
        balise.Strategy.parse(f'{LEAST}{key} = "{value}"\n')
    assert [one.line for one in caught.value.findings] == [LEAST.count("\n") + 1]


@pytest.mark.parametrize(
    ("old", "new", "meant"),
    [
        ('network = "instagram"', 'network = "Twitter"', "x"),
        ('stage = "conversion"', 'stage = "fidélité"', "loyalty"),
        ('stage = "conversion"', 'stage = "Notoriété"', "awareness"),
        ('stage = "conversion"', 'stage = "nonsense"', ""),
    ],
)
def test_what_is_meant_by_another_name_is_told(old: str, new: str, meant: str) -> None:
    (told,) = found(with_(old, new, LEAST))
    assert told.code == ("strategy-choice-near" if meant else "strategy-choice")
    assert not meant or told.params["near"] == meant


@pytest.mark.parametrize(
    ("line", "fr"),
    [
        ("explore = 0,02", "décimales"),
        ("vidéo = 1", "espaces"),
        ('name = "a', "guillemets"),
        ("x = [1", "crochet"),
        ("x = ", "valeur"),
    ],
)
def test_what_is_no_toml_is_told_in_the_readers_language(line: str, fr: str) -> None:
    with pytest.raises(StrategyError) as caught:
        balise.Strategy.parse(f"{LEAST}[plan]\n{line}\n")
    (told,) = caught.value.findings
    assert told.line >= LEAST.count("\n") + 2
    assert fr in Speech("fr").finding(told)
    assert fr not in Speech("en").finding(told)


def test_figures_that_were_worked_out_have_the_comma_of_the_language() -> None:
    shares = "[[pillars]]\nname = 'a'\nshare = 0.7\n[[pillars]]\nname = 'b'\nshare = 0.45\n"
    with pytest.raises(StrategyError) as caught:
        balise.Strategy.parse(LEAST + shares)
    (told,) = caught.value.findings
    assert "1,15" in Speech("fr").finding(told)
    assert "1.15" in Speech("en").finding(told)
    with pytest.raises(StrategyError) as caught:
        balise.Strategy.parse(LEAST + "[plan]\nreserve = 1.5\n")
    assert "1.5" in Speech("fr").finding(caught.value.findings[0])  # as it stands in the file
