from __future__ import annotations

import threading
from collections.abc import Iterator

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from balise.learn import cores
from balise.learn.cores import ahead, one_each


def threads() -> set[int]:
    np.zeros((2, 2)) @ np.zeros((2, 2))
    return {one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas"}


def test_a_product_of_matrices_is_left_to_one_core_and_the_limit_ends_with_the_call() -> None:
    with threadpool_limits(limits=2, user_api="blas"):
        before = threads()
        assert one_each(threads)() == {1}
        assert threads() == before


def test_the_limit_ends_where_the_call_fails() -> None:
    with threadpool_limits(limits=2, user_api="blas"):
        before = threads()
        with pytest.raises(ValueError, match="invalid"):
            one_each(int)("x")
        assert threads() == before


def test_answers_come_in_order_and_few_wait_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cores, "_blas", lambda: (None, 3))
    taken = 0

    def items() -> Iterator[int]:
        nonlocal taken
        for i in range(100):
            taken += 1
            yield i

    answers = ahead(lambda i: -i, items())
    assert next(answers) == 0
    assert taken <= 5
    assert list(answers) == [-i for i in range(1, 100)]


def test_an_error_is_raised_where_its_answer_was_due() -> None:
    answers = ahead(lambda i: 1 // i, [1, 0, 1])
    assert next(answers) == 1
    with pytest.raises(ZeroDivisionError):
        next(answers)


def test_no_thread_outlives_a_caller_that_stops_asking() -> None:
    answers = ahead(abs, range(1000))
    assert next(answers) == 0
    answers.close()
    assert not [one for one in threading.enumerate() if one.name.startswith("balise-learn")]
