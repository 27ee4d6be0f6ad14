"""Why each question is asked, in a sentence, and its name in the list of answers."""

from __future__ import annotations

from collections.abc import Mapping

from balise.words import mark

WHY: Mapping[str, str] = {
    "starter": mark(
        "A starter brings the themes, the asks, the formats and the ideas of its trade. "
        "You can change all of them later."
    ),
    "name": mark("It stands on the road map and on every page."),
    "want": mark("One thing comes first: the calendar is made to serve it."),
    "kpi": mark("What is counted decides what is a success, and what the calendar aims at."),
    "target": mark("With a figure and a date it can be told, later, whether it worked."),
    "audience": mark("Who they are decides which networks come first, and what is said there."),
    "hours": mark("The calendar never asks for more than you can make in this time."),
    "accounts": mark(
        "They are ranked for the people you named, by published figures. Fewer, done well, is more."
    ),
    "pillars": mark("A few themes make you known for something, and give each post its reason."),
    "voice": mark("Briefs are written in this tone, and your own hashtags go with every post."),
}
SHORT: Mapping[str, str] = {
    "starter": mark("Trade"),
    "name": mark("Name"),
    "want": mark("Wish"),
    "kpi": mark("Counted"),
    "target": mark("Target"),
    "audience": mark("Audience"),
    "hours": mark("Hours a week"),
    "accounts": mark("Networks"),
    "pillars": mark("Themes"),
    "voice": mark("Voice"),
}
NOTHING_CHOSEN = mark("Choose one at least.")
NO_END = mark("Write a figure, and the day by which it is to be reached.")
UNFIT: Mapping[str, str] = {
    "audience": mark("Write ages in figures, the youngest first, such as 25 and 40."),
    "accounts": mark(
        "This cannot be read. Followers and posts a week are figures, such as 340 and 2, a handle "
        "is written as the network shows it, and one network at least must take what you make."
    ),
}
"""What is wrong with an answer of several fields, where a terminal would show its own form."""
