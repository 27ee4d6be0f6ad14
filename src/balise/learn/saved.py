"""A fit as bytes: an `.npz` of arrays and one JSON header, nothing that runs when it is read."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from balise.domain.design import WHOLE, Column, Design
from balise.errors import FitFormatError
from balise.learn.bundles import Bundle
from balise.learn.cells import AccountCells
from balise.learn.posterior import Parts, Posterior
from balise.learn.prior import Coefficients
from balise.learn.process import Place, Scales

FORMAT = 3
_QUICK = 1  # of the levels of deflate: three times as fast as its own choice, a tenth larger
_PARTS = ("base", "slope", "local", "n")
Arrays = dict[str, NDArray[Any]]


def to_bytes(
    posterior: Posterior, *, seed: int, backend: str, curve: dict[str, Any] | None, renewed: int
) -> bytes:
    """Write a posterior and what goes with it; its accounts' own parts where it has any."""
    design = posterior.design
    accounts = list(posterior.cells)
    head = {
        "format": FORMAT,
        "seed": seed,
        "backend": backend,
        "design": {"id": design.id, "kpi": design.kpi, "timezone": design.timezone},
        "zones": design.zones,
        "columns": [(c.factor, c.level, c.group) for c in design.columns],
        "kinds": dict(posterior.kinds),
        "scales": asdict(posterior.scales),
        "variances": dict(posterior.coefficients.variances),
        "accounts": accounts,
        "own": [asdict(posterior.own[account]) for account in accounts],
        "randomised": sorted(posterior.randomised),
        "curve": curve,
        "bundles": [asdict(bundle) for bundle in posterior.bundles],
        "renewed": renewed,
    }
    cells = list(posterior.cells.values())
    whole = sparse.vstack([one.columns for one in cells], format="csr")
    return _written(
        head=np.frombuffer(json.dumps(head).encode(), np.uint8),
        mean=posterior.coefficients.mean,
        covariance=posterior.coefficients.covariance,
        size=np.array([len(one.count) for one in cells]),
        young=np.array([one.young for one in cells], np.int64),
        week=np.concatenate([one.place.week for one in cells]),
        kind=np.concatenate([one.place.kind for one in cells]),
        count=np.concatenate([one.count for one in cells]),
        y=np.concatenate([one.mean for one in cells]),
        data=_counted(cells, whole),
        index=whole.indices,
        ends=whole.indptr,
        **_numbers(cells),
        **_parts_of(posterior),
    )


def from_bytes(data: bytes) -> tuple[Posterior, dict[str, Any]]:
    """Read what `to_bytes` wrote: the posterior, and what went with it by name.

    Raises
    ------
    FitFormatError
        The bytes are no fit, or one of a later version.
    """
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as file:
            arrays: Arrays = {name: file[name] for name in file.files}
        head = json.loads(arrays["head"].tobytes())
    except (ValueError, KeyError, OSError, EOFError, zipfile.BadZipFile) as error:
        raise FitFormatError(reason=str(error)) from error
    if head.get("format") != FORMAT or "mean" not in arrays:
        raise FitFormatError(reason=f"format {head.get('format')}")
    posterior = Posterior(
        design=_design(head),
        kinds=head["kinds"],
        scales=Scales(**head["scales"]),
        coefficients=Coefficients(
            mean=arrays["mean"], covariance=arrays["covariance"], variances=head["variances"]
        ),
        cells=_cells(head["accounts"], arrays),
        own={a: Scales(**one) for a, one in zip(head["accounts"], head["own"], strict=True)},
        randomised=frozenset((factor, level) for factor, level in head["randomised"]),
        bundles=tuple(_bundle(**told) for told in head["bundles"]),
        parts=_parts(head["accounts"], arrays),
    )
    return posterior, {name: head[name] for name in ("seed", "backend", "curve", "renewed")}


