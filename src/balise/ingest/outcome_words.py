"""How tables of sales, tickets, donations and answers name their columns, in seven languages.

Words that mean a number of sales to some and their sum to others (`Sales`, `Ventes`, `Ventas`), or
the price of one piece, are left out on purpose: a mapping says what they are.
"""

from __future__ import annotations

from balise.ingest.layout import Columns, aliases

CURRENCIES = {
    "€": "EUR", "£": "GBP", "zł": "PLN", "₹": "INR", "fr.": "CHF",
    **{code.casefold(): code for code in (
        "EUR", "USD", "GBP", "CHF", "CAD", "AUD", "NZD", "JPY", "CNY", "INR", "BRL", "MXN", "SEK",
        "NOK", "DKK", "PLN", "CZK", "HUF", "RON", "BGN", "TRY", "MAD", "TND", "DZD", "XOF", "XAF",
        "ZAR", "ILS", "SGD", "HKD", "KRW",
    )},
}  # fmt: skip
"""What is written of a currency, in small letters, and its code."""

SIGNS = ("$", "¥", "kr")
"""Signs of several currencies: kept as they are written."""

_ENGLISH = aliases(
    day="Date|Day|Datetime|Date & time|Date and time|Date/time|Timestamp|Created at|Order date|"
    "Sale date|Sales date|Transaction date|Purchase date|Donation date|Booking date|Visit date|"
    "Response date|Submitted at",
    time="Time|Hour",
    starts="Start|Starts|Start date|From|Period start",
    ends="End|Ends|End date|To|Until|Period end",
    week="Week",
    month="Month",
    count="Count|Number|Quantity|Qty|Orders|Number of orders|Transactions|"
    "Number of transactions|Number of sales|Sales count|Units|Units sold|Tickets|Tickets sold|"
    "Visitors|Visits|Entries|Admissions|Attendance|Footfall|Donations|Number of donations|"
    "Bookings|Reservations|Registrations|Sign-ups|Signups|Subscriptions|Calls|Leads|"
    "Downloads|Participants",
    score="Score|Rating|Average rating|NPS|NPS score|CSAT|Satisfaction|Satisfaction score|Mark",
    answers="Answers|Responses|Number of responses|Respondents",
    code="Code|Promo code|Promotion code|Discount code|Coupon|Coupon code|Voucher|Voucher code",
    campaign="Campaign|Campaign name|UTM campaign|utm_campaign",
    channel="Channel|Sales channel",
    origin="utm_source|UTM source",
    medium="utm_medium|UTM medium",
    currency="Currency",
    receipt="Receipt|Receipt no|Receipt number|Ticket no|Ticket number|Order|Order ID|"
    "Order no|Order number|Transaction|Transaction ID|Invoice|Invoice number|Response ID|ID|No",
    ignored="Product|Product name|Item|Article|SKU|Category|Payment|Payment method|Tax|VAT|"
    "Discount|Shipping|Customer|Customer name|Customer email|Name|First name|Last name|Email|"
    "E-mail|Phone|City|Country|Zip|Shop|Store|Till|Register|Seller|Status|Comment|Comments|"
    "Notes|Remark|Event|Event name|Show",
)

