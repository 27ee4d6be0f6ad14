"""What plans, experiments and refinements may ask of a fit, whatever model is behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from balise.domain.estimate import Estimate
from balise.domain.post import Post
from balise.domain.reason import Reason

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@runtime_checkable
class Fitted(Protocol):
    """A fit of one KPI. `posts` is a post frame, or a sequence of `Post` where that is said."""

    @property
    def kpi(self) -> str:
        """Return the KPI that was learnt."""
        ...

    def predict(self, posts: Any) -> Any:
        """Forecast the outcome of each post of a frame: one row a post, in the same order."""
        ...

    def draw(self, posts: Any, n: int, *, seed: int = 0) -> NDArray[np.float64]:
        """Draw the expected outcomes (log scale) jointly: array (n, rows)."""
        ...

    def effects(self) -> Any:
        """Return the effects as a frame."""
        ...

    def explain(self, posts: Any) -> Any:
        """Take each forecast apart in multipliers, as a frame."""
        ...

    def estimates(self) -> tuple[Estimate, ...]:
        """Return the effects as values."""
        ...

    def expect(self, posts: Sequence[Post]) -> Sequence[tuple[float, float]]:
        """Return mean and standard deviation of each outcome on the log scale."""
        ...

    def quantiles(self, posts: Sequence[Post]) -> Sequence[tuple[float, float, float]]:
        """Return 5 %, 50 % and 95 % of each outcome, in the KPI's unit."""
        ...

    def reasons(self, posts: Sequence[Post]) -> Sequence[tuple[Reason, ...]]:
        """Take the forecast of each post apart in multipliers, as values."""
        ...

    def to_bytes(self) -> bytes:
        """Return all of the fit, to be read by `balise.learn.from_bytes`."""
        ...


@runtime_checkable
class Seasoned(Protocol):
    """What a fit may tell besides, and a forecast of totals is the better for."""

    def scatter(self, posts: Sequence[Post]) -> Sequence[tuple[float, float]]:
        """Tell the sd (log scale) of single posts, and the degrees of freedom behind it."""
        ...

    def grown(
        self, posts: Sequence[Post], read: Sequence[tuple[float, float]], n: int, *, seed: int = 0
    ) -> NDArray[np.float64]:
        """Draw what figures (figure, age in hours) will be at full age: array (n, posts).

        In the KPI's unit; NaN where the post was too young to tell anything.
        """
        ...
