"""The note that goes with made-up files."""

from __future__ import annotations

NAME = "LISEZMOI-README.txt"

_NOTE = """\
{brand}

FR - TOUT EST INVENTÉ
Ces fichiers ont la forme de ceux que les réseaux laissent télécharger, mais tout y est inventé :
la quincaillerie, ses comptes, ses textes et tous les chiffres (monde n° {seed}, au {day}).
Ils servent à essayer Balise. Aucun chiffre ne dit quoi que ce soit d'un commerce réel.

EN - ALL OF IT IS MADE UP
These files have the form of those that the networks let you download, but all in them is made up:
the hardware shop, its accounts, its texts and every figure (world no. {seed}, on {day}).
They are there to try Balise. No figure says anything about a real shop.

{accounts}
"""


def note(brand: str, seed: int, day: str, accounts: list[str]) -> bytes:
    """Say in French and in English that all of it is made up.

    Examples
    --------
    >>> "made up" in note("A shop", 7, "2026-11-09", ["x:ShopDemo"]).decode()
    True
    """
    listed = "\n".join(f"- {name}" for name in accounts)
    return _NOTE.format(brand=brand, seed=seed, day=day, accounts=listed).encode()
