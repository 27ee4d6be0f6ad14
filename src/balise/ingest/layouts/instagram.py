"""Meta Business Suite: Instagram posts and stories. Seen in 2025 and 2026, five languages."""

from __future__ import annotations

import re

from balise.ingest.layout import Row, aliases
from balise.ingest.layouts.meta_words import ID, KINDS, SHARED, MetaPosts
from balise.ingest.posts import PostTable
from balise.ingest.times import PACIFIC, Moment, instagram_time

_COLUMNS = {
    **SHARED,
    **aliases(
        id=ID,
        account="Account username|Nombre de usuario de la cuenta|Nom d'utilisateur du compte|"
        "Nom d’utilisateur du compte|Kontots användarnamn",
        account_id="Account ID|Identificador de la cuenta|ID du compte|Konto-id",
        account_name="Account name|Nombre de la cuenta|Nom du compte|Kontonamn",
        text="Description|Descripción|Beskrivning|Beschreibung",
        reactions="Likes|Me gusta|J'aime|J’aime|Mentions J'aime|Mentions J’aime|Gilla-markeringar|"
        "Gefällt mir",
        follows="Follows|Seguidores|Followers|Abonnements|Följer",
        saves="Saves|Veces guardado|Enregistrements|Sparade objekt|Gespeichert",
        profile_visits="Profile visits|Visites du profil|Visitas al perfil|Profilbesök",
        navigation="Navigation|Navegación|Navigering",
        link_clicks="Link clicks|Clics sur un lien|Clics en el enlace|Länkklick",
        sticker_taps="Sticker taps|Appuis sur les stickers|Toques en stickers",
        replies="Replies|Réponses|Respuestas|Svar",
    ),
}


_SHORTCODE = re.compile(r"instagram\.com/(?:[\w.]+/)?(?:p|reel|tv)/([\w-]{5,})")


def _uploaded(row: Row) -> Moment | None:
    """Read the time of the upload in the link: within minutes of publishing."""
    match = _SHORTCODE.search(row["url"])
    return instagram_time(match[1]) if match else None


def _kind(row: Row, named: str) -> str:
    return "short_video" if named == "other" and "/reel/" in row["url"] else named


POSTS = MetaPosts(
    name="meta.instagram.posts",
    network="instagram",
    domain="instagram.com/",
    columns=_COLUMNS,
    needs=("id", "account", "published"),
    zone=PACIFIC,
    kinds=KINDS,
    kind_of=_kind,
    id_in_url=_SHORTCODE,
    near=_uploaded,
)

STORIES = PostTable(
    name="meta.instagram.stories",
    network="instagram",
    columns={
        **{name: headers for name, headers in _COLUMNS.items() if name != "replies"},
        "comments": (*_COLUMNS["comments"], *_COLUMNS["replies"]),
    },
    needs=("id", "account", "published", "navigation"),
    zone=PACIFIC,
    kinds=KINDS,
    kind_of=lambda _row, named: "story" if named == "other" else named,
)

LAYOUTS = (STORIES, POSTS)
