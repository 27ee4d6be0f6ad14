"""YouTube Studio: tables of videos, days and dimensions, in en, fr, de, es. Figures of a period."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from balise.domain.reading import Batch, Reading
from balise.ingest.days import TOTALS, DayTable, account_uid, measured
from balise.ingest.layout import Columns, Context, Row, Sheet, Subject, aliases
from balise.ingest.numbers import Numbers, decimal_sign
from balise.ingest.posts import PostTable
from balise.ingest.tables import Line, normal
from balise.ingest.times import PACIFIC
from balise.words import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORT_S = 60
"""Videos up to this length are taken as Shorts; since October 2024 some Shorts are longer."""

_METRICS = aliases(
    views="Views|Vues|Aufrufe|Visualizaciones",
    engaged_views="Engaged views|Vues avec engagement",
    watch_hours="Watch time (hours)|Durée de visionnage (heures)|Wiedergabezeit (Stunden)|"
    "Tiempo de visualización (horas)",
    net_follows="Subscribers|Abonnés|Abonnenten|Suscriptores",
    thumb_impressions="Impressions|Impressionen|Impresiones",
    ctr_impressions="Impressions click-through rate (%)|"
    "Taux de clics par impressions (%)|Klickrate der Impressionen (%)|"
    "Porcentaje de clics de las impresiones (%)",
    revenue="Estimated revenue (USD)|Estimated revenue (EUR)|"
    "Your estimated revenue (USD)|Revenus estimés (EUR)|"
    "Revenus estimés (USD)|Ingresos estimados (USD)|Geschätzter Umsatz (EUR)",
    avg_watch_s="Average view duration|Durée moyenne de visionnage|"
    "Durchschnittliche Wiedergabedauer|Duración media de las visualizaciones",
    avg_pct_viewed="Average percentage viewed (%)|Pourcentage moyen regardé (%)|"
    "Durchschnittliche Wiedergabe in Prozent (%)",
    reactions="Likes|J'aime|J’aime|„Mag ich“-Bewertungen|Me gusta",
    comments="Comments added|Commentaires ajoutés|Hinzugefügte Kommentare|Comentarios añadidos",
    shares="Shares|Partages|Geteilte Inhalte|Veces compartido",
    viewers="Unique viewers|Spectateurs uniques|Einzelne Zuschauer",
)
# Watch time comes in hours and is kept in seconds: the metric's own name carries its unit.
_COLUMNS = {
    **{name: headers for name, headers in _METRICS.items() if name != "watch_hours"},
    "watch_time_s": _METRICS["watch_hours"],
    **aliases(
        id="Content|Video|Contenu|Contenido|Inhalt|Vidéo",
        text="Video title|Titre de la vidéo|Videotitel|Título del vídeo",
        published="Video publish time|Heure de publication de la vidéo|"
        "Veröffentlichungszeitpunkt des Videos|Hora de publicación del vídeo",
        duration_s="Duration|Durée|Dauer|Duración",
        ignored="Stayed to watch (%)",
    ),
}
_SCALES = {"watch_time_s": 3600.0, "ctr_impressions": 0.01, "avg_pct_viewed": 0.01}


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
    scales=_SCALES,
    totals=TOTALS,
    kind_of=_kind,
)

VIDEO_DAYS = PostTable(
    name="youtube.videos.daily",
    network="youtube",
    columns={**_COLUMNS, **aliases(basis="Date|Datum|Fecha")},
    needs=("basis", "id", "text", "published", "views"),
    zone=PACIFIC,
    scales=_SCALES,
    totals=TOTALS,
    kind_of=_kind,
)

_DIMENSIONS = {
    "geography": "country", "zone géographique": "country", "geografie": "country",
    "ubicación geográfica": "country", "land": "country", "pays": "country",
    "traffic source": "source", "source de trafic": "source", "zugriffsquelle": "source",
    "device type": "device", "type d'appareil": "device", "gerätetyp": "device",
    "viewer age": "age", "viewer gender": "gender", "subscription status": "subscription",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionTable:
    """A table by country, source of traffic or device: one reading of the channel."""

    name: str = "youtube.dimension"
    subject: Subject = "audience"
    columns: Columns = field(default_factory=lambda: {**_COLUMNS, "dimension": tuple(_DIMENSIONS)})

    def header_in(self, lead: list[Line]) -> int | None:
        """Find a header that begins with a dimension and has views."""
        for position, (_, cells) in enumerate(lead[:2]):
            names = [normal(cell) for cell in cells]
            if names[0] in _DIMENSIONS and set(names) & set(_METRICS["views"]):
                return position
        return None

    def batches(self, sheet: Sheet, context: Context) -> Iterator[Batch]:
        """Read the views of each value; the totals row says nothing new."""
        dimension = _DIMENSIONS[sheet.header[0]]
        sign = decimal_sign(sheet.cells("views"), sheet.table.usual_decimal)
        values, rows = {}, 0
        for row in sheet.rows():
            rows += 1
            if normal(row.cells[0]) in TOTALS:
                context.findings.append(
                    finding("totals-row", file=sheet.table.file, line=row.line, drops_row=True)
                )
                continue
            views = measured(row, "views", Numbers(sign), sheet, context)
            if views is not None:
                values[f"views.{dimension}.{row.cells[0]}"] = views
        reading = Reading(
            post_uid=account_uid("youtube", None, sheet, context),
            as_of=sheet.as_of,
            values=values,
            basis="period",
            source=self.name,
        )
        yield Batch(readings=(reading,) if values else (), findings=context.drain(), rows=rows)


DAYS = DayTable(
    name="youtube.daily",
    network="youtube",
    columns={
        **{name: headers for name, headers in _COLUMNS.items() if name not in {"id", "text"}},
        **aliases(day="Date|Datum|Fecha"),
    },
    needs=("day", "views"),
    exact=True,
    scales=_SCALES,
)

LAYOUTS = (VIDEO_DAYS, VIDEOS, DimensionTable())
LATE = (DAYS,)
"""Tables so plain that the narrower layouts of other networks come first."""
