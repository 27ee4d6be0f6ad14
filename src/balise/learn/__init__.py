"""Posts to a fit: what worked, and how sure we are.

`fit` learns from a data frame, `fit_sums` from sums over posts that the store keeps; both go
through the same equations, those of `balise.learn.model`.
"""

from balise.learn.fit import Fit, fit, fit_sums, from_bytes

MODEL = "cells-4"
"""Name of the model, kept with each fit: a fit of another name is made again."""

__all__ = ["MODEL", "Fit", "fit", "fit_sums", "from_bytes"]
