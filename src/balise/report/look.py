"""What a report carries besides its answers: a look, an analyst's notes, what no post tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from balise.domain.branding import Branding
from balise.domain.remark import Remark
from balise.report.strategic.values import NOTHING, Strategic
from balise.report.values import Answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a report carries besides its answers; `strategic` is empty where it tells of posts."""

    branding: Branding = field(default_factory=Branding)
    notes: tuple[Remark, ...] = ()
    strategic: Strategic = NOTHING

    def named(self, answers: Answers) -> Answers:
        """Give the answers under the name that is shown."""
        shown = self.branding.shown(answers.head.brand)
        return replace(answers, head=replace(answers.head, brand=shown))

    def of(self, answers: Answers, *sections: str) -> Sequence[Remark]:
        """Give the notes that stand in some parts of this report."""
        span = answers.changed.now.span if answers.changed else None
        start, end = (span.start, span.end) if span else (None, None)
        return [
            note for note in self.notes if note.section in sections and note.belongs(start, end)
        ]


PLAIN = Look()
