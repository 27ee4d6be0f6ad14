"""Transactions that stay short, on a clock of our own."""

from __future__ import annotations

from balise.store.pace import Pace


class Clock:
    """Tells the time it is given."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def run(pace: Pace, clock: Clock, n: int, seconds: float) -> int:
    with pace.measured(n):
        clock.now += seconds
    return pace.rows


def test_quick_transactions_grow_up_to_a_thousand_rows() -> None:
    clock = Clock()
    pace = Pace(clock)
    assert [run(pace, clock, pace.rows, 0.01) for _ in range(5)] == [1000, 1000, 1000, 1000, 1000]


def test_slow_transactions_shrink_but_never_to_nothing() -> None:
    clock = Clock()
    pace = Pace(clock)
    assert run(pace, clock, 500, 0.2) == 250
    for _ in range(10):
        run(pace, clock, pace.rows, 0.2)
    assert pace.rows == 100


def test_a_good_pace_is_kept() -> None:
    clock = Clock()
    pace = Pace(clock)
    assert run(pace, clock, 500, 0.03) == 500


def test_a_small_transaction_says_nothing_of_large_ones() -> None:
    clock = Clock()
    pace = Pace(clock)
    assert run(pace, clock, 3, 0.001) == 500


def test_pieces_follow_the_pace() -> None:
    clock = Clock()
    pace = Pace(clock, rows=2)
    sizes = []
    for piece in pace.pieces(list(range(14))):
        sizes.append(len(piece))
        run(pace, clock, len(piece), 0.01)
    assert sizes == [2, 4, 8]
