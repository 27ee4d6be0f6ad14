"""Drafts of a language model for the posts of a week: checked, kept in a file, not published."""

from __future__ import annotations

import json
import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from balise import write
from balise.cli.printing import keep, stderr
from balise.domain.plan import Plan, Slot
from balise.errors import FileDeniedError, FileMissingError, WriteError
from balise.plan.briefs import briefs
from balise.strategy import Strategy
from balise.words import Speech, drafts as wording, mark

FILE = "drafts.json"
WRITTEN = mark("Drafts of {model}, to be read and changed before anything is published: {path}")


def write_drafts(
    folder: Path, plan: Plan, strategy: Strategy, file: Path, tongue: Speech
) -> list[tuple[str, Path]]:
    """Write a draft for each post of the first week; what came before an error is kept.

    Raises
    ------
    FileMissingError, FileDeniedError, WriterUnsetError, WriterSettingError, ExtraMissingError
        Where the settings cannot be used.
    """
    chosen = write.settings(_table(file))
    first = [one for one in plan.slots if _is_first(one, plan)]
    cards = briefs(strategy, first, language=strategy.identity.language)
    found: list[dict[str, Any]] = []
    try:
        for one in write.drafts(cards, strategy, chosen, today=datetime.now(UTC).date()):
            found.append(_entry(one))
            for finding in one.findings:
                said = f"{one.brief.slot.slot_id}: {wording.message(tongue, finding)}"
                stderr().print(said, markup=False)
    except WriteError as error:
        stderr().print(tongue.error(error), markup=False)
    if not found:
        return []
    path = folder / FILE
    keep(path, (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode())
    return [(tongue.text(WRITTEN, model=chosen.model, path="{path}"), path)]


def _table(file: Path) -> dict[str, Any]:
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise FileMissingError(file=file) from error
    except (OSError, ValueError) as error:
        raise FileDeniedError(file=file, reason=str(error)) from error
    table = told.get("write", told)
    return dict(table) if isinstance(table, dict) else {}


def _is_first(one: Slot, plan: Plan) -> bool:
    start = plan.starts or date.min
    return start <= one.local_at.date() < start + timedelta(days=7)


def _entry(one: write.Written) -> dict[str, Any]:
    slot, draft = one.brief.slot, one.draft
    told = {
        "id": slot.slot_id,
        "network": slot.network,
        "account": slot.account,
        "kind": slot.kind,
        "title": draft.title,
        "text": draft.text,
        "publish_at": slot.local_at.isoformat(),
        "hashtags": list(draft.hashtags),
        "cta": slot.cta,
        "link": draft.link,
    }
    return {name: value for name, value in told.items() if value}
