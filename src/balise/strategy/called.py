"""What people call the words of a strategy, in French or in short, and the word that is meant."""

from __future__ import annotations

_BY_MEANT = {
    "x": "twitter",
    "instagram": "insta ig",
    "facebook": "fb meta",
    "short_video": "reel reels short shorts vidéo_courte",
    "image": "photo photos picture images",
    "carousel": "carrousel album",
    "video": "vidéo film",
    "text": "texte",
    "link": "lien",
    "document": "pdf",
    "poll": "sondage",
    "awareness": "notoriété visibilité reach",
    "consideration": "considération intérêt interest",
    "conversion": "vente ventes sales achat purchase",
    "loyalty": "fidélité fidélisation fidelite retention",
    "rate": "taux ratio",
    "level": "niveau",
    "total": "somme sum",
    "monday": "mon lundi",
    "tuesday": "tue mardi",
    "wednesday": "wed mercredi",
    "thursday": "thu jeudi",
    "friday": "fri vendredi",
    "saturday": "sat samedi",
    "sunday": "sun dimanche",
    "never": "jamais none no",
    "sparingly": "un_peu parfois peu some few",
    "freely": "beaucoup librement many yes",
    "week": "weekly semaine hebdomadaire",
    "month": "monthly mois mensuel",
    "quarter": "quarterly trimestre trimestriel",
    "female": "femme femmes women woman",
    "male": "homme hommes men man",
    "other": "autre autres",
    "fr": "français french",
    "en": "anglais english",
}
CALLED = {name: meant for meant, names in _BY_MEANT.items() for name in names.split()}
"""Another name to the word that is meant."""
