"""What each address of the API needs; one that says nothing is closed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja.security.base import AuthBase
from ninja.utils import check_csrf

from balise.domain.team import Right, Who
from balise.errors import (
    PageStaleError,
    RecordNotFoundError,
    RightMissingError,
    Said,
    TokenUnknownError,
)
from balise.web.access import Circle, is_known, who_of
from balise.web.api import pace
from balise.web.api.paths import bearer
from balise.web.site import site_of

_READS = frozenset({"GET", "HEAD"})


class Token(AuthBase):
    """Lets those in who have a right to the brand of the address.

    Parameters
    ----------
    need
        A right to the brand, or `Circle.INSIDE` for everybody who is known, `Circle.MASTER` for
        whom the installation belongs to (a token: with the right to own); None: nobody.
    """

    openapi_type = "http"
    openapi_scheme = "bearer"

    def __init__(self, need: Right | Circle | None) -> None:
        super().__init__()
        self.need = need

    def __call__(self, request: HttpRequest) -> Who:
        """Tell who asks.

        Raises
        ------
        TokenUnknownError, TooManyRequestsError, PageStaleError
            Where nobody known asks, too often, or from no page of ours.
        RecordNotFoundError, RightMissingError
            Where the brand may not be seen, or this not be done with it.
        """
        _known(request)
        who = who_of(request)
        self._check(request, who)
        return who

    def _check(self, request: HttpRequest, who: Who) -> None:
        match = request.resolver_match
        brand = match.kwargs.get("brand") if match else None
        if brand is not None:
            seen = who.sees(site_of(request).space.every_brand())
            if brand not in seen:
                raise RecordNotFoundError(what=Said("brand"), name=brand, known=", ".join(seen))
        if not self._is_let_in(who, brand):
            raise RightMissingError(right=self.need or "-")

    def _is_let_in(self, who: Who, brand: Any) -> bool:
        if isinstance(self.need, Right):
            return brand is not None and who.may(self.need, brand)
        is_master = who.is_master and (who.scopes is None or Right.OWN in who.scopes)
        return self.need is Circle.INSIDE or (self.need is Circle.MASTER and is_master)


def _known(request: HttpRequest) -> None:
    """See that somebody known asks, not too often, and for a change from a page of ours."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    if not is_known(request):
        pace.count(pace.STRANGERS, "stranger", address)
        raise TokenUnknownError
    who, is_read = who_of(request), request.method in _READS
    whose = bearer(request) or f"{who.name}@{address}"
    pace.count(pace.READS if is_read else pace.CHANGES, whose, "read" if is_read else "change")
    if bearer(request) is None and not is_read and check_csrf(request) is not None:
        raise PageStaleError


NOBODY = Token(None)


def needs(need: Right | Circle) -> dict[str, Any]:
    """Say what an address needs: `@router.get("...", **needs(Right.SEE))`."""
    return {"auth": Token(need), "openapi_extra": {"x-right": need.value}}
