"""What a workspace is asked when reports get a look, a person's words, and a place to be kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from balise import composing, report as reporting
from balise.domain.beside import Beside
from balise.domain.branding import (
    LEAST_CONTRAST,
    LONGEST_NAME,
    PAPER,
    Branding,
    colour,
    contrast,
    readable,
)
from balise.domain.kept_report import FORMS, KeptReport, ReportAsked, ReportFile
from balise.domain.ports import Store
from balise.domain.remark import LONGEST, SECTIONS, Remark
from balise.domain.report_schedule import DueReport
from balise.domain.standing import Foretold, Standing
from balise.errors import (
    BrandingNameError,
    ColourError,
    ColourFaintError,
    NoteLongError,
    NoteSectionError,
    ReportFormError,
)
from balise.report import Answers, Look, Material
from balise.report.logo import drawn_anew


class Presenting:
    """The part of `balise.workspace.Workspace` that dresses reports and keeps them."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def store(self) -> Store:
            """The store."""

        beside: Callable[[str], Beside | None]
        foretell: Callable[[str], Foretold | None]

        def brand(self, name: str | None = None) -> str:
            """Choose the brand."""

        def gather(self, brand: str | None = None) -> Material:
            """Take all that is known of a brand."""

        def learnt(self, material: Material, *, kpi: str = "engagement") -> Material:
            """Add what is learnt of a KPI."""

        def standing(self, brand: str, *, now: datetime) -> Standing:
            """Tell how a brand stands."""

        def _whose(self, brand: str | None) -> str:
            """Choose the brand that something new is of."""

    def branding(self, brand: str | None = None) -> Branding:
        """Give the look of a brand's reports; the usual one where none was kept."""
        return self.store.branding(self._whose(brand))

    def keep_branding(
        self,
        brand: str | None = None,
        *,
        name: str | None = None,
        accent: str | None = None,
        logo: bytes | None = None,
    ) -> Branding:
        """Keep a look; what is None stays as it was, what is empty is as if never said.

        Raises
        ------
        ColourError, ColourFaintError, LogoError, BrandingNameError
            Where it cannot be taken; nothing is kept then.
        """
        whose = self._whose(brand)
        old = self.store.branding(whose)
        new = Branding(
            name=old.name if name is None else _name(name),
            accent=old.accent if accent is None else _accent(accent),
            logo=old.logo if logo is None else (drawn_anew(logo) if logo else None),
        )
        self.store.keep_branding(whose, new)
        return new

    def remarks(self, brand: str | None = None) -> tuple[Remark, ...]:
        """Give the notes of a brand, in the order of the report."""
        return self.store.remarks(self._whose(brand))

    def keep_remark(  # noqa: PLR0913 - what a note is, each by its name
        self,
        section: str,
        text: str,
        brand: str | None = None,
        *,
        by: str = "",
        about: date | None = None,
        now: datetime | None = None,
    ) -> Remark:
        """Keep a note in place of that of the same section and period; an empty text removes it.

        `about` is the last day of the period that it speaks of; without it every report shows it.

        Raises
        ------
        NoteSectionError, NoteLongError
            Where there is no such part, or it is too long.
        """
        if section not in SECTIONS:
            raise NoteSectionError(section=section, known=", ".join(SECTIONS))
        if len(text) > LONGEST:
            raise NoteLongError(n=len(text), most=LONGEST)
        at = now or datetime.now(UTC)
        note = Remark(section=section, text=text, by=by, at=at, about=about)
        self.store.keep_remark(self._whose(brand), note)
        return note

    def look(self, brand: str | None = None) -> Look:
        """Give what a report of a brand carries besides its answers."""
        whose = self._whose(brand)
        return Look(branding=self.store.branding(whose), notes=self.store.remarks(whose))

    def compose(  # noqa: PLR0913 - what is asked, and what is known of it already, each by its name
        self,
        brand: str | None = None,
        asked: ReportAsked | None = None,
        *,
        now: datetime | None = None,
        known: Material | None = None,
        found: Answers | None = None,
        is_anew: bool = True,
    ) -> tuple[Answers, Look]:
        """Answer what a report is asked for, and gather what it carries besides.

        `known` and `found` are the posts with what was learnt of them and the answers to them,
        where somebody has them already. Where the objectives of the plan stand is told anew, and
        kept, if figures or slots came in since; not so where it is not to be told `is_anew`.
        Raises what `answers` raises.
        """
        wanted, whose = asked or ReportAsked(), self.brand(brand)
        known = known or self.learnt(self.gather(whose), kpi=wanted.kpi)
        if found is None:
            found = reporting.answer(known, start=wanted.start, end=wanted.end)
            found = replace(found, beside=self.beside(whose))
        look, moment = self.look(whose), now or datetime.now(UTC)
        if not wanted.parts:
            return found, look
        standing = self.standing(whose, now=moment)
        is_old = "objectives" in wanted.parts and standing.is_outdated
        if is_old and is_anew and self.foretell(whose):
            standing = self.standing(whose, now=moment)
        told = composing.strategic(
            self.store, known, found, standing, parts=wanted.parts, now=moment
        )
        return found, replace(look, strategic=told)

    def make_report(
        self,
        brand: str | None = None,
        asked: ReportAsked | None = None,
        *,
        by: str = "",
        now: datetime | None = None,
        due: DueReport | None = None,
    ) -> KeptReport:
        """Make a report and keep it as it is now; `due` is what it is made for.

        Raises what `answers` raises, and `ReportFormError` where there is no such form.
        """
        wanted = asked or ReportAsked()
        if wanted.form not in FORMS:
            raise ReportFormError(form=wanted.form, known=", ".join(FORMS))
        moment = now or datetime.now(UTC)
        found, look = self.compose(brand, wanted, now=moment)
        content = reporting.render(found, language=wanted.language, form=wanted.form, look=look)
        made = _made(found, wanted, content, by, moment)
        if due is not None:
            made = replace(made, schedule=due.schedule.id, day=due.day)
        return self.store.keep_report(made, content)

    def reports(self, brand: str | None = None) -> tuple[KeptReport, ...]:
        """Give the reports of a brand that were kept, newest first."""
        return self.store.reports(self._whose(brand))

    def report_file(self, brand: str | None, id_: int) -> ReportFile:
        """Give a kept report and its bytes.

        Raises
        ------
        RecordNotFoundError
            Where the brand has no such report.
        """
        return self.store.report_file(self._whose(brand), id_)

    def forget_report(self, brand: str | None, id_: int) -> None:
        """Remove a kept report; links to it end."""
        self.store.forget_report(self._whose(brand), id_)


def _name(said: str) -> str:
    name = " ".join(said.split())
    if len(name) > LONGEST_NAME:
        raise BrandingNameError(n=len(name), most=LONGEST_NAME)
    return name


def _accent(said: str) -> str:
    if not said.strip():
        return Branding().accent
    found = colour(said)
    if found is None:
        raise ColourError(colour=said.strip()[:20])
    if contrast(found, PAPER) < LEAST_CONTRAST:
        raise ColourFaintError(
            colour=found,
            contrast=f"{contrast(found, PAPER):.1f}",
            least=LEAST_CONTRAST,
            nearest=readable(found),
        )
    return found


def _made(found: Answers, asked: ReportAsked, content: bytes, by: str, now: datetime) -> KeptReport:
    span = found.changed.now.span if found.changed else None
    return KeptReport(
        brand=found.head.brand,
        form=asked.form,
        language=asked.language,
        kpi=asked.kpi,
        start=span.start if span else asked.start,
        end=span.end if span else asked.end,
        made_at=now,
        by=by,
        digest=hashlib.sha256(content).hexdigest(),
        size=len(content),
        provenance=found.head.provenance,
        is_made_up=found.head.is_made_up,
    )
