"""YouTube Studio: tables of videos and of days. Figures are those of the chosen period."""

from __future__ import annotations

from balise.ingest.days import TOTALS, DayTable
from balise.ingest.layout import Row, aliases
from balise.ingest.layouts.youtube_words import DATES, METRICS, SCALES
from balise.ingest.posts import PostTable
from balise.ingest.times import PACIFIC

SHORT_S = 60
"""Videos up to this length are taken as Shorts; since October 2024 some Shorts are longer."""

_COLUMNS = {
    **METRICS,
    **aliases(
        id="Content|Video|Contenu|Contenido|Inhalt|Videos|Vidéo|Innehåll",
        text="Video title|Titre de la vidéo|Videotitel|Título del vídeo",
        published="Video publish time|Heure de publication de la vidéo|"
        "Veröffentlichungszeitpunkt des Videos|Hora de publicación del vídeo|"
        "Publiceringstid för video",
        duration_s="Duration|Durée|Dauer|Duración",
        ignored="Stayed to watch (%)",
    ),
}


def _kind(row: Row, _named: str) -> str:
    title = row["text"].casefold()
    seconds = row["duration_s"]
    short = seconds.isdecimal() and 0 < float(seconds[:9]) <= SHORT_S
    return "short_video" if short or "#shorts" in title or "#short " in title else "video"


VIDEOS = PostTable(
    name="youtube.videos",
    network="youtube",
    columns=_COLUMNS,
    needs=("id", "text", "published", "views"),
    zone=PACIFIC,
    basis="period",
    scales=SCALES,
    totals=TOTALS,
    kind_of=_kind,
)

VIDEO_DAYS = PostTable(
    name="youtube.videos.daily",
    network="youtube",
    columns={**_COLUMNS, "basis": DATES},
    needs=("basis", "id", "text", "published", "views"),
    zone=PACIFIC,
    scales=SCALES,
    totals=TOTALS,
    kind_of=_kind,
)

DAYS = DayTable(
    name="youtube.daily",
    network="youtube",
    columns={
        **{name: headers for name, headers in _COLUMNS.items() if name not in {"id", "text"}},
        "day": DATES,
    },
    needs=("day", "views"),
    exact=True,
    scales=SCALES,
)

LAYOUTS = (VIDEO_DAYS, VIDEOS)
LATE = (DAYS,)
"""Tables so plain that the narrower layouts of other networks come first."""
