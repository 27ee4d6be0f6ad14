"""Native ids as the networks make them: most hold the time of the post."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_X_EPOCH_MS = 1_288_834_974_657
_INSTAGRAM_EPOCH_MS = 1_314_220_021_721
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_UNIX = datetime(1970, 1, 1, tzinfo=UTC)


def _ms(at: datetime) -> int:
    return (at - _UNIX) // timedelta(milliseconds=1)


def _from_ms(ms: int) -> datetime:
    return _UNIX + timedelta(milliseconds=ms)


def x_id(at: datetime, salt: int) -> str:
    """Give the snowflake of a post on X.

    Examples
    --------
    >>> at = datetime(2026, 3, 8, 9, 30, tzinfo=UTC)
    >>> x_time(x_id(at, 7)) == at
    True
    """
    return str((_ms(at) - _X_EPOCH_MS) << 22 | salt % 2**22)


def x_time(native: str) -> datetime:
    """Read the time in a snowflake."""
    return _from_ms((int(native) >> 22) + _X_EPOCH_MS)


def tiktok_id(at: datetime, salt: int) -> str:
    """Give the id of a video on TikTok: its upper half is the Unix time in seconds.

    Examples
    --------
    >>> tiktok_time(tiktok_id(datetime(2026, 3, 8, 9, 30, tzinfo=UTC), 7)).minute
    30
    """
    return str(_ms(at) // 1000 << 32 | salt % 2**32)


def tiktok_time(native: str) -> datetime:
    """Read the time in the id of a video."""
    return _from_ms((int(native) >> 32) * 1000)


def instagram_shortcode(at: datetime, salt: int) -> str:
    """Give the 11 characters that end the address of a post on Instagram.

    Examples
    --------
    >>> at = datetime(2026, 3, 8, 9, 30, tzinfo=UTC)
    >>> len(instagram_shortcode(at, 7)), instagram_time(instagram_shortcode(at, 7)) == at
    (11, True)
    """
    number = (_ms(at) - _INSTAGRAM_EPOCH_MS) << 23 | salt % 2**23
    return "".join(_ALPHABET[number >> 6 * place & 63] for place in reversed(range(11)))


def instagram_time(shortcode: str) -> datetime:
    """Read the time in a shortcode."""
    number = 0
    for letter in shortcode:
        number = number << 6 | _ALPHABET.index(letter)
    return _from_ms((number >> 23) + _INSTAGRAM_EPOCH_MS)


def _media_id(at: datetime, salt: int) -> str:
    """17 digits that do not grow with time, as those of the Graph API."""
    return str(17_800_000_000_000_000 + (_ms(at) * 2_654_435_761 + salt) % 390_000_000_000_000)


def _page_post_id(at: datetime, salt: int) -> str:
    """15 digits that grow with time."""
    return str(100_000_000_000_000 + (_ms(at) // 1000 - 1_600_000_000) * 1_000_000 + salt % 10**6)


def native_id(network: str, at: datetime, salt: int) -> str:
    """Give the id that `network` would give to a post of that moment.

    Examples
    --------
    >>> len(native_id("instagram", datetime(2026, 3, 8, tzinfo=UTC), 1))
    17
    """
    makers = {"x": x_id, "tiktok": tiktok_id, "instagram": _media_id, "facebook": _page_post_id}
    maker = makers.get(network)
    return maker(at, salt) if maker else f"{_ms(at)}{salt % 1000:03d}"


def address(network: str, handle: str, native: str, kind: str = "") -> str:
    """Give the public address of a post; that of Instagram needs the shortcode as `native`.

    Examples
    --------
    >>> address("tiktok", "a.demo", "7")
    'https://www.tiktok.com/@a.demo/video/7'
    """
    reel = kind == "short_video"
    if network == "instagram":
        return f"https://www.instagram.com/{'reel' if reel else 'p'}/{native}/"
    if network == "facebook" and reel:
        return f"https://www.facebook.com/reel/{native}/"
    places = {
        "facebook": f"https://www.facebook.com/{handle}/posts/{native}",
        "x": f"https://x.com/{handle}/status/{native}",
        "tiktok": f"https://www.tiktok.com/@{handle}/video/{native}",
    }
    return places.get(network, f"https://example.org/{network}/{handle}/{native}")
