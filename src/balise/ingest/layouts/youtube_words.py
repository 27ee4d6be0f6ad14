"""What YouTube Studio calls its figures in en, fr, de, es and sv.

German names come from a real file; the others from programs that read such files.
"""

from __future__ import annotations

from balise.ingest.layout import aliases

DATES = aliases(dates="Date|Datum|Fecha")["dates"]

METRICS = aliases(
    views="Views|Vues|Aufrufe|Visualizaciones|Visningar",
    engaged_views="Engaged views|Vues avec engagement",
    # Watch time comes in hours and is kept in seconds: the metric's own name carries its unit.
    watch_time_s="Watch time (hours)|Durée de visionnage (heures)|Wiedergabezeit (Stunden)|"
    "Tiempo de visualización (horas)|Visningstid (timmar)",
    net_follows="Subscribers|Abonnés|Abonnenten|Suscriptores|Prenumeranter",
    thumb_impressions="Impressions|Impressionen|Impresiones|Exponeringar",
    ctr_impressions="Impressions click-through rate (%)|Taux de clics par impressions (%)|"
    "Taux de clics par impression (%)|Klickrate der Impressionen (%)|"
    "Porcentaje de clics de las impresiones (%)|Klickfrekvens för exponeringar (%)",
    revenue="Estimated revenue (USD)|Estimated revenue (EUR)|"
    "Your estimated revenue (USD)|Revenus estimés (EUR)|Revenus estimés (USD)|"
    "Ingresos estimados (USD)|Geschätzter Umsatz (EUR)|Geschätzter Umsatz (USD)",
    avg_watch_s="Average view duration|Durée moyenne de visionnage|Durée moyenne d'une vue|"
    "Durchschnittliche Wiedergabedauer|Duración media de las visualizaciones|"
    "Genomsnittlig visningslängd",
    avg_pct_viewed="Average percentage viewed (%)|Pourcentage moyen regardé (%)|"
    "Pourcentage moyen de vidéo regardé (%)|Durchschnittliche Wiedergabe in Prozent (%)",
    reactions="Likes|J'aime|J’aime|„Mag ich“-Bewertungen|Me gusta",
    comments="Comments added|Commentaires ajoutés|Hinzugefügte Kommentare|Comentarios añadidos",
    shares="Shares|Partages|Geteilte Inhalte|Veces compartido",
    viewers="Unique viewers|Spectateurs uniques|Einzelne Zuschauer",
)

SCALES = {"watch_time_s": 3600.0, "ctr_impressions": 0.01, "avg_pct_viewed": 0.01}
