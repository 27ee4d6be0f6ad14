"""What Meta calls its columns and post types, in the languages that were seen.

Swedish and French names come from other programs' readers; Spanish from a real file.
"""

from __future__ import annotations

from balise.ingest.layout import aliases

SHARED = aliases(
    published="Publish time|Heure de publication|Hora de publicación|Publiceringstid|"
    "Veröffentlichungszeitpunkt",
    url="Permalink|Permalien|Enlace permanente|Permalänk",
    kind="Post type|Type de publication|Tipo de publicación|Inläggstyp|Beitragstyp",
    duration_s="Duration (sec)|Durée (s)|Durée (sec)|Duración (segundos)|Varaktighet (sek)|"
    "Dauer (Sek.)",
    basis="Date|Fecha|Datum",
    views="Views|Vues|Visualizaciones|Visningar|Aufrufe",
    impressions="Impressions|Impresiones|Exponeringar|Impressionen",
    reach="Reach|Accounts reached|People Reached|Couverture|Portée|Alcance|Räckvidd|Reichweite",
    comments="Comments|Commentaires|Comentarios|Kommentarer|Kommentare",
    shares="Shares|Partages|Veces que se ha compartido|Delningar|Geteilte Inhalte",
    ignored="Data comment|Comentario sobre los datos|Commentaire sur les données|Datakommentar",
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
    "instagram-karusell": "carousel",
    "ig story": "story", "historia de instagram": "story", "story instagram": "story",
    "ig-händelse": "story", "instagram-story": "story",
    "photos": "image", "photo": "image", "fotos": "image", "foton": "image", "foto": "image",
    "videos": "video", "video": "video", "vidéos": "video", "vidéo": "video", "videor": "video",
    "reels": "short_video", "reel": "short_video",
    "links": "link", "link": "link", "liens": "link", "lien": "link", "enlaces": "link",
    "enlace": "link", "länkar": "link",
    "text": "text", "text/status": "text", "status": "text", "texte": "text",
    "texte/statut": "text", "texto": "text", "estado": "text",
    "live": "live", "live video": "live", "vidéo en direct": "live", "en directo": "live",
    "stories": "story", "story": "story", "historias": "story", "händelser": "story",
    "album": "carousel", "carousel": "carousel", "carrousel": "carousel", "multi media": "carousel",
}  # fmt: skip
