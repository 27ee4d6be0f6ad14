"""Manners, access for all, the brand and its ask: what a check of drafts says of them."""

from __future__ import annotations

from balise.words.catalogue import mark

_REWORD = mark("Say it in other words.")
_NAME_AD = mark("Write it first in the text, in plain words: “Ad”, “Paid partnership with …”.")

MANNERS: dict[str, tuple[str, str]] = {
    "same-text": (
        mark("The text is nearly that of line {other}, for the same account."),
        mark("Rewrite one of them, or leave it out."),
    ),
    "same-text-accounts": (
        mark("The text is nearly that of line {other}, for another account of {network}."),
        mark("Give each account words of its own."),
    ),
    "same-text-post": (
        mark("The text is nearly that of the post of {day} at {time}, for the same account."),
        mark("Rewrite one of them, or leave it out."),
    ),
    "same-text-post-accounts": (
        mark(
            "The text is nearly that of the post of {day} at {time}, for another account of "
            "{network}."
        ),
        mark("Give each account words of its own."),
    ),
    "mention-many": (
        mark("Accounts named: {found}. So many read as mention spam."),
        mark("Name only those whom the post is about."),
    ),
    "mention-again": (
        mark("@{value} is named in {found} drafts of this account."),
        mark("Name an account where the post is about it, and nowhere else."),
    ),
    "bait": (
        mark("“{value}” begs for reactions, which {network} shows to fewer people."),
        mark("Ask a real question, or give a reason to react."),
    ),
    "giveaway": (
        mark("“{value}”: a giveaway that asks to follow or repost may count as manipulation."),
        mark("Let people take part in another way, such as an answer."),
    ),
    "giveaway-terms": (
        mark("The giveaway (“{value}”) does not say until when, or where its rules are."),
        mark("Add the last day and the address of the rules."),
    ),
    "affiliate": (
        mark("{value} earns a commission, and the text does not say so."),
        mark("Say that the link is an affiliate link."),
    ),
    "ad-undeclared": (
        mark(
            "“{value}” sounds like an advertisement, and the draft does not say whether it is one."
        ),
        mark("Set is_ad or is_partner to true or false."),
    ),
    "ad-label": (
        mark("This is an ad or a partnership, and the text does not say so in plain words."),
        _NAME_AD,
    ),
    "ad-label-late": (
        mark("The text says that it is an ad only after {found} characters; at most {limit}."),
        _NAME_AD,
    ),
    "ad-setting": (
        mark("An ad or a partnership on {network} needs its own setting at publication."),
        mark("Turn on the disclosure of paid content when you publish."),
    ),
    "ai-setting": (
        mark("Realistic pictures or sound made by AI need a label on {network}."),
        mark("Turn on the label for AI content when you publish."),
    ),
    "ai-label": (
        mark("Made with AI, and the text does not say so."),
        mark("Say it in the text, or turn on the network's own label."),
    ),
    "virtual-label": (
        mark("A face or silhouette made by AI in a promotion must be named as such in France."),
        mark("Write “Images virtuelles” on the picture and in the text."),
    ),
    "reserved-word": (
        mark("“{value}” is kept for the two legal periods of sales in France."),
        mark("Write “promotion”, “remise” or “offre”, or publish within the period."),
    ),
    "tags-generic": (
        mark("#{value} says nothing of the post, and does not help on {network}."),
        mark("Take a hashtag that says what the post is about."),
    ),
    "tag-digits": (
        mark("#{value} is made of digits only and is no hashtag on {network}."),
        mark("Add a word to it."),
    ),
    "tag-banned": (
        mark("#{value} is among the hashtags that the strategy never uses."),
        mark("Leave it out."),
    ),
    "tags-own-many": (
        mark("Hashtags: {found}; the strategy says {limit} at most."),
        mark("Keep those that say most, the brand's own among them."),
    ),
    "tags-no-brand": (
        mark("None of the hashtags is the brand's own: {roles}."),
        mark("Add {wanted}."),
    ),
    "tags-broad": (
        mark("All hashtags are ones that millions use: {value}."),
        mark("Add one of the brand, of the place or of the subject."),
    ),
    "tag-case": (
        mark("Screen readers spell #{value} as one word."),
        mark("Write #{wanted}."),
    ),
    "tag-case-unsure": (
        mark("Screen readers spell #{value} as one word."),
        mark("Begin each of its words with a capital."),
    ),
    "tags-inside": (
        mark("Hashtags inside the sentence: {found}. Screen readers read each sign aloud."),
        mark("Put hashtags at the end."),
    ),
    "alt-missing": (
        mark("{file} has no alternative text."),
        mark("Write in alt what the picture shows, for those who do not see it."),
    ),
    "alt-prefix": (
        mark(
            "The alternative text of {file} begins with “{value}”, which screen readers say anyway."
        ),
        mark("Begin with what is shown."),
    ),
    "captions-missing": (
        mark("{file} has no captions."),
        mark('Name their file in captions, or write captions = "in the picture".'),
    ),
    "emoji-wall": (
        mark("Emoji in a row: {found}. Screen readers read the name of each."),
        mark("Keep one."),
    ),
    "emoticon": (
        mark("“{value}” is drawn with signs that screen readers read one by one."),
        mark("Use one emoji, or words."),
    ),
    "fake-font": (
        mark("“{value}” is written in mathematical letters, which screen readers skip."),
        mark("Write it in plain letters."),
    ),
    "capitals": (
        mark("“{value}”: whole words in capitals are hard to read."),
        mark("Write them in lower case."),
    ),
    "caption-spam": (
        mark("Hashtags: {found}. {network} shows captions with so many to followers only."),
        mark("Keep a few that say what the post is about."),
    ),
    "link-shortened": (
        mark("{value} hides where it leads; {network} discourages it."),
        mark("Use the full address: it counts the same."),
    ),
    "link-dead": (
        mark("{value} is plain text on {network}: nobody can tap it."),
        mark("Put the address in the profile and write “link in bio”."),
    ),
    "never-say": (mark("“{value}” is among the words that the brand never says."), _REWORD),
    "always-say": (
        mark("“{value}” is missing, which the brand always says."),
        mark("Add it."),
    ),
    "emoji-banned": (
        mark("Emoji: {found}; the voice of the brand has none."),
        mark("Leave them out."),
    ),
    "emoji-many": (
        mark("Emoji: {found}; the voice of the brand uses them sparingly, {limit} at most."),
        mark("Keep those that add something."),
    ),
    "address-mixed": (
        mark("The text says both “tu” (“{value}”) and “vous” (“{other}”) to its reader."),
        mark("Keep to one of them."),
    ),
    "tone-formal": (
        mark("“{value}” does not fit the tone of the strategy: {tone}."),
        _REWORD,
    ),
    "drift": (
        mark("The text is less like this account's own posts than {share}% of them are, of {n}."),
        mark("Read it aloud beside two past posts. It may be right: new words are not wrong."),
    ),
    "drift-refused": (
        mark(
            "Whether the drafts sound like the brand was not measured: {n} past posts, "
            "{least} needed."
        ),
        mark("Give exports of your own posts with --past."),
    ),
    "contradiction": (
        mark("“{value}” here, “{other}” on line {line}, for what seems the same thing ({about})."),
        mark("Correct one of them, or say how they differ."),
    ),
    "ask-many": (
        mark("The text asks several things: {value}."),
        mark("Keep one; the others in posts of their own."),
    ),
    "ask-verb": (
        mark("The draft's call to action is {value}, and no verb of the text asks for it."),
        mark("Ask in plain words, with a verb: “Book your seat”, “Try it this week”."),
    ),
    "ask-nowhere": (
        mark("“{value}”, and nothing that can be reached from {network} says where."),
        mark("Add a link, a number or a place; on Instagram and TikTok write “link in bio”."),
    ),
    "ask-stage": (
        mark("“{value}” asks for {stage}, and the objective {objective} is one of {wanted}."),
        mark("Ask for something that serves the objective, or change the objective."),
    ),
}
