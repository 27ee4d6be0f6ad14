"""`balise audit`: what it prints, what it refuses, and what programs get."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from balise import simulate
from balise.cli.audit import audit
from balise.errors import RecordNotFoundError
from balise.workspace import Workspace

if TYPE_CHECKING:
    from click.testing import Result

Asked = Callable[..., "Result"]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    exports = tmp_path_factory.mktemp("exports")
    for name, content in simulate.exports(simulate.World(3, weeks=12)).items():
        (exports / name).write_bytes(content)
    folder = tmp_path_factory.mktemp("space")
    Workspace.open(folder).import_([exports], timezone="Europe/Brussels")
    return folder


@pytest.fixture
def ask(place: Path, monkeypatch: pytest.MonkeyPatch) -> Asked:
    monkeypatch.setenv("BALISE_LANGUAGE", "en")

    def asked(*words: str) -> Result:
        return CliRunner().invoke(audit, ["--folder", str(place), *words])

    return asked


def test_it_prints_every_part(ask: Asked) -> None:
    out = ask().output
    assert "Made-up data: this brand does not exist." in out
    for title in ("How often and when you publish", "Which formats you use", "What worked",
                  "What you ask of your readers", "Your results beside those of others",
                  "What you speak of", "Your profiles"):  # fmt: skip
        assert f"\n{title}\n" in out


def test_it_speaks_french_and_breaks_no_line_at_a_narrow_space(ask: Asked) -> None:
    out = ask("--language", "fr").output
    assert "Vos profils" in out
    assert "\ue000" not in out
    assert "«\u202f" in out
    for line in out.splitlines():
        assert not line.rstrip().endswith("«")
        assert not line.strip().startswith(("»", "%"))


def test_programs_get_the_figures_and_what_is_proposed(ask: Asked) -> None:
    told = json.loads(ask("--json", "--followers", "instagram=6000").output)
    assert told["posts"] == sum(one["n"] for one in told["formats"])
    networks = {one["network"] for one in told["prefill"]["accounts"]}
    assert networks == {"instagram", "facebook", "x", "tiktok"}
    assert told["prefill"]["timezone"] == "Europe/Brussels"
    (instagram,) = (one for one in told["accounts"] if one["network"] == "instagram")
    assert instagram["followers"] == 6000


def test_an_industry_is_one_of_those_published(ask: Asked) -> None:
    assert ask("--industry", "retail", "--followers", "instagram=6000").exit_code == 0
    assert ask("--industry", "circus").exit_code == 2


@pytest.mark.parametrize(
    "given", ["instagram", "=5", "instagram=", "instagram=-5", "instagram=1e9", "instagram=0",
              "instagram=" + "9" * 400, "instagram=nan"],
)  # fmt: skip
def test_followers_that_are_no_number_are_refused(ask: Asked, given: str) -> None:
    done = ask("--followers", given)
    assert done.exit_code == 2
    assert "ACCOUNT=NUMBER" in done.output


def test_followers_of_an_account_that_is_not_there_are_refused_with_those_that_are(
    ask: Asked,
) -> None:
    done = ask("--followers", "instagran=500")
    assert done.exit_code == 2
    assert "instagran" in done.output
    assert "x:QuincParcDemo" in done.output


def test_followers_may_have_their_thousands_apart(ask: Asked) -> None:
    told = json.loads(ask("--json", "--followers", "x=12 500").output)
    assert {one["followers"] for one in told["accounts"] if one["network"] == "x"} == {12500}


def test_nothing_imported_is_one_clear_error(tmp_path: Path) -> None:
    done = CliRunner().invoke(audit, ["--folder", str(tmp_path / "none")])
    assert isinstance(done.exception, RecordNotFoundError)


def test_few_posts_are_audited_without_anything_learnt(tmp_path: Path) -> None:
    table = tmp_path / "posts.csv"
    table.write_text(
        "Date;Network;Link;Caption;Likes\n"
        "04/05/2025 18:30;Pinterest;https://www.pinterest.com/pin/9001001/;Hello;\n",
        encoding="utf-8",
    )
    space = Workspace.open(tmp_path / "store")
    mapping = tmp_path / "map.toml"
    mapping.write_text(
        'network = "pinterest"\naccount = "a"\n[columns]\n"Date" = "published"\n'
        '"Link" = "url"\n"Caption" = "text"\n"Likes" = "reactions"\n',
        encoding="utf-8",
    )
    space.import_([table], mapping=mapping)
    found = space.audit()
    assert (found.posts, found.worked.compared) == (1, 0)
