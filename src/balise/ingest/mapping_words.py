"""Words for columns in tables that people and agencies keep themselves, beside those of exports.

They are only ever suggested: the user reads each suggestion with its sample values, and decides.
"""

from __future__ import annotations

import re

from balise.ingest.layout import Columns, aliases
from balise.ingest.tables import normal

POSTS: Columns = aliases(
    published="Date|Published|Published at|Publish date|Published date|Date published|"
    "Publication date|Posted|Posted at|Posted on|Post date|Date posted|Date & time|Datetime|"
    "Timestamp|Created|Created at|Created time|Publié|Publié le|Date de publication|"
    "Date et heure|Date du post|Mise en ligne|Jour|Fecha|Fecha de publicación|Publicado|"
    "Publicado el|Datum|Veröffentlicht|Veröffentlicht am|Veröffentlichungsdatum|Tag|"
    "Geplaatst op|Publicatiedatum|Data|Data di pubblicazione|Data de publicação",
    time="Time|Hour|Post time|Heure|Heure de publication|Hora|Uhrzeit|Zeit|Tijd|Ora",
    id="ID|Post ID|Message ID|Pin ID|Tweet ID|Media ID|Video ID|Status ID|Identifiant|"
    "ID du post|ID de la publicación|Beitrags-ID",
    url="URL|Link|Permalink|Post URL|Post link|Link to post|Pin URL|Pin link|Tweet URL|"
    "Video URL|Lien|Lien du post|Lien de la publication|URL du post|Enlace|Enlace del post|"
    "Beitragslink|Link zum Beitrag|Collegamento",
    text="Text|Caption|Message|Post|Post text|Post message|Content|Copy|Description|Post copy|"
    "Post content|Tweet|Tweet text|Texte|Texte du post|Légende|Contenu|Wording|Texto|"
    "Descripción|Contenido|Pie de foto|Beschreibung|Inhalt|Beitrag|Beitragstext|Tekst|"
    "Beschrijving|Testo|Descrizione|Didascalia|Legenda|Conteúdo",
    title="Title|Pin title|Video title|Headline|Titre|Título|Titel|Titolo",
    kind="Type|Format|Post type|Content type|Media type|Media|Pin format|Type de post|"
    "Type de contenu|Type de média|Tipo|Tipo de contenido|Tipo de publicación|Formato|Typ|"
    "Beitragstyp|Medientyp|Inhaltstyp|Soort",
    account="Account|Account name|Page|Page name|Profile|Profile name|Handle|Username|"
    "Compte|Nom de la page|Profil|Cuenta|Página|Perfil|Konto|Seite",
    network="Network|Platform|Social network|Social media|Channel|Réseau|Réseau social|"
    "Plateforme|Canal|Red|Red social|Plataforma|Netzwerk|Plattform|Kanal|Netwerk|Piattaforma",
    campaign="Campaign|Campaign name|UTM campaign|utm_campaign|Campagne|Campaña|Kampagne|"
    "Campagna|Campanha|Opération",
    pillar="Pillar|Content pillar|Topic|Theme|Category|Subject|Pilier|Pilier de contenu|Thème|"
    "Thématique|Rubrique|Catégorie|Sujet|Tema|Categoría|Thema|Kategorie|Rubrik|Säule",
    paid="Paid|Boosted|Sponsored|Promoted|Organic/paid|Sponsorisé|Boosté|Payant|Pagado|"
    "Patrocinado|Bezahlt|Gesponsert",
    duration_s="Duration|Duration (s)|Video length|Durée|Durée (s)|Duración|Dauer|Durata",
    followers_then="Followers|Follower count|Fans|Subscribers|Abonnés|Seguidores|"
    "Abonnenten|Volgers",
    reactions="Likes|Reactions|Like|Favorites|Favourites|Hearts|Total likes|Réactions|J'aime|"
    "J’aime|Mentions j'aime|Me gusta|Reacciones|Gefällt mir|Likes/reactions|Reaktionen|"
    "Vind-ik-leuks|Mi piace|Curtidas|Gostos",
    comments="Comments|Comment|Replies|Answers|Commentaires|Réponses|Comentarios|Respuestas|"
    "Kommentare|Antworten|Reacties|Opmerkingen|Commenti|Comentários",
    shares="Shares|Share|Reposts|Retweets|Reshares|Repins|Partages|Partage|Compartidos|"
    "Compartir|Veces compartido|Geteilt|Teilungen|Geteilte Inhalte|Gedeeld|Condivisioni|"
    "Compartilhamentos|Partilhas",
    saves="Saves|Saved|Bookmarks|Pin saves|Enregistrements|Sauvegardes|Guardados|Gespeichert|"
    "Opgeslagen|Salvataggi|Salvamentos",
    impressions="Impressions|Impr.|Impresiones|Impressionen|Weergaven|Impressioni|Impressões",
    views="Views|View count|Vues|Lectures|Visualizaciones|Vistas|Aufrufe|Ansichten|"
    "Visualizzazioni|Visualizações",
    video_views="Video views|Plays|Vues vidéo|Vues de la vidéo|Reproducciones|Videoaufrufe|"
    "Wiedergaben",
    reach="Reach|People reached|Accounts reached|Portée|Couverture|Personnes touchées|Alcance|"
    "Personas alcanzadas|Reichweite|Bereik|Copertura",
    link_clicks="Link clicks|Clicks on link|URL clicks|Outbound clicks|Website clicks|"
    "Clics sur le lien|Clics sur un lien|Clics sortants|Clics en el enlace|Linkklicks|"
    "Klicks auf Links|Clic sul link",
    clicks_all="Clicks|Total clicks|All clicks|Pin clicks|Post clicks|Clics|Total des clics|"
    "Clics totales|Klicks|Klikken|Clic|Cliques",
    engagements="Engagements|Engagement|Interactions|Total engagement|Total interactions|"
    "Interacciones|Interaktionen|Interacties|Interazioni|Interações",
    engagement_rate_native="Engagement rate|Eng. rate|ER|Taux d'engagement|Taux d’engagement|"
    "Tasa de interacción|Tasa de engagement|Engagement-Rate|Interaktionsrate",
    follows="Follows|New followers|Nouveaux abonnés|Nuevos seguidores|Neue Follower",
    profile_visits="Profile visits|Profile views|Visites du profil|Visitas al perfil|Profilbesuche",
    watch_time_s="Watch time|Watch time (s)|Durée de visionnage|Tiempo de visualización",
    spend="Spend|Amount spent|Budget spent|Dépense|Dépenses|Montant dépensé|Gasto|Ausgaben",
    revenue="Revenue|Chiffre d'affaires|Ingresos|Umsatz",
    conversions="Conversions|Conversiones|Konversionen",
    leads="Leads|Prospects",
)

