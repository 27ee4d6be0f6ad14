"""Who comes in, and with which password."""

from __future__ import annotations

from typing import Any

from django import forms

from balise.words import Speech, mark

_LONGEST = 254
_LONGEST_PASSWORD = 4_096


class LoginForm(forms.Form):
    """Address, password, and a code where the second factor is on."""

    email = forms.CharField(
        max_length=_LONGEST,
        widget=forms.EmailInput(
            attrs={"autocomplete": "username", "autofocus": True, "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        max_length=_LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = forms.CharField(
        required=False,
        max_length=64,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "none"}
        ),
    )

    def __init__(self, s: Speech, data: Any = None) -> None:
        super().__init__(data)
        self.fields["email"].label = s.text(mark("Email address"))
        self.fields["password"].label = s.text(mark("Password"))
        self.fields["code"].label = s.text(mark("Code"))
        self.fields["code"].help_text = s.text(
            mark("Of your app, where you have switched it on; or one of your recovery codes.")
        )


class ChoiceForm(forms.Form):
    """A name and a password that is chosen."""

    name = forms.CharField(
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        max_length=_LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "minlength": 12}),
    )

    def __init__(self, s: Speech, data: Any = None, *, is_known: bool) -> None:
        super().__init__(data)
        if is_known:
            del self.fields["name"]
        else:
            self.fields["name"].label = s.text(mark("Your name"))
        self.fields["password"].label = s.text(mark("Choose a password"))
        self.fields["password"].help_text = s.text(
            mark("At least twelve characters; a few words in a row are easy to keep.")
        )
        self.fields["password"].error_messages["required"] = s.text(mark("Choose a password."))
