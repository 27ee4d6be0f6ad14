"""The grammar of the French captions. A name in braces is replaced by one of its own lines."""

from __future__ import annotations

from collections.abc import Mapping

FRENCH: Mapping[str, tuple[str, ...]] = {
    "how-to": (
        "Le geste du jour : {geste}. {emoji}",
        "Pour {geste}, il suffit souvent de trois outils et d'un café.",
        '"Je n\'y arriverai jamais." Et pourtant : {geste}, ça s\'apprend en dix minutes.',
        "Trois erreurs à éviter pour {geste} {emoji}",
        "Ce {jour}, à l'établi : {geste}, sans se presser.",
        "Avant de jeter, on tente ceci : {geste}.",
        "Vous n'avez jamais osé {geste} ? C'est le moment.",
        "On nous pose la question chaque semaine : par où commencer pour {geste} ?",
    ),
    "how-to body": (
        "D'abord {etape}, ensuite {etape}. Et le secret : {astuce}.",
        "Il vous faut {outil}, {outil} et un peu de patience.\nLe secret : {astuce}.",
        "1. {etape}\n2. {etape}\n3. on admire, puis on balaie",
        "Notre conseil : {astuce}. Et {outil}, toujours à portée de main.",
        "Comptez {duree}. Pas plus, promis, même avec deux mains gauches.",
    ),
    "shop": (
        "Arrivage du {jour} : {produit}. {emoji}",
        "Au rayon des nouveautés : {produit}.",
        "Livré ce matin, déjà en rayon : {produit}.",
        "La saison commence, {produit} aussi {emoji}",
        "Enfin en rayon : {produit}.",
        "Petit prix, longue vie : {produit}.",
        "Ouverture exceptionnelle ce {jour}, et en rayon : {produit}.",
    ),
    "shop body": (
        "Teinte préférée de l'équipe : {couleur}, devant {couleur}.",
        "On vous explique {astuce_produit}, et on vous prête {outil} pour le week-end.",
        "Idéal pour {projet}.",
        "Essayé pour {projet} : {verdict}.",
        "Conseil de l'atelier : {astuce}.",
    ),
    "workshops": (
        "Atelier {theme}, ce {jour} à {heure}. {emoji}",
        "Ce {jour}, on pousse les caisses et on sort les établis : atelier {theme} !",
        "Débutants bienvenus : {theme}, {duree}, goûter compris.",
        "Il reste {nombre} tabourets autour de l'établi pour l'atelier {theme}.",
        "Petits et grands : atelier {theme}, {jour} à {heure}, tabliers prêtés. {emoji}",
        "Nouvelle date ! L'atelier {theme} revient {jour}, à {heure}.",
    ),
    "workshops body": (
        "Au programme : {geste}, puis {geste}.",
        "Vous repartez avec {ouvrage}, et de la sciure dans les cheveux.",
        "Le matériel est fourni, {outil} aussi. La bonne humeur, c'est à vous.",
        "{nombre} personnes au plus, pour que chacun ait {outil} en main.",
        "La dernière fois : {nombre} sourires et {ouvrage} chacun.",
    ),
    "community": (
        "La photo de la semaine : {projet}, par qui n'avait jamais tenu {outil}. {emoji}",
        "Plutôt {couleur} ou {couleur} pour {projet} ?",
        "Dans le quartier, {projet} fait parler. Nous aussi, on adore {emoji}",
        'Entendu au comptoir : "{citation}"',
        "Merci à toutes les mains du quartier pour {projet} ! {emoji}",
        "Le chat du magasin a choisi : ce sera {couleur}. {emoji}",
        "Un {jour} pluvieux, une idée : {projet}.",
        "Avant, après : {projet}. On vous laisse juger {emoji}",
    ),
    "community body": (
        "Matériel : {outil}, {outil}, et {duree} de bonne volonté.",
        "Le mur est passé en {couleur}, les volets en {couleur}. Résultat : {verdict}.",
        "Ici, on préfère {geste} plutôt que racheter.",
        "Et chez vous, où en est le chantier ?",
        "Détail qui change tout : {astuce}.",
    ),
    "cta visit": (
        "Passez au magasin samedi",
        "Venez nous voir",
        "Passez au magasin, la porte est ouverte",
        "Venez nous voir au comptoir",
    ),
    "cta book": (
        "Réservez votre place",
        "Réservez votre place dès maintenant",
        "Réservez votre tabouret",
    ),
    "cta comment": (
        "Donnez votre avis",
        "Qu'en pensez-vous ?",
        "Répondez en commentaire",
    ),
    "cta save": (
        "Enregistrez ce post",
        "Enregistrez ce post pour le week-end",
    ),
    "geste": (
        "reboucher un trou dans le plâtre", "changer un joint de robinet", "affûter un sécateur",
        "poser une étagère bien droite", "poncer un vieux parquet", "repiquer les tomates",
        "décaper une chaise", "rempoter un ficus", "fixer un miroir sans percer",
        "teinter une planche", "recoller une anse", "purger un radiateur",
        "tailler les rosiers", "huiler une table de jardin", "poser du papier peint",
        "repeindre un volet", "remplacer une prise de rideau", "semer un carré d'herbes",
    ),
    "etape": (
        "on dépoussière", "on ponce au grain 120", "on humidifie la surface", "on trace au crayon",
        "on visse à la main", "on laisse sécher une nuit", "on passe une sous-couche",
        "on essuie au chiffon", "on vérifie au niveau", "on protège le sol",
    ),
    "astuce": (
        "un ruban de masquage, retiré avant que ça sèche", "une goutte de savon sur la vis",
        "un grain plus fin que prévu", "de l'eau tiède, jamais chaude",
        "deux couches fines, pas une épaisse",
        "un vieux bas en guise de chiffon", "une planchette sous le pied du serre-joint",
        "du marc de café au pied des rosiers", "mesurer deux fois, couper une fois",
    ),
    "outil": (
        "une spatule", "un niveau à bulle", "un serre-joint", "une ponceuse", "un bon pinceau",
        "un tournevis plat", "une scie japonaise", "un arrosoir", "une truelle", "un mètre ruban",
    ),
    "produit": (
        "les terreaux sans tourbe", "la peinture à la chaux", "les graines du potager",
        "les charnières en laiton", "l'huile pour bois clair", "les bacs en mélèze",
        "les plants de lavande", "le lin enduit au mètre", "les ampoules à filament",
        "les poignées en porcelaine", "les bulbes d'automne", "la colle qui ne goutte pas",
    ),
    "couleur": (
        "vert sauge", "bleu ardoise", "terre cuite", "jaune paille", "blanc cassé", "rose brique",
        "gris galet", "ocre",
    ),
    "projet": (
        "une bibliothèque sous l'escalier", "un balcon de deux mètres carrés",
        "la façade du numéro 12",
        "un potager dans six caisses", "une cabane à oiseaux", "la table du jardin partagé",
        "un banc devant l'école", "une chambre d'enfant", "un vieux buffet", "une serre de poche",
    ),
    "ouvrage": (
        "un nichoir", "une planche à découper", "une lampe", "un bac à herbes", "un tabouret",
        "une étagère",
    ),
    "theme": (
        "rempotage", "peinture à la chaux", "petites réparations", "nichoirs", "scie et rabot",
        "électricité sans peur", "cannage de chaise", "couronnes de saison", "carrelage facile",
    ),
    "verdict": (
        "on adore", "rien à redire", "même le voisin a approuvé", "deux couches, et c'est bluffant",
    ),
    "astuce_produit": (
        "la bonne dose", "les temps de séchage", "le bon grain", "la pose pas à pas",
    ),
    "citation": (
        "Je venais pour une vis, je repars avec un projet.",
        "Mon robinet ne goutte plus, je dors enfin.",
        "Il paraît que le vert sauge calme les enfants.",
        "Deux clous, un marteau, et me voilà menuisier.",
    ),
    "jour": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"),
    "heure": ("10 h", "14 h", "15 h 30", "18 h", "18 h 30"),
    "duree": ("une heure", "vingt minutes", "deux heures", "une demi-journée"),
    "nombre": ("quatre", "six", "huit", "dix"),
    "emoji": ("🔧", "🌿", "🪴", "🎨", "🪚", "☀️", "😄", "👇", "🛠️", "🐈"),
}  # fmt: skip
