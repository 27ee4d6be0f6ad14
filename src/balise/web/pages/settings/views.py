"""The team of a brand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

from balise.domain.team import Right, Role
from balise.errors import PersonUnknownError
from balise.web.access import needs, who_of
from balise.web.language import speech_of
from balise.web.nav import address
from balise.web.pages.account.people import told_of
from balise.web.pages.settings.forms import InviteForm, RoleForm
from balise.web.pages.settings.frame import framed
from balise.web.sent import sent
from balise.web.site import site_of
from balise.web.sure import Ask, unsure
from balise.words import mark
from balise.words.team import DUTIES, ROLES


@needs(Right.OWN, post=Right.OWN)
def team(request: HttpRequest, brand: str) -> HttpResponse:
    """List who works with a brand, and let somebody in."""
    s, space, back = speech_of(request), site_of(request).space, address("settings", brand)
    if request.method == "POST":

        def act(given: Mapping[str, Any]) -> str | HttpResponse:
            roles = {brand: Role(given["role"])}
            invited = space.invite(given["email"], by=who_of(request), roles=roles)
            return told_of(request, invited, back)

        return sent(request, InviteForm, back, act)
    roles = [(str(role), s.text(ROLES[role]), s.text(DUTIES[role])) for role in Role]
    members = [(one, str(one.roles[brand])) for one in space.people(brand)]
    is_team = space.has_people()
    return framed(
        request,
        brand,
        "settings",
        members=members,
        roles=roles,
        is_team=is_team,
        form=InviteForm(s),
    )


@needs(Right.OWN, post=Right.OWN)
def role(request: HttpRequest, brand: str) -> HttpResponse:
    """Make somebody something else for the brand, or nothing any more."""
    space, name = site_of(request).space, request.POST.get("id")
    is_taken = not request.POST.get("role")
    ask = Ask(
        title=mark("Take this person out of the brand?") if is_taken else mark("Change this role?"),
        effect=mark("They see nothing of the brand any more. What they did stays.")
        if is_taken
        else mark("They may do what the new role says, from now on."),
        button=mark("Remove") if is_taken else mark("Change it"),
        back=address("settings", brand),
        about=next((one.email for one in space.people(brand) if str(one.id) == name), ""),
        is_guarded=True,
    )
    if request.method == "POST" and (asks := unsure(request, ask)) is not None:
        return asks

    def act(given: Mapping[str, Any]) -> str:
        if given["id"] not in {one.id for one in space.people(brand)}:
            raise PersonUnknownError
        new = Role(given["role"]) if given["role"] else None
        space.change_role(given["id"], brand, new, by=who_of(request))
        return mark("Saved.")

    return sent(request, RoleForm, address("settings", brand), act)
