"""What stands in a file of drafts, and how much of it a network takes."""

from __future__ import annotations

from balise.words.catalogue import mark

_SHORTEN = mark("Shorten it to {limit}.")
_LIGHTER = mark("Save it smaller, at most {limit} MB.")
_CUT = mark("Cut it to the length that the network takes.")
_CROP = mark("Crop it.")
_FEWER = mark("Leave {limit} at most.")

LIMITS: dict[str, tuple[str, str]] = {
    "drafts-unreadable": (
        mark("The file cannot be read as {form}: {reason}."),
        mark("Correct that line, then check again."),
    ),
    "drafts-form": (
        mark("Drafts are not read from {value}."),
        mark("Save them as .toml, .json or .csv; a spreadsheet saves a sheet as CSV."),
    ),
    "drafts-none": (
        mark("There are no drafts in this file."),
        mark("Write each draft under [[drafts]], or one in each row of a table."),
    ),
    "drafts-many": (
        mark("The file has more than {limit} drafts; the rest was not checked."),
        mark("Split the file."),
    ),
    "draft-no-table": (
        mark("This entry is no draft: a draft has settings such as network and text."),
        mark("Write network = and text = in it."),
    ),
    "draft-key-unknown": (
        mark("There is no setting {value} in a draft."),
        mark("Settings: {allowed}."),
    ),
    "draft-key-near": (
        mark("There is no setting {value} in a draft."),
        mark("Did you mean {near}?"),
    ),
    "drafts-stray": (
        mark("{value} is no part of a file of drafts, and was not checked."),
        mark("Write [[drafts]] above each draft."),
    ),
    "draft-value-wrong": (
        mark("{key} cannot be {value}."),
        mark("Write {wanted}."),
    ),
    "draft-network-missing": (
        mark("The draft does not say for which network it is."),
        mark("Write network = with one of: {allowed}."),
    ),
    "draft-network-unknown": (
        mark(
            "{value} is no network whose rules Balise knows: only what holds everywhere is checked."
        ),
        mark("Networks with rules: {allowed}."),
    ),
    "draft-empty": (
        mark("The draft has neither text nor media."),
        mark("Write a text, or take the draft out."),
    ),
    "draft-time-local": (
        mark("{value} has no time zone; it was taken as the time in {zone}."),
        mark("Write the offset, such as +01:00, where another is meant."),
    ),
    "at-most-text-weighted": (
        mark("The text counts {found} on {network}, which takes {limit}."),
        mark("Shorten it. A link counts 23; an emoji or a Chinese, Japanese or Korean letter 2."),
    ),
    "at-most-text-graphemes": (
        mark("The text has {found} letters, emoji and signs; {network} takes {limit}."),
        _SHORTEN,
    ),
    "at-most-text-bytes": (
        mark("The text takes {found} bytes; {network} takes {limit}."),
        mark("Shorten it, or use fewer emoji: a composed one takes 10 to 35 bytes."),
    ),
    "at-most-text-characters": (
        mark("The text has {found} characters; {network} takes {limit}."),
        _SHORTEN,
    ),
    "at-most-text-utf16": (
        mark("The text has {found} characters, most emoji counting 2; {network} takes {limit}."),
        _SHORTEN,
    ),
    "at-most-text-mastodon": (
        mark("The text counts {found} on {network}, which takes {limit} by default."),
        mark(
            "Shorten it, unless your server takes more. A link counts 23, "
            "a handle without its server."
        ),
    ),
    "at-most-text-threads": (
        mark("The text counts {found} on {network}, which takes {limit}."),
        mark("Shorten it, or use fewer emoji: each counts 4 or more."),
    ),
    "at-most-title-characters": (
        mark("The title has {found} characters; {network} takes {limit}."),
        _SHORTEN,
    ),
    "at-most-link-characters": (
        mark("The link has {found} characters; {network} takes {limit}."),
        mark("Take campaign tags out of it, or make a shorter page address."),
    ),
    "at-most-alt-characters": (
        mark("The alternative text of {file} has {found} characters; {network} takes {limit}."),
        _SHORTEN,
    ),
    "at-most-hashtags": (
        mark("Hashtags: {found}; on {network} at most {limit}."),
        mark("Keep those that say most, the brand's own among them."),
    ),
    "at-most-hashtags-text": (
        mark("Hashtags in the text: {found}; on {network} at most {limit}."),
        _FEWER,
    ),
    "at-most-hashtags-extra": (
        mark("Hashtags beside the text: {found}; {network} takes {limit}."),
        _FEWER,
    ),
    "at-most-hashtags-longest": (
        mark("A hashtag beside the text has {found} letters; {network} takes {limit}."),
        _SHORTEN,
    ),
    "at-most-hashtags-total": (
        mark("The keywords have {found} characters together; {network} takes {limit}."),
        mark("Leave some out."),
    ),
    "at-most-mentions": (
        mark("Accounts named: {found}; on {network} at most {limit}."),
        mark("Name only those who will answer."),
    ),
    "at-most-cashtags": (
        mark("Signs of shares such as $ABC: {found}; {network} takes {limit}."),
        _FEWER,
    ),
    "at-most-media": (mark("Files: {found}; {network} takes {limit}."), _FEWER),
    "at-least-media": (
        mark("Files: {found}; {network} needs {limit} for this kind."),
        mark("Add files, or change the kind."),
    ),
    "at-most-images": (mark("Pictures: {found}; {network} takes {limit}."), _FEWER),
    "at-least-images": (
        mark("Pictures: {found}; {network} needs {limit} for this kind."),
        mark("Add pictures, or change the kind."),
    ),
    "at-most-videos": (mark("Videos: {found}; {network} takes {limit}."), _FEWER),
    "at-most-documents": (mark("Documents: {found}; {network} takes {limit}."), _FEWER),
    "at-most-document-bytes": (
        mark("{file} weighs {found} MB; {network} takes {limit}."),
        _LIGHTER,
    ),
    "document-unknown": (
        mark("{file} is a document, and {network} is not known to show any."),
        mark("Save its pages as pictures, or post it on LinkedIn."),
    ),
    "at-most-image-bytes": (mark("{file} weighs {found} MB; {network} takes {limit}."), _LIGHTER),
    "at-most-gif-bytes": (mark("{file} weighs {found} MB; {network} takes {limit}."), _LIGHTER),
    "at-most-video-bytes": (mark("{file} weighs {found} MB; {network} takes {limit}."), _LIGHTER),
    "at-most-video-seconds": (
        mark("{file} lasts {found} s; on {network} at most {limit}."),
        _CUT,
    ),
    "at-least-video-seconds": (
        mark("{file} lasts {found} s; on {network} at least {limit}."),
        mark("Make it longer."),
    ),
    "at-most-image-ratio": (
        mark("{file} is {found} times as wide as high; {network} takes {limit} at most."),
        _CROP,
    ),
    "at-least-image-ratio": (
        mark("{file} is {found} times as wide as high; {network} takes {limit} at least."),
        _CROP,
    ),
    "at-most-video-ratio": (
        mark("{file} is {found} times as wide as high; {network} takes {limit} at most."),
        _CROP,
    ),
    "at-least-video-ratio": (
        mark("{file} is {found} times as wide as high; {network} takes {limit} at least."),
        _CROP,
    ),
    "quota-minutes": (
        mark("This is post {found} within {span} minutes; {network} takes {limit}."),
        mark("Spread the posts out."),
    ),
    "quota-hours": (
        mark("This is post {found} within {span} hours; {network} takes {limit}."),
        mark("Spread the posts out."),
    ),
    "plan-week": (
        mark(
            "Posts of this account in the week of {week}: {found}; "
            "the strategy says {limit} at most."
        ),
        mark("Move some to another week, or change `posts_per_week`."),
    ),
    "plan-week-few": (
        mark(
            "Posts of this account in the week of {week}: {found}; "
            "the strategy says {limit} at least."
        ),
        mark("Plan more, or change `posts_per_week`."),
    ),
    "plan-day": (
        mark("Posts of this account on {day}: {found}; the strategy says {limit} at most."),
        mark("Move some to another day, or change `posts_per_day`."),
    ),
    "plan-gap": (
        mark(
            "The account's last post is {found} hours earlier; the strategy says {limit} at least."
        ),
        mark("Move one of the two, or change `min_gap_hours`."),
    ),
    "plan-hours": (
        mark("It is published at {found}; the strategy says from {start} to {end}."),
        mark("Move it, or change hours."),
    ),
    "plan-blackout": (
        mark("Nothing is published on {day}: {reason}."),
        mark("Move it to another day."),
    ),
}
