"""What the hand-off of a plan may find, said in one sentence each."""

from __future__ import annotations

from balise.words.catalogue import mark

HANDOFF = {
    "handoff-past": mark("{slot}: {when} is past; it was left out."),
    "handoff-near": mark(
        "{slot}: {when} is nearer than the {minutes} minutes that {program} asks for; it was left "
        "out."
    ),
    "handoff-clock": mark(
        "{slot}: by the clock of {zone}, {when} comes twice that night or not at all, and "
        "{program} could not tell when it is meant; it was left out."
    ),
    "handoff-twice": mark(
        "{slot} says the same as {other}: {program}, or the network, would refuse it; "
        "it was left out."
    ),
    "handoff-empty": mark("{slot} has neither a text nor a brief; it was left out."),
    "handoff-network": mark("{program} does not publish on {network}. Posts left out: {n}."),
    "handoff-id": mark(
        "{program} knows {account} by an id of its own, which was not given. Posts left out: {n}."
    ),
    "handoff-unfinished": mark(
        "Texts put together from their briefs: {n}. Finish them before they are published: {slots}."
    ),
    "handoff-media": mark(
        "Posts whose pictures or films are not all in the file: {n}. Add them in {program}: "
        "{slots}."
    ),
    "handoff-column": mark(
        "The template has no column {header}: what belongs there is not in the file. "
        "Add it in {program}."
    ),
    "handoff-fill": mark("Fill in the column {header} yourself before {program} gets the file."),
}
"""Code of a finding to its English sentence, the key of the catalogue."""
