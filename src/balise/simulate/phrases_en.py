"""The grammar of the English captions: the shop has neighbours from everywhere."""

from __future__ import annotations

from collections.abc import Mapping

ENGLISH: Mapping[str, tuple[str, ...]] = {
    "how-to": (
        "Today at the bench, how to {geste}. {emoji}",
        "Three small mistakes to avoid when you {geste} {emoji}",
        'A neighbour said "I could never {geste}". Ten minutes later, done.',
        "You need two tools and a cup of tea to {geste}.",
    ),
    "how-to body": (
        "First {etape}, then {etape}. The trick: {astuce}.",
        "1. {etape}\n2. {etape}\n3. admire, then sweep the floor",
    ),
    "shop": (
        "Fresh on the shelves: {produit}. {emoji}",
        "The season starts here: {produit}.",
        "Small price, long life: {produit}.",
    ),
    "shop body": ("Perfect for {projet}.", "The team prefers {couleur}, just ahead of {couleur}."),
    "workshops": (
        "Workshop this {jour} at {heure}: {theme}. {emoji}",
        "Beginners welcome: {theme}, {jour} at {heure}, cake included.",
    ),
    "workshops body": (
        "You go home with {ouvrage} and sawdust in your hair.", "Aprons are lent, {outil} too.",
    ),
    "community": (
        "{couleur} or {couleur} for {projet}?",
        "Picture of the week: {projet}. {emoji}",
        'Overheard at the till: "I came for a screw, I left with a project."',
    ),
    "community body": (
        "Made with {outil}, {outil} and one rainy afternoon.", "The detail that counts: {astuce}.",
    ),
    "cta visit": ("Visit us on Saturday", "Visit our shop"),
    "cta book": ("Book your seat", "Reserve your spot"),
    "cta comment": ("What do you think?", "Let us know below"),
    "cta save": ("Save this for later",),
    "geste": (
        "fill a hole in plaster", "sharpen secateurs", "hang a shelf that stays level",
        "repot a ficus",
        "sand an old floor", "oil a garden table", "bleed a radiator", "prune the roses",
    ),
    "etape": (
        "dust it off", "sand with a fine grit", "mark it in pencil", "wait one night",
        "wipe it clean",
    ),
    "astuce": (
        "two thin coats, never a thick one", "a drop of soap on the screw",
        "measure twice, cut once",
    ),
    "outil": ("a spirit level", "a clamp", "a good brush", "a Japanese saw", "a tape measure"),
    "produit": (
        "peat-free compost", "limewash paints", "vegetable seeds", "brass hinges",
        "lavender plants",
    ),
    "couleur": ("sage green", "slate blue", "terracotta", "straw yellow", "ochre"),
    "projet": (
        "a tiny balcony", "a bookcase under the stairs", "an old sideboard",
        "six crates of vegetables",
    ),
    "ouvrage": ("a nest box", "a lamp", "a stool", "a herb box"),
    "theme": ("limewash", "small repairs", "nest boxes", "repotting", "saw and plane"),
    "jour": ("Tuesday", "Wednesday", "Friday", "Saturday"),
    "heure": ("10 am", "2 pm", "6 pm"),
    "emoji": ("🔧", "🌿", "🪴", "🎨", "🪚", "☀️"),
}  # fmt: skip
