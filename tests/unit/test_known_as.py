"""What the files call otherwise than a strategy."""

from __future__ import annotations

from datetime import UTC, datetime

from balise import learn
from balise.domain.ports import MeasuredPost
from balise.domain.post import Post
from balise.domain.strategy import CallToAction, Identity, Presence, Strategy
from balise.known_as import KnownAs, names, renamed
from balise.simulate import World

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)


def strategy(*accounts: tuple[str, str], asks: tuple[CallToAction, ...] = ()) -> Strategy:
    return Strategy(
        identity=Identity(name="Shop"),
        objectives=(),
        accounts=tuple(Presence(network=network, handle=handle) for network, handle in accounts),
        calls_to_action=asks,
    )


def post(text: str = "", *, network: str = "facebook", account: str = "The Shop") -> Post:
    return Post(uid="1", network=network, account=account, published_at=AT, kind="image", text=text)


def test_the_one_page_of_a_network_is_known_by_its_handle() -> None:
    known = names(strategy(("facebook", "the.shop")), ["facebook:The Shop"])
    (one,) = renamed([MeasuredPost(post=post(), values={}, as_of=AT)], known)
    assert one.post.account == "the.shop"
    assert known.asked(one.post).account == "The Shop"


def test_of_two_pages_none_is_guessed() -> None:
    ours = strategy(("facebook", "the.shop"))
    assert not names(ours, ["facebook:The Shop", "facebook:The other shop"]).accounts
    assert not names(strategy(("facebook", "a"), ("facebook", "b")), ["facebook:C"]).accounts


def test_an_account_that_files_name_is_left_alone() -> None:
    ours = strategy(("facebook", "the.shop"))
    assert not names(ours, ["facebook:the.shop", "facebook:Old name"]).accounts


def test_a_network_that_no_file_is_of_has_no_name() -> None:
    assert not names(strategy(("x", "shop")), ["facebook:The Shop"]).accounts


def test_a_post_asks_what_the_strategy_words_so() -> None:
    keep = CallToAction(name="keep", phrases=("Keep the sheet",))
    known = names(strategy(asks=(keep,)), [])
    assert known.post(post("Six screws. KEEP THE SHEET!")).cta == "keep"
    assert known.post(post("Nothing is asked here")).cta is None


def test_a_family_of_the_lexicon_is_the_one_ask_that_says_it() -> None:
    asks = (
        CallToAction(name="reserve", phrases=("Book your place",)),
        CallToAction(name="answer", phrases=("Comment below",)),
    )
    known = names(strategy(asks=asks), [])
    said = known.post(post("Book now at the counter"))
    assert said.cta == "reserve"
    assert known.asked(said).cta == "book"


def test_a_fit_is_asked_and_answers_by_the_names_of_the_strategy() -> None:
    world = World(3, weeks=12)
    fit = learn.fit(world.history(library="pandas"), timezone=world.brand.timezone)
    theirs = next(one for one in world.brand.presences if one.network == "facebook")
    ours = strategy(("facebook", "renamed"))
    asked = KnownAs(fit=fit, known=names(ours, [theirs.id]))
    plain = post(network="facebook", account=theirs.handle)
    assert asked.expect([post(account="renamed")]) == fit.expect([plain])
    assert asked.quantiles([post(account="renamed")]) == fit.quantiles([plain])
    scopes = {one.scope for one in asked.estimates()}
    assert theirs.id not in scopes
