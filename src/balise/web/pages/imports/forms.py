"""What is asked of somebody who brings files in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from balise.web.pages.start.forms import Files, name_of
from balise.web.uploads import MOST_BYTES, MOST_FILES
from balise.words import Speech, mark

_NO_FILE = mark("Choose one file at least.")
_MANY = mark("Choose at most {n} files at once.")
_LARGE = mark("Together the files are larger than {n} MB. Send them in several steps.")
_NO_NAME = mark("Write the name of the competitor on one line.")
_MB = 1 << 20


class ImportForm(forms.Form):
    """Files, and whose they are."""

    files = Files(required=False, allow_empty_file=True)  # type: ignore[assignment]  # a field
    competitor = forms.CharField(max_length=500, required=False, strip=True)

    def __init__(self, *given: Any, speech: Speech, **more: Any) -> None:
        super().__init__(*given, **more)
        self.speech = speech
        files, rival = self.fields["files"], self.fields["competitor"]
        files.label = speech.text(mark("Drop your export files here, or choose them"))
        files.help_text = speech.text(
            mark("CSV, Excel, JSON or ZIP, as the networks give them; at most {n} MB in all."),
            n=speech.number(MOST_BYTES // _MB),
        )
        files.widget.attrs["required"] = True
        rival.label = speech.text(mark("Name of the competitor"))
        rival.help_text = speech.text(
            mark(
                "Only where the posts are another’s: they are kept apart and never count as yours."
            )
        )

    def clean_files(self) -> list[UploadedFile[Any]]:
        """Ask for a file, and for no more than is taken at once."""
        files: list[UploadedFile[Any]] = self.cleaned_data["files"]
        if not files:
            raise forms.ValidationError(self.speech.text(_NO_FILE))
        if len(files) > MOST_FILES:
            raise forms.ValidationError(self.speech.text(_MANY, n=MOST_FILES))
        if sum(one.size or 0 for one in files) > MOST_BYTES:
            raise forms.ValidationError(self.speech.text(_LARGE, n=MOST_BYTES // _MB))
        return files

    def clean_competitor(self) -> str:
        """Take a name that shows, or none."""
        said = str(self.cleaned_data["competitor"])
        name = name_of(said)
        if said and not name:
            raise forms.ValidationError(self.speech.text(_NO_NAME))
        return name
