"""What is asked in the settings of a brand."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from balise.domain.hook import Event
from balise.domain.team import Role
from balise.web.pages.account.forms import NAMES
from balise.web.sent import SaidForm
from balise.words import LANGUAGES, Speech, capital, mark
from balise.words.hooks import EVENTS
from balise.words.team import ROLES

_DAYS = (7, 14, 31, 92)


class InviteForm(SaidForm):
    """Somebody, and what they are for the brand."""

    email = forms.CharField(max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField()
    labels: ClassVar = {"email": mark("Email address")}

    def __init__(self, s: Speech, data: Any = None, **given: Any) -> None:
        super().__init__(s, data, **given)
        self.fields["role"] = forms.ChoiceField(
            label=s.text(mark("Role")),
            choices=[(str(role), s.text(ROLES[role])) for role in Role],
            initial=str(Role.EDITOR),
        )


class RoleForm(SaidForm):
    """Somebody who is here, and what they are from now on; empty: nothing any more."""

    id = forms.IntegerField(min_value=1, max_value=2**31 - 1)
    role = forms.ChoiceField(
        required=False, choices=[("", ""), *((str(role), str(role)) for role in Role)]
    )


class FeedForm(SaidForm):
    """The language of a calendar."""

    language = forms.ChoiceField(choices=[(one, NAMES[one]) for one in LANGUAGES])
    labels: ClassVar = {"language": mark("Language")}

    def __init__(self, s: Speech, data: Any = None, **given: Any) -> None:
        super().__init__(s, data, **given)
        self.fields["language"].initial = s.language


class HookForm(SaidForm):
    """Whom to call, and when."""

    url = forms.CharField(
        max_length=2_000,
        widget=forms.URLInput(attrs={"autocomplete": "off", "placeholder": "https://"}),
    )
    events = forms.MultipleChoiceField()
    labels: ClassVar = {"url": mark("Address of the program")}
    hints: ClassVar = {"url": mark("It begins with https:// and is on the public network.")}

    def __init__(self, s: Speech, data: Any = None, **given: Any) -> None:
        super().__init__(s, data, **given)
        offered = [one for one in Event if one is not Event.PING]
        self.fields["events"] = forms.MultipleChoiceField(
            label=s.text(mark("When it is called")),
            choices=[(str(one), capital(s.text(EVENTS[one]))) for one in offered],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": s.text(mark("Choose one at least."))},
        )
        for code in ("required", "max_length"):
            said = s.text(mark("Write an address that begins with https://."))
            self.fields["url"].error_messages[code] = said


class LinkForm(SaidForm):
    """Whom a link is for, how long, and for which days; none: the whole plan."""

    name = forms.CharField(max_length=200)
    email = forms.CharField(required=False, max_length=254, widget=forms.EmailInput)
    first = forms.DateField(
        required=False, widget=forms.DateInput(attrs={"type": "date"}), input_formats=["%Y-%m-%d"]
    )
    last = forms.DateField(
        required=False, widget=forms.DateInput(attrs={"type": "date"}), input_formats=["%Y-%m-%d"]
    )
    days = forms.TypedChoiceField(coerce=int)
    labels: ClassVar = {
        "name": mark("Name of the client"),
        "email": mark("Email address"),
        "first": mark("First day"),
        "last": mark("Last day"),
    }
    hints: ClassVar = {"first": mark("Leave both days empty for the whole plan.")}

    def __init__(self, s: Speech, data: Any = None, **given: Any) -> None:
        super().__init__(s, data, **given)
        self.fields["days"] = forms.TypedChoiceField(
            coerce=int,
            initial=14,
            label=s.text(mark("How long it works")),
            choices=[(n, s.text(mark("{n} days"), n=n)) for n in _DAYS],
        )
