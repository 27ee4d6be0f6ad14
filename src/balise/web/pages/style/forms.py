"""A form that shows its fields, one of them wrong."""

from __future__ import annotations

from django import forms

from balise.words import Speech, mark


class Example(forms.Form):
    """One field of each sort."""

    name = forms.CharField(max_length=8)
    kind = forms.ChoiceField()
    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
    share = forms.IntegerField(required=False)
    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False)

    def __init__(self, s: Speech) -> None:
        super().__init__(data={"name": "", "kind": "video", "day": "2026-11-01", "share": "x"})
        self.fields["kind"] = forms.ChoiceField(
            choices=[(code, s.term("kind", code)) for code in ("carousel", "image", "video")]
        )
        for name, label in _LABELS.items():
            self.fields[name].label = s.text(label)
        self.fields["name"].help_text = s.text(mark("As your readers know it."))
        self.fields["name"].error_messages["required"] = s.text(mark("Give it a name."))
        self.fields["share"].widget = forms.TextInput(attrs={"inputmode": "numeric"})
        self.fields["share"].error_messages["invalid"] = s.text(mark("Write a whole number."))


_LABELS = {
    "name": mark("Name"),
    "kind": mark("Format"),
    "day": mark("First day"),
    "share": mark("Share in percent"),
    "text": mark("Text"),
}
