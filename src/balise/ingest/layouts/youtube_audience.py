"""YouTube Studio by country, age, source of traffic and the like: figures of the chosen period.

Ages and genders come as shares of views and of hours watched, never as people. Swedish names are
those that programs of a course read from real exports; other names are those of the research notes.
"""

from __future__ import annotations

from balise.ingest.layout import aliases
from balise.ingest.layouts.youtube_words import DATES, METRICS, SCALES
from balise.ingest.segments import SegmentTable

_DIMENSIONS = {
    header: dimension
    for dimension, headers in aliases(
        country="Geography|Zone géographique|Pays|Geografie|Land|Ubicación geográfica|Geografi",
        city="Cities|Städer",
        age="Viewer age|Tittarnas ålder",
        gender="Viewer gender|Tittarnas kön",
        subscription="Subscription status|Prenumerationsstatus",
        traffic_source="Traffic source|Source de trafic|Zugriffsquelle|Fuente de tráfico|"
        "Trafikkälla",
        device="Device type|Type d'appareil|Type d’appareil|Gerätetyp|Enhetstyp",
        operating_system="Operating system|Operativsystem",
    ).items()
    for header in headers
}
_PART = " (%)"
"""What stands behind a header whose column holds shares."""

SEGMENTS = SegmentTable(
    name="youtube.dimension",
    network="youtube",
    dimensions=_DIMENSIONS,
    figures={
        **METRICS,
        "views_share": tuple(header + _PART for header in METRICS["views"]),
        "watch_time_share": tuple(header + _PART for header in METRICS["watch_time_s"]),
        **aliases(ignored="Stayed to watch (%)"),
    },
    needs=("views", "views_share", "watch_time_s", "watch_time_share"),
    days=DATES,
    labels=aliases(label="City name|Ort")["label"],
    basis="period",
    scales={**SCALES, "views_share": 0.01, "watch_time_share": 0.01},
)

LAYOUTS = (SEGMENTS,)
