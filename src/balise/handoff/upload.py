"""Tables that programs which publish read: one file a channel, only with what they will take."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from balise.domain.handed import Handed
from balise.domain.plan import Slot
from balise.domain.reading import Finding
from balise.handoff.gate import Gate, counted
from balise.handoff.load import Load
from balise.handoff.names import file_name, told_apart
from balise.handoff.sheet import Due, Sheet
from balise.handoff.template import Template, plain, read
from balise.words import finding

CSV = "text/csv; charset=utf-8"
_VISUAL = frozenset({"image", "carousel", "video", "short_video", "story"})

NAMED = 3
"""Posts that a finding names; all of them stand in the file."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Channel:
    """What has a file of its own; `is_open` tells that its texts still have to be finished."""

    network: str
    account: str
    zone: str
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pile:
    dues: list[Due] = field(default_factory=list)
    refused: list[Finding] = field(default_factory=list)


def write(load: Load, sheet: Sheet) -> Iterator[Handed]:
    """Write the files of a program, with what was left out and what is still to be done.

    Texts that were put together from briefs stand in a file of their own, so that nobody uploads
    them unseen; a program that marks drafts gets them as drafts.
    """
    template = None if load.template is None else read(load.template, sheet)
    gate = Gate(load=load, sheet=sheet)
    piles: dict[Channel, _Pile] = {}
    for due in gate.through():
        is_open = not (due.is_finished or sheet.has_drafts)
        piles.setdefault(_channel(due.slot, sheet, is_open=is_open), _Pile()).dues.append(due)
    for slot, why in gate.refused:
        ways = [_channel(slot, sheet, is_open=is_open) for is_open in (False, True)]
        there = next((way for way in ways if way in piles), ways[0])
        piles.setdefault(there, _Pile()).refused.append(why)
    taken: set[str] = set()
    for channel in sorted(piles):
        yield from _files(sheet, template or _own(sheet, channel), channel, piles[channel], taken)


def _channel(slot: Slot, sheet: Sheet, *, is_open: bool) -> Channel:
    return Channel(
        network=slot.network, account=slot.account, zone=sheet.zone(slot), is_open=is_open
    )


def _own(sheet: Sheet, channel: Channel) -> Template:
    more = (sheet.more or {}).get(channel.network)
    return plain(sheet, (*sheet.columns, *([more] if more and more not in sheet.columns else ())))


def _files(
    sheet: Sheet, template: Template, channel: Channel, pile: _Pile, taken: set[str]
) -> Iterator[Handed]:
    most = sheet.most or max(1, len(pile.dues))
    for start in range(0, max(1, len(pile.dues)), most):
        dues = pile.dues[start : start + most]
        name = told_apart(_name(sheet, channel, start // most if sheet.most else 0), taken)
        told = [
            *(counted(pile.refused) if start == 0 else ()),
            *_to_do(sheet, template, channel, dues),
        ]
        yield Handed(
            name=name,
            media_type=CSV,
            data=_table(sheet, template, dues),
            rows=len(dues),
            findings=tuple(replace(one, file=name) for one in told),
        )


def _name(sheet: Sheet, channel: Channel, part: int) -> str:
    return file_name(
        sheet.code,
        channel.network,
        channel.account,
        "to-finish" if channel.is_open else "",
        str(part + 1) if part else "",
        zone=channel.zone,
        ending="csv",
    )


def _table(sheet: Sheet, template: Template, dues: Sequence[Due]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=template.delimiter)
    writer.writerows(template.above)
    if template.header and sheet.columns:
        writer.writerow(template.header)
    for due in dues:
        cells = sheet.row(due)
        writer.writerow(template.filled(cells) if sheet.columns else list(cells.values()))
    return stream.getvalue().encode("utf-8-sig" if template.has_mark else "utf-8")


def _some(names: Sequence[str]) -> str:
    """Name the first few."""
    more = ", …" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def _to_do(
    sheet: Sheet, template: Template, channel: Channel, dues: Sequence[Due]
) -> Iterator[Finding]:
    """Tell what the user has to do with a file before, or after, it is uploaded."""
    if open_ := [due.slot.slot_id for due in dues if not due.is_finished]:
        yield finding("handoff-unfinished", file="", n=len(open_), slots=_some(open_))
    if bare := [due.slot.slot_id for due in dues if _is_bare(sheet, due)]:
        yield finding(
            "handoff-media", file="", n=len(bare), slots=_some(bare), program=sheet.program
        )
    column = (sheet.more or {}).get(channel.network)
    if dues and column:
        yield finding("handoff-fill", file="", column=column, header=column, program=sheet.program)
    lost = {name: None for due in dues for name in template.lost(sheet.row(due))}
    for name in lost if sheet.columns else ():
        yield finding("handoff-column", file="", column=name, header=name, program=sheet.program)


def _is_bare(sheet: Sheet, due: Due) -> bool:
    is_short = sheet.takes(due) < len(due.media)
    return is_short or (due.slot.kind in _VISUAL and not due.media)
