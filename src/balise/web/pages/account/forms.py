"""What is asked on the pages of the account."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar
from zoneinfo import available_timezones

from django import forms

from balise.domain.team import Right
from balise.domain.token import SCOPES
from balise.web.sent import SaidForm
from balise.words import LANGUAGES, Speech, mark
from balise.words.team import RIGHTS

NAMES = {"fr": "Français", "en": "English"}
_LONGEST_PASSWORD = 4_096
_DAYS = (30, 90, 180, 366)


class Secret(forms.CharField):
    """A password."""

    def __init__(self, autocomplete: str) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        super().__init__(max_length=_LONGEST_PASSWORD, strip=False, widget=widget)


class Nothing(SaidForm):
    """A button."""


class One(SaidForm):
    """Something that is named by its number."""

    id = forms.IntegerField(min_value=1, max_value=2**31 - 1)


class ProfileForm(SaidForm):
    """Who somebody is, and how pages speak to them."""

    name = forms.CharField(
        required=False, max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    language = forms.ChoiceField(required=False)
    timezone = forms.ChoiceField(required=False)
    labels: ClassVar = {
        "name": mark("Your name"),
        "language": mark("Language"),
        "timezone": mark("Time zone"),
    }

    def __init__(self, s: Speech, data: Any = None, **given: Any) -> None:
        super().__init__(s, data, **given)
        browser, brand = mark("That of the browser"), mark("That of the brand")
        self.fields["language"] = forms.ChoiceField(
            required=False,
            label=self.fields["language"].label,
            choices=[("", s.text(browser)), *((one, NAMES[one]) for one in LANGUAGES)],
        )
        self.fields["timezone"] = forms.ChoiceField(
            required=False,
            label=self.fields["timezone"].label,
            choices=[("", s.text(brand)), *((z, z) for z in sorted(available_timezones()))],
        )


class PasswordForm(SaidForm):
    """The password of now, and the one from now on."""

    old = Secret("current-password")
    new = Secret("new-password")
    labels: ClassVar = {"old": mark("The password of now"), "new": mark("A new password")}
    hints: ClassVar = {
        "new": mark("At least twelve characters; a few words in a row are easy to keep.")
    }


class ConfirmForm(SaidForm):
    """The password, before something of the login is changed."""

    password = Secret("current-password")
    labels: ClassVar = {"password": mark("Your password")}


class CodeForm(SaidForm):
    """A code of the app."""

    code = forms.CharField(
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    labels: ClassVar = {"code": mark("Code of the app")}


class TokenForm(SaidForm):
    """A token: for what, what it may do, and how long."""

    name = forms.CharField(max_length=200)
    brand = forms.CharField(required=False, max_length=500)
    scopes = forms.MultipleChoiceField()
    days = forms.TypedChoiceField(coerce=int, initial=90)
    labels: ClassVar = {"name": mark("What it is for")}

    def __init__(self, s: Speech, data: Any = None, **given: Any) -> None:
        super().__init__(s, data, **given)
        self.fields["scopes"] = forms.MultipleChoiceField(
            label=s.text(mark("What it may do")),
            choices=[(str(right), s.text(RIGHTS[right])) for right in Right],
            initial=sorted(SCOPES),
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["days"] = forms.TypedChoiceField(
            coerce=int,
            initial=90,
            label=s.text(mark("How long it works")),
            choices=[(n, s.text(mark("{n} days"), n=n)) for n in _DAYS],
        )


class BackupForm(SaidForm):
    """Where a backup is written to."""

    file = forms.CharField(max_length=1_000)
    labels: ClassVar = {"file": mark("File on the machine that Balise runs on")}
    hints: ClassVar = {
        "file": mark(
            "The whole path, from the root of the disk. What lies in the folder of Balise is "
            "listed when a backup is to be restored."
        )
    }

    def clean_file(self) -> str:
        """Take whole paths only: from where Balise was started is nothing that a reader knows."""
        file = str(self.cleaned_data["file"])
        if not Path(file).is_absolute():
            raise forms.ValidationError(file)
        return file


class MasterForm(SaidForm):
    """An owner of the installation to be."""

    email = forms.CharField(max_length=254, widget=forms.EmailInput)
    labels: ClassVar = {"email": mark("Email address")}


class RestoreForm(SaidForm):
    """A backup that lies in the folder, or a file from the reader's computer."""

    name = forms.CharField(required=False, max_length=1_000)
    file = forms.FileField(required=False, allow_empty_file=True)

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        given = super().clean() or {}
        if not given.get("name") and not given.get("file"):
            raise forms.ValidationError("file")
        return given
