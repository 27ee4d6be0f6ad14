"""Experiments: which arm of a test is better, by how much, and whether the split can be trusted."""

from balise.experiment.compare import Comparison, compare
from balise.experiment.prior import learn_prior

__all__ = ["Comparison", "compare", "learn_prior"]
