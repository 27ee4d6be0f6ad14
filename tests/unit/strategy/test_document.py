from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import fields, replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.unit.strategy.written import FULL, LEAST

import balise
from balise.domain import strategy as noun
from balise.errors import (
    FileDeniedError,
    FileMissingError,
    NotAFileError,
    StrategyError,
    StrategyPathError,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_not_written_has_its_documented_default() -> None:
    ours = balise.Strategy.parse(LEAST)
    assert ours.identity == noun.Identity(name="Shop")
    assert ours.accounts == (noun.Presence(network="instagram", handle="shop"),)
    assert (ours.funnel, ours.capacity, ours.pillars) == ({}, {}, ())
    assert ours.plan == noun.Planning(reserve=0, explore=0.02)


def test_every_table_arrives_in_its_noun() -> None:
    ours = balise.Strategy.parse(FULL)
    assert all(getattr(ours, one.name) for one in fields(noun.Strategy))
    assert ours.objectives[0].ends == date(2027, 2, 28)
    assert ours.accounts[0].hours == (7, 22)
    assert ours.events[0].phases[1] == noun.Phase(
        name="last days", from_day=-3, to_day=0, posts_per_day=2, cta="visit"
    )
    assert ours.capacity == {"short_video": 2, "image": 6}
    assert isinstance(ours, noun.Strategy)


def test_a_round_trip_keeps_comments_order_and_blanks(tmp_path: Path) -> None:
    (tmp_path / "strategy.toml").write_bytes(FULL.replace("\n", "\r\n").encode())
    ours = balise.Strategy.load(tmp_path / "strategy.toml")
    ours.save(tmp_path / "again.toml")
    assert (tmp_path / "again.toml").read_bytes() == FULL.replace("\n", "\r\n").encode()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["again.toml", "strategy.toml"]
    assert ours == balise.Strategy.parse(FULL)


def test_values_alone_are_written_without_defaults_and_read_the_same() -> None:
    ours = balise.Strategy.parse(FULL)
    written = balise.Strategy.of(ours)
    assert written == ours
    assert "min_gap_hours" not in written.text
    assert "#" not in "".join(line for line in written.text.splitlines() if '"#' not in line)


def test_a_strategy_made_of_values_is_dumped_too() -> None:
    plain = replace(balise.Strategy.parse(LEAST), text="")
    assert balise.Strategy.parse(plain.dump()) == plain


def test_a_change_of_one_value_keeps_everything_else() -> None:
    ours = balise.Strategy.parse(FULL)
    more = ours.with_value("objectives.sales.target", 1300)
    assert more.text == FULL.replace("target = 1200 ", "target = 1300 ")
    assert more.with_value("objectives.sales.target", 1200).text == FULL
    shorter = ours.with_value("plan.reserve", None)
    assert shorter.text == FULL.replace("reserve = 0.1\n", "")


def test_names_with_points_are_found() -> None:
    ours = balise.Strategy.parse(FULL)
    more = ours.with_value("accounts.instagram:serre.du.lac.posts_per_day", 1)
    assert more.accounts[0].posts_per_day == 1
    assert more.accounts[1] == ours.accounts[1]


def test_a_table_that_was_not_there_is_added_by_a_change() -> None:
    ours = balise.Strategy.parse(LEAST).with_value("plan.reserve", 0.2)
    assert ours.plan.reserve == 0.2
    assert ours.text.startswith(LEAST.rstrip())


@pytest.mark.parametrize("path", ["objectives.fame.target", "nowhere.x", "plan.reserve.x", ""])
def test_a_change_at_a_place_that_is_not_there_is_refused(path: str) -> None:
    with pytest.raises(StrategyPathError):
        balise.Strategy.parse(FULL).with_value(path, 1)


def test_a_change_to_a_wrong_value_is_refused() -> None:
    with pytest.raises(StrategyError, match="number above 0"):
        balise.Strategy.parse(FULL).with_value("objectives.sales.target", -1)


def test_a_difference_names_the_entry_and_the_key() -> None:
    ours = balise.Strategy.parse(FULL)
    later = FULL.replace("hour = 18", "hour = 19").replace("image = 6", "image = 6\nstory = 1")
    later = later.replace('[[audiences]]\nname = "gardens"\n', "")
    told = {(one.path, one.action) for one in ours.diff(balise.Strategy.parse(later))}
    assert told == {
        ("series.Mardi astuce.hour", "changed"),
        ("capacity.story", "added"),
        ("audiences.gardens", "removed"),
    }
    assert ours.diff(ours) == ()


def test_order_and_comments_are_no_difference() -> None:
    one, two = LEAST.split("\n\n", 1)
    turned = f"# turned\n{two}\n{one}\n"
    ours = balise.Strategy.parse(LEAST)
    assert ours.diff(balise.Strategy.parse(turned)) == ()
    assert ours == balise.Strategy.parse(turned)
    assert ours.digest != balise.Strategy.parse(turned).digest


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    file = tmp_path / "strategy.toml"
    file.write_bytes(b"\xef\xbb\xbf" + LEAST.encode())
    assert balise.Strategy.load(file) == balise.Strategy.parse("\ufeff" + LEAST)


def test_a_file_of_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "strategy.toml"
    file.write_bytes(FULL.encode("cp1252"))
    with pytest.raises(StrategyError) as caught:
        balise.Strategy.load(file)
    (one,) = caught.value.findings
    line = FULL[: FULL.index("m²")].count("\n") + 1
    assert (one.code, one.line, one.file) == ("strategy-utf8", line, "strategy.toml")


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileMissingError):
        balise.Strategy.load(tmp_path / "none.toml")
    with pytest.raises(NotAFileError):
        balise.Strategy.load(tmp_path)
    with pytest.raises(FileDeniedError):
        balise.Strategy.load("a\0b")
    with pytest.raises(FileDeniedError):
        balise.Strategy.parse(LEAST).save(tmp_path / "none" / "strategy.toml")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_pipe_that_nobody_writes_to_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(NotAFileError):
        balise.Strategy.load(tmp_path / "pipe")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no /dev")
def test_an_endless_file_is_not_read() -> None:
    with pytest.raises(NotAFileError):
        balise.Strategy.load("/dev/zero")


def test_a_file_of_megabytes_is_refused(tmp_path: Path) -> None:
    (tmp_path / "big.toml").write_bytes(b"#" * (1 << 21))
    with pytest.raises(StrategyError, match="larger than 1 MB"):
        balise.Strategy.load(tmp_path / "big.toml")


def test_the_mode_of_a_file_outlives_a_save(tmp_path: Path) -> None:
    file = tmp_path / "strategy.toml"
    file.write_text(LEAST)
    file.chmod(0o600)
    balise.Strategy.load(file).save(file)
    assert file.stat().st_mode & 0o777 == 0o600


def test_to_import_balise_is_quick_and_to_name_a_strategy_needs_no_model() -> None:
    script = (
        "import sys, balise; assert 'balise.strategy' not in sys.modules;"
        "balise.Strategy; print([m for m in ('numpy', 'django', 'tomlkit') if m in sys.modules])"
    )
    told = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "[]"


def test_balise_has_no_other_names() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Stratgy'"):
        balise.Stratgy  # noqa: B018 - that it is asked for is the test
