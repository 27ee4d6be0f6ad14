"""What the networks call their columns in other languages, as the research notes list them."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from tests.unit.ingest.exports_made import (
    FACEBOOK,
    FACEBOOK_ROWS,
    INSTAGRAM,
    INSTAGRAM_ROWS,
    TIKTOK_BUSINESS,
    TIKTOK_DAYS,
    YOUTUBE,
    Row,
    bom,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_META = {
    "fr": {
        "Post ID": "Identifiant de la publication", "Page ID": "ID de la Page",
        "Page name": "Nom de la page", "Title": "Titre", "Description": "Description",
        "Publish time": "Heure de publication", "Permalink": "Permalien",
        "Post type": "Type de publication", "Duration (sec)": "Durée (secondes)", "Date": "Date",
        "Views": "Vues", "Reach": "Couverture", "Comments": "Commentaires", "Shares": "Partages",
        "Reactions, Comments and Shares": "Réactions, commentaires et partages",
        "Reactions": "Réactions", "Likes": "J'aime", "Saves": "Enregistrements",
        "Follows": "Followers", "Total clicks": "Total des clics",
        "Link Clicks": "Clics sur un lien",
    },
    "es": {
        "Post ID": "identificador de la publicación", "Account ID": "Identificador de la cuenta",
        "Account username": "Nombre de usuario de la cuenta", "Account name": "Nombre de la cuenta",
        "Page ID": "Identificador de la cuenta", "Page name": "Nombre de la página",
        "Title": "Título", "Description": "Descripción", "Publish time": "Hora de publicación",
        "Permalink": "Enlace permanente", "Post type": "Tipo de publicación",
        "Duration (sec)": "Duración (segundos)", "Data comment": "Comentario sobre los datos",
        "Date": "Fecha", "Views": "Visualizaciones", "Reach": "Alcance",
        "Reactions, Comments and Shares":
            "Reacciones, comentarios y veces que se ha compartido",
        "Reactions": "Reacciones", "Likes": "Me gusta", "Comments": "Comentarios",
        "Shares": "Veces que se ha compartido", "Saves": "Veces guardado",
        "Follows": "Seguidores", "Link Clicks": "Clics en el enlace",
    },
    "sv": {
        "Post ID": "Publicerings-id", "Page ID": "Sid-id", "Account ID": "Konto-id",
        "Page name": "Sidnamn", "Account name": "Kontonamn",
        "Account username": "Kontots användarnamn", "Title": "Titel",
        "Description": "Beskrivning", "Publish time": "Publiceringstid",
        "Permalink": "Permalänk", "Post type": "Inläggstyp", "Views": "Visningar",
        "Reach": "Räckvidd",
        "Reactions, Comments and Shares": "Reaktioner, kommentarer och delningar",
        "Reactions": "Reaktioner", "Likes": "Gilla-markeringar", "Comments": "Kommentarer",
        "Shares": "Delningar", "Saves": "Sparade objekt", "Follows": "Följer",
        "Total clicks": "Totalt antal klick", "Link Clicks": "Länkklick",
        "Other Clicks": "Övriga klick",
    },
    "de": {
        "Post ID": "Beitrags-ID", "Description": "Beschreibung",
        "Publish time": "Veröffentlichungszeitpunkt", "Permalink": "Permalink",
        "Post type": "Beitragstyp", "Duration (sec)": "Dauer", "Views": "Aufrufe",
        "Reach": "Reichweite", "Likes": "Gefällt mir", "Reactions": "Gefällt mir",
    },
}  # fmt: skip
_SV_TIKTOK = {
    "Video title": "Videotitel", "Video link": "Videolänk", "Post time": "Publiceringstid",
    "Video views": "Videovisningar", "Likes": "Gilla-markeringar", "Comments": "Kommentarer",
    "Shares": "Delningar", "Add to Favorites": "Lägg till i Favoriter",
}  # fmt: skip
_SV_TIKTOK_DAYS = {
    "Date": "Datum", "Video views": "Videovisningar", "Reached audience": "Målgrupp som nåtts",
    "Profile views": "Profilvisningar", "Likes": "Gilla-markeringar", "Shares": "Delningar",
    "Comments": "Kommentarer", "Phone number clicks": "Telefonnummerklickar",
    "Leads submission": "Insamlade leads", "Net growth": "Nettotillväxt",
    "New followers": "Nya följare", "Lost followers": "Tappade följare",
}  # fmt: skip
_SV_YOUTUBE = (
    "Innehåll,Videotitel,Publiceringstid för video,Duration,Visningar,Visningstid (timmar),"
    "Prenumeranter,Exponeringar,Klickfrekvens för exponeringar (%)"
)
_EN_YOUTUBE = YOUTUBE["en"].split(",")
_MORE_YOUTUBE = {
    "fr": {"Average view duration": "Durée moyenne de visionnage",
           "Average percentage viewed (%)": "Pourcentage moyen regardé (%)"},
    "sv": {"Average view duration": "Genomsnittlig visningslängd"},
    "es": {"Estimated revenue (USD)": "Ingresos estimados (USD)"},
    "de": {"Estimated revenue (USD)": "Geschätzter Umsatz (USD)"},
}  # fmt: skip
_FIGURES = {"Average view duration": "0:13:29", "Average percentage viewed (%)": "62.1",
            "Estimated revenue (USD)": "1.25"}  # fmt: skip

WORDS = {
    "fr": {"IG image": "Photo IG", "IG reel": "Reel Instagram", "IG carousel": "Carrousel IG",
           "Links": "Liens", "Reels": "Reels", "Lifetime": "Durée de vie"},
    "es": {"IG image": "Imagen de Instagram", "IG reel": "Reel de Instagram",
           "IG carousel": "Secuencia de Instagram", "Links": "Enlaces", "Lifetime": "Total"},
    "sv": {"IG image": "IG-bild", "IG reel": "IG-reel", "IG carousel": "IG-karusell",
           "Links": "Länkar", "Lifetime": "Totalt"},
    "de": {"IG image": "Instagram-Bild", "IG reel": "Instagram-Reel",
           "IG carousel": "Instagram-Karussell", "Lifetime": "Gesamt"},
}  # fmt: skip
"""Words in cells: types of posts, and what stands for a figure that is no day's."""

