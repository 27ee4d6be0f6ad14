"""What Meta calls its columns and post types, in the languages that were seen.

Swedish and French names come from other programs' readers, Spanish from a real file; the few German
ones are weak, and where the column of the account has a name that is not known, the links tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from balise.ingest.layout import aliases, find_header
from balise.ingest.posts import PostTable

if TYPE_CHECKING:
    from balise.ingest.tables import Line

NOTES = "Data comment|Comentario sobre los datos|Commentaire sur les données|Datakommentar"
"""Columns that tell nothing of a post."""

SHARED = aliases(
    published="Publish time|Heure de publication|Hora de publicación|Publiceringstid|"
    "Veröffentlichungszeitpunkt",
    url="Permalink|Permalien|Enlace permanente|Permalänk",
    kind="Post type|Type de publication|Tipo de publicación|Inläggstyp|Beitragstyp",
    duration_s="Duration (sec)|Durée|Durée (s)|Durée (sec)|Durée (secondes)|Duración (segundos)|"
    "Varaktighet (sek)|Dauer|Dauer (Sek.)",
    basis="Date|Fecha|Datum",
    views="Views|Vues|Visualizaciones|Visningar|Aufrufe",
    impressions="Impressions|Impresiones|Exponeringar|Impressionen",
    reach="Reach|Accounts reached|People Reached|Couverture|Portée|Alcance|Räckvidd|Reichweite",
    comments="Comments|Commentaires|Comentarios|Kommentarer|Kommentare",
    shares="Shares|Partages|Veces que se ha compartido|Delningar|Geteilte Inhalte",
    ignored=NOTES,
)

ID = (
    "Post ID|Identifiant de la publication|identificador de la publicación|Publicerings-id|"
    "Beitrags-ID"
)

KINDS = {
    "ig image": "image", "imagen de instagram": "image", "image instagram": "image",
    "photo ig": "image", "instagram-bild": "image", "ig-bild": "image",
    "ig reel": "short_video", "reel de instagram": "short_video", "reel instagram": "short_video",
    "reel ig": "short_video", "ig-reel": "short_video", "instagram-reel": "short_video",
    "ig carousel": "carousel", "secuencia de instagram": "carousel",
    "carrousel instagram": "carousel", "carrousel ig": "carousel", "ig-karusell": "carousel",
    "instagram-karusell": "carousel", "ig-karussell": "carousel",
    "instagram-karussell": "carousel", "secuencia": "carousel",
    "ig story": "story", "historia de instagram": "story", "story instagram": "story",
    "ig-händelse": "story", "instagram-story": "story", "ig-story": "story", "historia": "story",
    "photos": "image", "photo": "image", "fotos": "image", "foton": "image", "foto": "image",
    "bild": "image", "bilder": "image", "imagen": "image",
    "videos": "video", "video": "video", "vidéos": "video", "vidéo": "video", "videor": "video",
    "vídeos": "video", "vídeo": "video",
    "reels": "short_video", "reel": "short_video",
    "links": "link", "link": "link", "liens": "link", "lien": "link", "enlaces": "link",
    "enlace": "link", "länkar": "link", "länk": "link",
    "text": "text", "text/status": "text", "status": "text", "texte": "text",
    "texte/statut": "text", "statut": "text", "texto": "text", "estado": "text",
    "live": "live", "live video": "live", "vidéo en direct": "live", "en directo": "live",
    "stories": "story", "story": "story", "historias": "story", "händelser": "story",
    "album": "carousel", "carousel": "carousel", "carrousel": "carousel", "multi media": "carousel",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class MetaPosts(PostTable):
    """Posts of Facebook or Instagram: `domain` is that of the links where no column tells."""

    domain: str

    def header_in(self, lead: list[Line]) -> int | None:
        """Find the header by its columns, else by those that both have and by the links below."""
        position = PostTable.header_in(self, lead)
        if position is not None:
            return position
        position = find_header(lead, self.columns, ("id", "published", "url", "kind"))
        below = lead[position + 1 :] if position is not None else []
        return (
            position if any(self.domain in cell for _, cells in below for cell in cells) else None
        )
