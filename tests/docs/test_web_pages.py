"""The pages on the web app: links lead somewhere, pictures are there, and labels are the app's."""

from __future__ import annotations

import re

import pytest
from babel.messages.pofile import read_po
from PIL import Image
from tests.docs.shown import PAGES, PICTURE, SHOWN
from tests.docs.told import DOCS, ROOT, links, plain

CATALOGUE = ROOT / "src/balise/words/locale/fr/LC_MESSAGES/django.po"
TWINS = {
    "tutorial-web": "tutoriel-web",
    "how-to/serve": "how-to/servir",
    "how-to/calendar": "how-to/calendrier",
    "how-to/change-strategy": "how-to/changer-la-strategie",
    "how-to/insights": "how-to/enseignements",
    "how-to/bring-files": "how-to/apporter-des-fichiers",
    "how-to/reports": "how-to/rapports",
    "how-to/team": "how-to/equipe",
    "how-to/programs": "how-to/programmes",
}
"""The pages that say where to press, in English and in French."""


def said() -> tuple[dict[str, set[str]], set[str]]:
    """Give what the app says: the French of each English text, and all of the French."""
    with CATALOGUE.open("rb") as file:
        entries = [one for one in read_po(file, locale="fr") if one.id]
    pairs: dict[str, set[str]] = {}
    for one in entries:
        english, french = (
            each if isinstance(each, str) else str((each or [""])[0])
            for each in (one.id, one.string)
        )
        pairs.setdefault(_label(english), set()).add(_label(french))
    return pairs, set().union(*pairs.values())


def _label(text: str) -> str:
    text = plain(text)
    return text[:1].upper() + text[1:]


def labels(page: str) -> list[str]:
    """List what a page names in bold: what stands on a button, a tab or a heading."""
    text = re.sub(r"```.*?```", "", PAGES[f"docs/{page}.md"], flags=re.DOTALL)
    return [_label(one) for one in re.findall(r"\*\*(.+?)\*\*", text, re.DOTALL)]


def test_every_link_of_a_page_leads_somewhere() -> None:
    for page, text in PAGES.items():
        for to in links(text):
            assert ((ROOT / page).parent / to).exists(), f"{page}: {to}"


def test_every_picture_that_a_page_shows_is_kept_and_no_other_one() -> None:
    kept = {file.resolve() for file in (DOCS / "pictures").rglob("*.png")}
    assert kept == set(SHOWN)


def test_a_page_shows_pictures_in_its_own_language_and_says_what_is_on_them() -> None:
    for english, french in TWINS.items():
        shown = {}
        for language, page in (("en", english), ("fr", french)):
            found = PICTURE.findall(PAGES[f"docs/{page}.md"])
            assert all(about and f"pictures/{language}/" in file for about, file in found), page
            shown[language] = [file.rpartition("/")[2] for _, file in found]
        assert shown["en"] == shown["fr"], english


def test_pictures_are_small() -> None:
    for file in SHOWN:
        assert file.stat().st_size < 100_000, file
        with Image.open(file) as picture:
            assert picture.mode == "P"
            assert picture.width <= 1280


def test_indexes_lead_to_every_page_of_the_docs() -> None:
    reached: set[str] = set()
    ahead = ["docs/README.md", "docs/LISEZMOI.md"]
    while ahead:
        page = ahead.pop()
        if page in PAGES and page not in reached:
            reached.add(page)
            folder = (ROOT / page).parent
            ahead += [
                there.relative_to(ROOT).as_posix()
                for there in ((folder / to).resolve() for to in links(PAGES[page]))
                if there.is_relative_to(DOCS)
            ]
    assert {page for page in PAGES if page.startswith("docs/")} == reached


def test_both_readmes_show_home_and_lead_to_the_index() -> None:
    for page, language, index in (
        ("README.md", "en", "docs/README.md"),
        ("LISEZMOI.md", "fr", "docs/LISEZMOI.md"),
    ):
        assert f"](docs/pictures/{language}/home.png)" in PAGES[page]
        assert index in links(PAGES[page])


@pytest.mark.parametrize("page", TWINS)
def test_what_a_page_tells_to_press_is_what_the_app_says_in_both_languages(page: str) -> None:
    pairs, french = said()
    there = labels(TWINS[page])
    assert [one for one in labels(page) if one not in pairs] == []
    assert [one for one in there if one not in french] == []
    for label in labels(page):
        assert pairs[label] & set(there), f"{label}: {pairs[label]}"