_VIDEO = ("dQdemoAAAA1", "Le fournil", "Aug 28, 2025", 45, 28000, "12.5", 9, 400, "1.68")
_BUSINESS = ("La farine", "https://www.tiktok.com/@moulin.demo/video/7567452112981069079",
             "2025/10/31 18:19:10", 172353, 1774, 42, 413, 180)  # fmt: skip
_DAY = ("2025/10/31", 9, 8, 1, 0, 0, 0, "NAN", 0, 1, 2, 1)

ENGLISH: dict[str, tuple[list[str], list[Row]]] = {
    "meta.instagram.posts": (INSTAGRAM.split(","), INSTAGRAM_ROWS),
    "meta.facebook.posts": (
        FACEBOOK.replace('"Reactions, Comments and Shares"', "?").split(","), FACEBOOK_ROWS
    ),
    "youtube.videos": ([*_EN_YOUTUBE, *_FIGURES], [(*_VIDEO, *_FIGURES.values())]),
    "tiktok.business.videos": (TIKTOK_BUSINESS.split(","), [_BUSINESS]),
    "tiktok.business.daily": ([name.strip() for name in TIKTOK_DAYS.split(",")], [_DAY]),
}  # fmt: skip
ENGLISH["meta.facebook.posts"][0][19] = "Reactions, Comments and Shares"

TRANSLATED: dict[tuple[str, str], dict[str, str]] = {
    **{(name, language): names
       for language, names in _META.items()
       for name in ("meta.instagram.posts", "meta.facebook.posts")},
    **{("youtube.videos", language): {
        **dict(zip(_EN_YOUTUBE, header.split(","), strict=True)), **_MORE_YOUTUBE[language]}
       for language, header in {**YOUTUBE, "sv": _SV_YOUTUBE}.items() if language != "en"},
    ("tiktok.business.videos", "sv"): _SV_TIKTOK,
    ("tiktok.business.daily", "sv"): _SV_TIKTOK_DAYS,
}  # fmt: skip
"""English header to the translated one, by format and language: no header that is not listed."""


def both(name: str, language: str) -> tuple[list[str], list[str], list[list[object]]]:
    """Give the English header, the translated one, and the rows of the columns that both have."""
    header, rows = ENGLISH[name]
    names = TRANSLATED[name, language]
    places = [place for place, title in enumerate(header) if title in names]
    english = [header[place] for place in places]
    return english, [names[title] for title in english], [[row[p] for p in places] for row in rows]


def written(header: Sequence[str], rows: Iterable[Iterable[object]]) -> bytes:
    """Write rows under a header as Meta and TikTok do."""
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    return bom(out.getvalue())
