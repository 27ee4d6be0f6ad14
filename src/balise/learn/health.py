r"""Whether double precision carries what is solved.

Cholesky's factor is that of a matrix off by :math:`|\Delta A_{ij}| \le p u \sqrt{A_{ii} A_{jj}}`,
where :math:`u = 1.1 \times 10^{-16}` (Higham, *Accuracy and Stability of Numerical Algorithms*,
2002, theorem 10.5). In standard deviations of the posterior the solution is then off by about
p u times

.. math:: \kappa = \max_i A_{ii} (A^{-1})_{ii},

which hangs on the scale of no row or column. It is the largest variance inflation factor
(Marquardt, Technometrics 12, 1970), costs nothing where the inverse is at hand, and the condition
number of A, scaled to a diagonal of ones, lies between it and p^2 times it.

S is what is left of G'G / s^2 where the accounts' processes are taken out, with the rounding of
what there was: the diagonal of G'G / s^2 takes the place of that of A where it is larger.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Iterable

from balise.errors import ConditionError, Said
from balise.learn.process import Array
from balise.words import mark

WORST = 1e10
"""Condition up to which a thousand columns are known to a thousandth of a standard deviation."""
_log = logging.getLogger(__name__)


def condition(diagonal: Array, inverse: Array) -> float:
    """Tell how much rounding grows, from the diagonals of a matrix and of its inverse.

    Examples
    --------
    >>> import numpy as np
    >>> matrix = np.array([[1.0, 0.99], [0.99, 1.0]])
    >>> round(condition(matrix.diagonal(), np.linalg.inv(matrix).diagonal()))
    50
    """
    worst = float((diagonal * inverse).max(initial=1.0))
    return math.inf if math.isnan(worst) else worst


def watch(effects: float, accounts: Iterable[tuple[str, float]]) -> None:
    """Refuse what could not be solved, by the conditions of the effects and of each account.

    Raises
    ------
    ConditionError
        One is beyond `WORST`.

    Examples
    --------
    >>> watch(12.0, [("x:a", 4000.0)])
    """
    account, highest = max(accounts, key=lambda one: one[1], default=("", 1.0))
    _log.info("condition: effects %.1e, accounts at most %.1e", effects, highest)
    if effects > WORST:
        raise too_bad(effects)
    if highest > WORST:
        raise too_bad(highest, account)


def too_bad(found: float, account: str = "") -> ConditionError:
    """Make the error of a condition: of an account, or of the effects."""
    what = account or Said(mark("the effects"))
    return ConditionError(what=what, condition=f"{found:.0e}", most=f"{WORST:.0e}")
