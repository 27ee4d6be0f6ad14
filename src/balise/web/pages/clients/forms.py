"""What is asked of somebody who brings all clients in, or wants a report of each."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from balise.domain.kept_report import FORMS
from balise.web.pages.clients.kept import MOST_FILES
from balise.web.pages.report.forms import SAID, TONGUES
from balise.web.pages.start.forms import Files
from balise.web.uploads import MOST_BYTES
from balise.words import LANGUAGES, Speech, capital, mark

_NOTHING = mark("Choose the folder that holds the folders of your clients, or a ZIP of it.")
_MANY = mark("Choose at most {n} files at once.")
_LARGE = mark("Together the files are larger than {n} MB. Send them in several steps.")
_MB = 1 << 20


class FolderForm(forms.Form):
    """The files of a folder with their paths, or a ZIP of it."""

    files = Files(required=False, allow_empty_file=True)  # type: ignore[assignment]  # a field
    paths = forms.CharField(required=False, max_length=1 << 20, strip=False)
    archive = forms.FileField(required=False)

    def __init__(self, *given: Any, speech: Speech, **more: Any) -> None:
        super().__init__(*given, **more)
        self.speech = speech
        files, archive = self.fields["files"], self.fields["archive"]
        files.label = speech.text(mark("Drop the folder of your clients here, or choose it"))
        files.help_text = speech.text(
            mark("Each folder in it is a brand of that name; at most {n} MB in all."),
            n=speech.number(MOST_BYTES // _MB),
        )
        files.widget.attrs["webkitdirectory"] = True
        archive.label = speech.text(mark("Or a ZIP of that folder"))
        archive.widget.attrs["accept"] = ".zip,application/zip"

    def clean_paths(self) -> list[str]:
        """Read the paths, which a script wrote; none where they are no list of texts."""
        try:
            found = json.loads(self.cleaned_data["paths"] or "[]")
        except (ValueError, RecursionError):
            return []
        is_list = isinstance(found, list) and all(isinstance(one, str) for one in found)
        return found if is_list else []

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two, each file with its path."""
        given = super().clean() or {}
        files: list[UploadedFile[Any]] = given.get("files") or []
        archive = given.get("archive")
        if not archive and (not files or len(files) != len(given.get("paths", ()))):
            self.add_error("files", self.speech.text(_NOTHING))
        if len(files) > MOST_FILES:
            self.add_error("files", self.speech.text(_MANY, n=MOST_FILES))
        if sum(one.size or 0 for one in [*files, *([archive] if archive else [])]) > MOST_BYTES:
            self.add_error("files", self.speech.text(_LARGE, n=MOST_BYTES // _MB))
        return given


class ReportsForm(forms.Form):
    """The form and the language of the reports of all brands."""

    form = forms.ChoiceField()
    language = forms.ChoiceField()

    def __init__(self, *given: Any, speech: Speech, **more: Any) -> None:
        super().__init__(*given, **more)
        form, language = self.fields["form"], self.fields["language"]
        form.label, language.label = speech.text(mark("Form")), speech.text(mark("Language"))
        if isinstance(form, forms.ChoiceField):
            form.choices = [(code, capital(speech.text(SAID[code]))) for code in FORMS]
        if isinstance(language, forms.ChoiceField):
            language.choices = [(code, speech.text(TONGUES[code])) for code in LANGUAGES]
        self.initial.setdefault("language", speech.language)
