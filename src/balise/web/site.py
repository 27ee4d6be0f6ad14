"""What all pages of one start share."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.http import HttpRequest

from balise.web.desk import Desk
from balise.web.key import Key
from balise.workspace import Workspace, default_folder

ENVIRON = "balise.site"
_HTTP = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A workspace served on one port of this machine.

    `language` is that of a reader who asks for none of ours.
    """

    space: Workspace
    port: int
    language: str = "en"
    key: Key = field(default_factory=Key)
    desk: Desk = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "desk", Desk(self.space))

    @property
    def hosts(self) -> frozenset[str]:
        """List the names by which a browser may call us; any other is an attack by DNS."""
        names = ("127.0.0.1", "localhost", "[::1]")
        bare = names if self.port == _HTTP else ()
        return frozenset([*(f"{name}:{self.port}" for name in names), *bare])

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
        return f"balise-{self.port}"

    @property
    def address(self) -> str:
        """Give the start address, which works once."""
        return f"http://127.0.0.1:{self.port}/?token={self.key.token}"


def site_of(request: HttpRequest) -> Site:
    """Give the site that a request was sent to."""
    found = request.META[ENVIRON]
    if not isinstance(found, Site):
        raise TypeError(found)
    return found