def _counted(cells: Sequence[AccountCells], whole: sparse.csr_array) -> NDArray[np.int32]:
    """Give the weights of posts with each column of each cell; 1 of a young post."""
    count = np.concatenate([_weights(one.count, one.young) for one in cells])
    found = np.rint(WHOLE * whole.data * np.repeat(count, np.diff(whole.indptr)))
    return np.asarray(found.astype(np.int32))


def _means(counts: sparse.csr_array, count: NDArray[np.float64], young: int) -> sparse.csr_array:
    ends = counts.indptr
    values = counts.data / WHOLE / np.repeat(_weights(count, young), np.diff(ends))
    return sparse.csr_array((values, counts.indices, ends), shape=counts.shape)


def _weights(count: NDArray[np.float64], young: int) -> NDArray[np.float64]:
    return np.where(np.arange(len(count)) < len(count) - young, count, 1.0)


def _written(**arrays: NDArray[Any]) -> bytes:
    """Write arrays as `numpy.savez_compressed` does, quickly: fractions hardly get any smaller."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as file:
        for name, array in arrays.items():
            one = io.BytesIO()
            np.lib.format.write_array(one, np.asanyarray(array), allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy")  # without the time of the day
            how = zipfile.ZIP_STORED if array.dtype == float else zipfile.ZIP_DEFLATED
            file.writestr(entry, one.getvalue(), how, _QUICK)
    return whole.getvalue()


def _parts_of(posterior: Posterior) -> Arrays:
    if posterior.parts.keys() != posterior.cells.keys():
        return {}
    every = [posterior.parts[account] for account in posterior.cells]
    return {name: np.array([getattr(one, name) for one in every]) for name in _PARTS}


def _parts(accounts: list[str], arrays: Arrays) -> dict[str, Parts]:
    if not arrays.keys() >= set(_PARTS):
        return {}
    every = zip(*(arrays[name] for name in _PARTS), strict=True)
    return {
        account: Parts(**dict(zip(_PARTS, one, strict=True)))
        for account, one in zip(accounts, every, strict=True)
    }


def _numbers(cells: Sequence[AccountCells]) -> dict[str, Any]:
    """Lay out what is counted beside the weights, where posts have any."""
    pairs = [(one.number, one.seen) for one in cells]
    both = [(number, seen) for number, seen in pairs if number is not None and seen is not None]
    if not both or len(both) < len(cells):
        return {}
    return {
        "number": np.concatenate([number for number, _ in both]),
        "seen": np.array([seen for _, seen in both]),
        "thin": np.array([one.thin for one in cells]),
    }


def _bundle(*, factor: str, levels: list[str], n: int, split: int) -> Bundle:
    return Bundle(factor=factor, levels=tuple(levels), n=n, split=split)


def _design(head: dict[str, Any]) -> Design:
    columns = tuple(
        Column(index=i, factor=factor, level=level, group=group)
        for i, (factor, level, group) in enumerate(head["columns"])
    )
    zones = tuple((account, zone) for account, zone in head["zones"])
    return Design(**head["design"], columns=columns, zones=zones)


def _cells(accounts: list[str], arrays: Arrays) -> dict[str, AccountCells]:
    ends = np.concatenate([[0], np.cumsum(arrays["size"])])
    shape = (int(ends[-1]), len(arrays["mean"]))
    whole = sparse.csr_array((arrays["data"], arrays["index"], arrays["ends"]), shape=shape)
    young = arrays.get("young", np.zeros(len(accounts), np.int64)).tolist()
    number, seen, thin = arrays.get("number"), arrays.get("seen"), arrays.get("thin")
    found = {}
    for i, (account, start, end, late) in enumerate(
        zip(accounts, ends, ends[1:], young, strict=False)
    ):
        found[account] = AccountCells(
            account=account,
            place=Place(week=arrays["week"][start:end], kind=arrays["kind"][start:end]),
            count=arrays["count"][start:end],
            mean=arrays["y"][start:end],
            columns=_means(whole[start:end], arrays["count"][start:end], late),
            young=late,
            number=None if number is None else number[start:end],
            seen=None if seen is None else seen[i],
            thin=1.0 if thin is None else float(thin[i]),
        )
    return found