_OTHERS = aliases(
    day="Jour|Date et heure|Date de vente|Date de commande|Date de la commande|"
    "Date de transaction|Date d'achat|Date du don|Date de réservation|Date de visite|"
    "Date de réponse|Horodateur|Date de création|Fecha|Día|Fecha y hora|Fecha de venta|"
    "Fecha del pedido|Fecha de compra|Fecha de la donación|Marca temporal|Datum|Tag|"
    "Datum und Uhrzeit|Datum/Uhrzeit|Verkaufsdatum|Bestelldatum|Kaufdatum|Zeitstempel|"
    "Buchungsdatum|Dag|Besteldatum|Tijdstempel|Data|Giorno|Data e ora|"
    "Informazioni cronologiche|Dia|Data e hora|Carimbo de data/hora",
    time="Heure|Hora|Uhrzeit|Zeit|Tijd|Ora",
    starts="Début|Date de début|Du|Inicio|Fecha de inicio|Desde|Beginn|Startdatum|Von|Inizio|"
    "Data inizio|Início|Van",
    ends="Fin|Date de fin|Au|Fecha de fin|Hasta|Ende|Enddatum|Bis|Fine|Data fine|Fim|Tot",
    week="Semaine|Semana|Woche|KW|Settimana",
    month="Mois|Mes|Monat|Maand|Mese|Mês",
    count="Nombre|Nb|Quantité|Commandes|Nombre de commandes|Nb commandes|Nombre de ventes|"
    "Nb ventes|Nb de ventes|Nombre de transactions|Tickets vendus|Billets|Billets vendus|"
    "Nombre de billets|Visiteurs|Visites|Nombre de visiteurs|Entrées|Nombre d'entrées|"
    "Fréquentation|Dons|Nombre de dons|Réservations|Inscriptions|Adhésions|Appels|"
    "Téléchargements|Cantidad|Número|Número de ventas|Pedidos|Número de pedidos|Entradas|"
    "Entradas vendidas|Visitantes|Visitas|Donaciones|Reservas|Inscripciones|Suscripciones|"
    "Llamadas|Descargas|Anzahl|Stück|Stückzahl|Bestellungen|Anzahl Bestellungen|Verkäufe|"
    "Anzahl Verkäufe|Karten|Verkaufte Karten|Besucher|Besucherzahl|Eintritte|Spenden|"
    "Anzahl Spenden|Buchungen|Reservierungen|Anmeldungen|Anrufe|Aantal|Bestellingen|Bezoekers|"
    "Reserveringen|Quantità|Numero|Ordini|Biglietti|Visitatori|Prenotazioni|Quantidade|Bilhetes",
    score="Note|Note moyenne|Note sur 10|Note sur 5|Note globale|Évaluation|Puntuación|Nota|"
    "Nota media|Valoración|Satisfacción|Bewertung|Durchschnittsnote|Punktzahl|Zufriedenheit|"
    "Beoordeling|Tevredenheid|Punteggio|Voto|Soddisfazione|Pontuação|Satisfação",
    answers="Réponses|Nombre de réponses|Répondants|Respuestas|Número de respuestas|Antworten|"
    "Anzahl Antworten|Antwoorden|Risposte|Respostas",
    code="Code promo|Code promotionnel|Code de réduction|Code avantage|Bon de réduction|Código|"
    "Código promocional|Código de descuento|Cupón|Gutschein|Gutscheincode|Aktionscode|"
    "Rabattcode|Kortingscode|Actiecode|Codice|Codice sconto|Codice promo",
    campaign="Campagne|Nom de la campagne|Campaña|Nombre de la campaña|Kampagne|Kampagnenname|"
    "Campagna|Campanha",
    channel="Canal|Canal de vente|Canal de venta|Kanal|Vertriebskanal|Kanaal|Canale",
    currency="Devise|Monnaie|Moneda|Divisa|Währung|Valuta|Moeda",
    receipt="N°|Numéro|N° ticket|N° de ticket|Numéro de ticket|N° de commande|"
    "Numéro de commande|Commande|Facture|N° de facture|Pedido|Número de pedido|Factura|"
    "Bestellnummer|Bestellung|Bon-Nr.|Bonnummer|Belegnummer|Rechnungsnummer|Ordine",
    ignored="Produit|Nom du produit|Catégorie|Moyen de paiement|Mode de paiement|Paiement|TVA|"
    "Remise|Livraison|Client|Nom du client|Nom|Prénom|Courriel|Adresse e-mail|Téléphone|Ville|"
    "Pays|Code postal|Magasin|Boutique|Caisse|Caissier|Vendeur|Statut|Commentaire|Remarque|"
    "Événement|Spectacle|Producto|Artículo|Categoría|Forma de pago|Método de pago|IVA|"
    "Descuento|Cliente|Correo electrónico|Teléfono|Ciudad|País|Tienda|Caja|Vendedor|Estado|"
    "Comentario|Evento|Produkt|Artikel|Kategorie|Zahlungsart|Zahlungsmethode|MwSt.|Rabatt|"
    "Versand|Kunde|Vorname|Nachname|Telefon|Stadt|Ort|Land|Filiale|Kasse|Verkäufer|Kommentar|"
    "Bemerkung|Veranstaltung|Klant|Winkel",
)

_ENGLISH_MONEY = (
    "amount", "total", "total amount", "revenue", "turnover", "gross sales", "net sales",
    "order total", "total price", "amount paid", "donation amount",
)  # fmt: skip
_OTHER_MONEY = (
    "montant", "montant ttc", "montant total", "total ttc", "chiffre d'affaires", "ca", "ca ttc",
    "prix total", "montant du don", "recette", "recettes", "importe", "importe total", "ingresos",
    "facturación", "betrag", "gesamtbetrag", "umsatz", "summe", "gesamtpreis", "spendenbetrag",
    "bedrag", "totaalbedrag", "omzet", "importo", "totale", "incasso", "fatturato", "valor",
    "valor total", "montante",
)  # fmt: skip
_FORMS = ("{} ({})", "{} {}", "{} [{}]", "{} in {}", "{} en {}", "{}, {}", "{}/{}")


def money(name: str, words: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Lead from money without a currency, and in each, to its headers.

    Examples
    --------
    >>> found = money("amount", ("montant",))
    >>> found["amount"], "montant (€)" in found["amount.EUR"], "montant ($)" in found["amount.$"]
    (('montant',), True, True)
    """
    found: dict[str, list[str]] = {name: list(words)}
    for written, code in {**CURRENCIES, **dict(zip(SIGNS, SIGNS, strict=True))}.items():
        headers = (form.format(word, written) for word in words for form in _FORMS)
        found.setdefault(f"{name}.{code}", []).extend(headers)
    return {field: tuple(headers) for field, headers in found.items()}


def _both(name: str) -> tuple[str, ...]:
    return (*_ENGLISH.get(name, ()), *_OTHERS.get(name, ()))


_MONEY = money("amount", _ENGLISH_MONEY + _OTHER_MONEY)
FIGURES: Columns = {**{name: _both(name) for name in ("count", "score", "answers")}, **_MONEY}
"""Fields that hold figures, each named as the value that it becomes."""

COLUMNS: Columns = {**{name: _both(name) for name in _ENGLISH}, **_MONEY}

NOT_ENGLISH = frozenset(
    {*_OTHER_MONEY, *(header for headers in _OTHERS.values() for header in headers)}
    - {header for headers in _ENGLISH.values() for header in headers}
)
"""Headers that no English table has: days come before months in such a table."""
