"""What all pages of one start share."""

from __future__ import annotations

from dataclasses import dataclass, field
from getpass import getuser
from urllib.parse import urlsplit

from django.http import HttpRequest

from balise.domain.team import Who
from balise.web.board import Board
from balise.web.desk import Desk
from balise.web.key import Key
from balise.web.listing import Listings
from balise.web.restores import Restores
from balise.workspace import Workspace, default_folder

ENVIRON = "balise.site"
LOOPBACK = "127.0.0.1"
_HTTP = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A workspace served on one port of this machine.

    Parameters
    ----------
    port
        Where it listens.
    language
        That of a reader who asks for none of ours.
    user
        The one of this computer, as long as there are no logins.
    public
        The address by which a team calls it, `https://balise.example.org`; empty where only this
        computer does.
    restores
        Who puts a backup in place, and how the last time went.
    """

    space: Workspace
    port: int
    language: str = "en"
    public: str = ""
    key: Key = field(default_factory=Key)
    restores: Restores = field(default_factory=Restores)
    user: Who = field(default_factory=lambda: Who(name=getuser(), is_master=True))
    desk: Desk = field(init=False)
    board: Board = field(init=False)
    listings: Listings = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "desk", Desk(self.space))
        object.__setattr__(self, "board", Board(self.space))
        object.__setattr__(self, "listings", Listings(self.space))

    @property
    def hosts(self) -> frozenset[str]:
        """List the names by which a browser may call us; any other is an attack by DNS."""
        names = ("127.0.0.1", "localhost", "[::1]")
        bare = names if self.port == _HTTP else ()
        ours = (f"{name}:{self.port}" for name in names)
        return frozenset([*ours, *bare, *([urlsplit(self.public).netloc] if self.public else [])])

    @property
    def is_secure(self) -> bool:
        """Tell whether browsers reach us through TLS: then cookies travel no other way."""
        return self.public.startswith("https://")

    @property
    def is_server(self) -> bool:
        """Tell whether the posts lie on a server, whose address may hold a password."""
        return self.space.place.startswith(("postgres://", "postgresql://"))

    @property
    def is_default(self) -> bool:
        """Tell whether the verbs find this workspace without being told where it is."""
        return self.is_server or self.space.place == str(default_folder())

    @property
    def shown(self) -> str:
        """Name the workspace to a reader."""
        return "PostgreSQL" if self.is_server else str(self.space.folder.resolve())

    @property
    def cookie(self) -> str:
        """Name the cookie of the session: browsers share cookies between ports."""
        return "__Host-balise" if self.is_secure else f"balise-{self.port}"

    @property
    def address(self) -> str:
        """Give the start address, which works once; that of a team asks who is there."""
        if self.public:
            return f"{self.public}/"
        if self.space.has_people():
            return f"http://127.0.0.1:{self.port}/"
        return f"http://127.0.0.1:{self.port}/?token={self.key.token}"


def site_of(request: HttpRequest) -> Site:
    """Give the site that a request was sent to."""
    found = request.META[ENVIRON]
    if not isinstance(found, Site):
        raise TypeError(found)
    return found
