"""Words that say nothing about a post.

Function words of French and English of three letters and more (shorter ones are no content words
anyway), the halves that an apostrophe leaves (`aujourd'hui`, `don't`), and what a network or a
browser adds. The lists are our own, written by hand, and short on purpose: a word that is missing
here costs the model one weak column, a word too many hides a subject.
"""

from __future__ import annotations

_FR = """
afin ai ainsi alors apres après are as au aucun aucune aujourd aussi autre autres aux avaient
avait avant avec avez avoir avons ayant beaucoup bien bon car ceci cela celle celles celui cent
ces cet cette ceux chaque chez chose choses comme comment dans del depuis des deux dire dit dont
donc dès déjà elle elles encore entre est etc eux fait faire fois font hui ici ils jamais jusqu
jusque juste les leur leurs lors lorsque mais mes mieux moi moins mon même mêmes ne non nos
notre nous nouveau par parce pas pendant peu peut peuvent plus plusieurs pour pourquoi pourra
pouvez puis quand que quel quelle quelles quelqu quelque quelques quels qui quoi rien sans sera
seront ses seulement sien soit sommes son sont sous souvent suis sur tant tel telle tels tes toi
ton toujours tous tout toute toutes trop très une vers voici voilà vont vos votre vous vraiment
vôtre été étaient était êtes être
"""
_EN = """
about above after again all also although always and any are aren because been before being below
between both but can cannot could couldn did didn does doesn doing don done down during each
either else ever every few for from further get gets getting got had hadn has hasn have haven
having her here hers herself him himself his how however into isn its itself just let like made
make makes many may maybe might more most much must myself neither never nor not now off often
once one only onto other others our ours ourselves out over own per put rather really same shall
she should shouldn since some still such than that the their theirs them themselves then there
these they thing things this those though through thus too two under until upon use used using
very via was wasn way well were weren what when where whether which while who whom whose why
will with within without won would wouldn yes yet you your yours yourself yourselves
"""
_ADDED = "amp com gif gmt href html http https jpg lol nbsp php png quot utm www"

STOP_WORDS = frozenset(f"{_FR} {_EN} {_ADDED}".split())
