"""What the doors ask for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from unicodedata import category, normalize

from django import forms
from django.core.files.uploadedfile import UploadedFile

from balise.words import Speech, mark

_LONGEST = 120
_TAKEN = mark("There is a brand of this name already. Choose another name, or open that brand.")
_NO_NAME = mark("Write how the brand is called, on one line of {n} letters at most.")
_NO_FILE = mark("Choose one file at least.")


def name_of(said: str) -> str:
    """Take the name of a new brand as it is kept: one line that shows; empty where it is not."""
    name = normalize("NFC", said).strip()
    shows = all(letter.isprintable() for letter in name)
    hides = any(category(letter) in {"Cf", "Cc", "Cs"} for letter in name)
    return name if shows and not hides and len(name) <= _LONGEST else ""


class Chosen(forms.ClearableFileInput):
    """Choose several files at once."""

    allow_multiple_selected = True


class Files(forms.FileField):
    """One file or more."""

    widget = Chosen

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """Check each of them."""
        every: Sequence[Any] = data if isinstance(data, list | tuple) else [data]
        return [super(Files, self).clean(one, initial) for one in every if one is not None]


class FilesForm(forms.Form):
    """A brand, and the exports of its networks."""

    name = forms.CharField(max_length=500, required=False)
    files = Files(required=False, allow_empty_file=True)  # type: ignore[assignment]  # a field

    def __init__(self, *given: Any, speech: Speech, taken: Sequence[str] = (), **more: Any) -> None:
        super().__init__(*given, **more)
        self.speech, self.taken = speech, taken
        name, files = self.fields["name"], self.fields["files"]
        name.label = speech.text(mark("Name of the brand"))
        name.widget.attrs.update({"autocomplete": "organization", "required": True})
        files.label = speech.text(mark("Export files"))
        files.help_text = speech.text(
            mark("As the networks give them: CSV, Excel, JSON or ZIP. Several at once is fine.")
        )
        files.widget.attrs["required"] = True

    def clean_name(self) -> str:
        """Take a name that shows and is new."""
        name = name_of(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(self.speech.text(_NO_NAME, n=_LONGEST))
        if name in self.taken:
            raise forms.ValidationError(self.speech.text(_TAKEN))
        return name

    def clean_files(self) -> list[UploadedFile[Any]]:
        """Ask for a file."""
        files: list[UploadedFile[Any]] = self.cleaned_data["files"]
        if not files:
            raise forms.ValidationError(self.speech.text(_NO_FILE))
        return files


def taken(speech: Speech) -> str:
    """Say that a name is not free."""
    return speech.text(_TAKEN)


def unnamed(speech: Speech) -> str:
    """Say which names can be taken."""
    return speech.text(_NO_NAME, n=_LONGEST)
