"""The parts of a strategy in the order in which they are read: what each is called, and is for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from balise.words import mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One table: its icon, title, purpose, and what one entry of it is called where it is added."""

    icon: str
    title: str
    about: str
    add: str = ""


PARTS: Mapping[str, Part] = {
    "strategy": Part(
        icon="building-2",
        title=mark("The brand"),
        about=mark("Whose strategy it is, in which language and in which time zone."),
    ),
    "objectives": Part(
        icon="target",
        title=mark("Objectives"),
        about=mark("What success is, each with its figure and its date."),
        add=mark("Add an objective"),
    ),
    "audiences": Part(
        icon="users",
        title=mark("Audiences"),
        about=mark("Whom it is for. Networks are ranked for these people."),
        add=mark("Add an audience"),
    ),
    "accounts": Part(
        icon="globe",
        title=mark("Networks and accounts"),
        about=mark("Where the brand speaks, and how often it may."),
        add=mark("Add an account"),
    ),
    "pillars": Part(
        icon="list",
        title=mark("Content pillars"),
        about=mark("The themes that the brand is known for, and the share of each."),
        add=mark("Add a pillar"),
    ),
    "calls_to_action": Part(
        icon="megaphone",
        title=mark("Calls to action"),
        about=mark("What readers are asked to do, in which words, and where it leads."),
        add=mark("Add a call to action"),
    ),
    "funnel": Part(
        icon="filter",
        title=mark("Funnel"),
        about=mark("How many of the posts serve each stage."),
    ),
    "hashtags": Part(
        icon="hash",
        title=mark("Hashtags"),
        about=mark("Those of the brand, those to choose from, and those never to use."),
    ),
    "capacity": Part(
        icon="clock",
        title=mark("Capacity"),
        about=mark("The pieces that can be made in a week. Without any figure there is no limit."),
    ),
    "adaptations": Part(
        icon="copy",
        title=mark("Adaptations"),
        about=mark("A piece that serves several networks is made once."),
        add=mark("Add an adaptation"),
    ),
    "plan": Part(
        icon="sliders-horizontal",
        title=mark("Planning"),
        about=mark("How much room the plan leaves, and how much learning may cost."),
    ),
    "budget": Part(icon="scale", title=mark("Budget"), about=mark("Money to boost posts with.")),
    "voice": Part(icon="message-square", title=mark("Voice"), about=mark("How the brand speaks.")),
    "competitors": Part(
        icon="eye",
        title=mark("Competitors"),
        about=mark("Public accounts that the brand is compared with."),
        add=mark("Add a competitor"),
    ),
    "series": Part(
        icon="refresh-cw",
        title=mark("Series"),
        about=mark("Appointments that come back every week."),
        add=mark("Add a series"),
    ),
    "events": Part(
        icon="calendar-days",
        title=mark("Events"),
        about=mark("Moments to lead up to, in phases."),
        add=mark("Add an event"),
    ),
    "blackouts": Part(
        icon="pause",
        title=mark("Days without posts"),
        about=mark("Days on which nothing is published, both ends included."),
        add=mark("Add days"),
    ),
    "review": Part(
        icon="history",
        title=mark("Review"),
        about=mark("When the strategy is looked at again."),
    ),
}