OUTCOMES: Columns = aliases(
    amount="Sales|Ventes|Ventas|Verkäufe|Price|Prix|Precio|Preis|Prezzo|Preço|Value|Valeur|"
    "Total HT|Montant HT|Net|Gross|Brut|Netto|Brutto|Don|Donation|CA HT|CA TTC",
    count="Sold|Vendus|Vendidos|Verkauft|Customers|Clients|Clientes|Kunden|Persons|Personnes|"
    "Personas|Personen|Pax|Covers|Couverts|Members|Adhérents|Abonnés",
    score="Grade|Stars|Étoiles|Estrellas|Sterne|Recommendation|Recommandation",
)

UNITS = (
    (re.compile(r"\((?:hours?|heures?|stunden|horas|h)\)"), 3600.0),
    (re.compile(r"\((?:minutes?|minuten|minutos|min\.?)\)"), 60.0),
    (re.compile(r"\((?:ms|milliseconds?|millisecondes)\)"), 0.001),
)
"""Units of times in headers, and how many seconds they hold."""

_NEUTRAL = frozenset(
    normal(
        "total totals totaux totale totales gesamt insgesamt nb nbr nbre nombre number numero "
        "número anzahl aantal n no of de des du d the la le les los las el der die das l post "
        "posts publication publications publicación publicaciones beitrag lifetime all sum count"
    ).split()
)
_WORD = re.compile(r"[^\W_]+")
_NEUTRAL_BRACKETS = re.compile(r"\((?:total|all|sum|lifetime|count|nb|#|s|sec|seconds?)\)")
_FOREIGN = frozenset(
    normal(
        "date publication heure jour lien texte légende titre réseau compte vues portée partages "
        "commentaires clics mentions couverture enregistrements fecha hora texto título red "
        "cuenta alcance impresiones comentarios datum uhrzeit titel netzwerk konto reichweite "
        "aufrufe kommentare klicks bereik weergaven réactions abonnés nb nombre montant"
    ).split()
) - {"date", "publication", "mentions"}


def core(header: str) -> str:
    """Take away from a header what does not change its meaning.

    Examples
    --------
    >>> core("nb de likes"), core("❤ total likes"), core("engagement rate"), core("paid reach")
    ('like', 'like', 'engagement rate', 'paid reach')
    """
    plain = _NEUTRAL_BRACKETS.sub("", header)
    words = [word for word in _WORD.findall(plain) if word not in _NEUTRAL]
    return " ".join(word.removesuffix("s") if len(word) > 3 else word for word in words)  # noqa: PLR2004 - short words keep it


def is_foreign(headers: tuple[str, ...]) -> bool:
    """Tell whether a table is in a language in which the day comes before the month."""
    words = {word for header in headers for word in _WORD.findall(header)}
    return bool(words & _FOREIGN) or not "".join(headers).isascii()
