"""The pages on planning, on looking back and on the whole loop: what they show is what happens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.docs.told import DOCS, ROOT, links, plain, play, shape

from balise import simulate
from balise.cli.plan import plan
from balise.cli.refine import refine

TUTORIAL = {"en": "tutorial.md", "fr": "tutoriel.md"}
PLAN = {"en": "how-to/plan.md", "fr": "how-to/planifier.md"}
REFINE = {"en": "how-to/refine.md", "fr": "how-to/affiner.md"}
README = {"en": "README.md", "fr": "LISEZMOI.md"}
ASIDE = {"--folder", "--brand", "--language", "--help", "--ask"}


def read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("pages", [TUTORIAL, PLAN, REFINE])
def test_both_languages_have_the_same_shape_and_links_lead_somewhere(pages: dict[str, str]) -> None:
    assert shape(read(pages["en"])) == shape(read(pages["fr"]))
    for name in pages.values():
        for to in links(read(name)):
            assert ((DOCS / name).parent / to).exists(), f"{name}: {to}"


@pytest.mark.parametrize("language", list(PLAN))
def test_the_pages_name_every_option_of_their_verb(language: str) -> None:
    for verb, pages in ((plan, PLAN), (refine, REFINE)):
        names = {name for each in verb.params for name in each.opts if name.startswith("--")}
        told = set(re.findall(r"--[\w-]+", read(pages[language])))
        assert names - ASIDE <= told, verb.name
        assert told - {"--map", "--timezone", "--no-ask"} <= names, verb.name


@pytest.mark.parametrize("language", list(README))
def test_the_sample_of_the_readme_is_that_of_the_tutorial(language: str) -> None:
    """And that is run below."""
    readme = (ROOT / README[language]).read_text(encoding="utf-8")
    (sample,) = re.findall(r"```console\n(.*?)```", readme, re.DOTALL)
    assert plain(sample) in plain(read(TUTORIAL[language]))


@pytest.mark.e2e
@pytest.mark.parametrize("language", list(TUTORIAL))
def test_the_loop_goes_round_as_the_pages_show(tmp_path: Path, language: str) -> None:
    assert play(read(TUTORIAL[language]), tmp_path, language) == 13
    assert play(read(REFINE[language]), tmp_path, language) == 6
    assert (tmp_path / "balise/review.html").exists()


@pytest.mark.e2e
@pytest.mark.parametrize("language", list(PLAN))
def test_a_plan_is_made_as_the_page_shows(tmp_path: Path, language: str) -> None:
    exports = tmp_path / "my-exports"
    exports.mkdir()
    for name, content in simulate.exports(simulate.World(5, weeks=12)).items():
        (exports / name).write_bytes(content)
    assert play(read(PLAN[language]), tmp_path, language) == 8
    assert (tmp_path / "balise/plan.html").exists()
    assert (tmp_path / "balise/brief.html").exists()
