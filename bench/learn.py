"""Time, memory and accuracy of the fit, beside peers and NUTS on the same posts in the same run.

`--quick` leaves NUTS out; `--panel DIR` reads posts of the contract's layout from parquet files
instead of making brands up; `--nuts` with `--quick` brings NUTS back.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from peers import PEERS, key, missing
from scipy.stats import norm

AHEAD = 30
FINAL = datetime(2027, 6, 1, tzinfo=UTC)
OUTCOMES = ("reactions", "comments", "shares")
ZONE = "Europe/Brussels"
MEAN_OFF, SD_OFF = 0.15, 0.15
"""How far the closed form may lie from NUTS: means in standard deviations, and these in shares."""
COMPARED = ("n", "mean", "mean worst", "sd", "sd least", "sd middle", "sd most")
SYSTEMS = {"balise": "balise", "nuts": "numpyro"} | {
    name: need for name, (need, _) in PEERS.items()
}


def target(posts: pd.DataFrame) -> np.ndarray:
    """log1p of engagement."""
    parts = posts[[name for name in OUTCOMES if name in posts]]
    return np.log1p(parts.sum(axis=1, min_count=1).to_numpy(float))


def brands(number: int) -> Iterator[pd.DataFrame]:
    """Make brands up."""
    from balise.simulate import World

    for seed in range(number):
        yield World(1000 + seed).history(FINAL, library="pandas")


def panel(folder: Path, accounts: int, posts: int) -> pd.DataFrame:
    """Read the last posts of accounts of a folder, evenly chosen by name."""
    files = sorted((folder / "panel" if (folder / "panel").is_dir() else folder).glob("*.parquet"))
    frame = pd.concat([pd.read_parquet(file) for file in files], ignore_index=True)
    frame = frame[np.isfinite(target(frame))].sort_values(["account", "published_at", "post_uid"])
    size = frame.groupby("account")["post_uid"].transform("size")
    frame = frame[size >= posts + AHEAD]
    names = np.array(sorted(frame["account"].unique()))
    chosen = names[np.unique(np.linspace(0, len(names) - 1, accounts).astype(int))]
    mine = frame[frame["account"].isin(chosen)]
    return mine.groupby("account").tail(posts + AHEAD).reset_index(drop=True)


def cut(posts: pd.DataFrame, folder: Path) -> None:
    """Lay the last posts of each account aside: past, ahead without results, and the truth."""
    posts = posts[np.isfinite(target(posts))].reset_index(drop=True)
    ahead = posts.groupby(["network", "account"]).tail(AHEAD)
    past = posts.drop(ahead.index).sort_values(["published_at", "post_uid"])
    past.to_parquet(folder / "past.parquet")
    ahead.drop(columns=[c for c in (*OUTCOMES, "as_of") if c in ahead]).to_parquet(
        folder / "ahead.parquet"
    )
    np.save(folder / "truth.npy", target(ahead))


def child(system: str, folder: Path) -> None:
    """Fit and forecast in this process, on one core, and print what it took."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    past, ahead = (pd.read_parquet(folder / f"{name}.parquet") for name in ("past", "ahead"))
    import_module(SYSTEMS[system])
    from balise import learn  # for all, so that memory compares

    before, began, wall = peak_mb(), time.process_time(), time.perf_counter()
    told: dict[str, Any] = {}
    if system in PEERS:
        mean, sd = PEERS[system][1](past, target(past), ahead)
        low, high = mean - norm.ppf(0.95) * sd, mean + norm.ppf(0.95) * sd
    else:
        fitted = learn.fit(past, timezone=ZONE) if system == "balise" else draws(past)
        frame = fitted.predict(ahead)
        mean, sd = frame["mean_log"].to_numpy(), frame["sd_log"].to_numpy()
        low, high = np.log1p(frame["q05"].to_numpy()), np.log1p(frame["q95"].to_numpy())
    told |= {"seconds": time.process_time() - began, "wall": time.perf_counter() - wall}
    told |= {"peak": peak_mb(), "before": before}
    told |= scores(np.load(folder / "truth.npy"), (mean, sd, low, high), key(ahead).to_numpy())
    if system == "nuts":
        told |= beside(fitted, learn.fit(past, timezone=ZONE), ahead)
    print("told:" + json.dumps(told))


def draws(past: pd.DataFrame) -> Any:
    """Sample the same model by NUTS."""
    from balise.learn import nuts
    from balise.learn.gather import gathered

    design, sums, _ = gathered(past, timezone=ZONE)
    return nuts.sample(design, sums, backend="pandas")


def beside(nuts: Any, fit: Any, ahead: pd.DataFrame) -> dict[str, float]:
    """Hold the closed form's effects and forecasts against those of NUTS."""
    from balise.learn import contrasts, effects, own
    from balise.learn.nuts import variance

    asked = contrasts.contrasts(nuts.design, effects.posts(fit.posterior))
    mean, sd = nuts.told(asked)
    sampled = np.column_stack([mean.mean(axis=0), np.sqrt(variance(mean, sd))])
    compared = {
        "effects": (sampled, np.array(own.shared(fit.posterior, asked, own.every(fit.posterior))))
    }
    forecasts = [one.predict(ahead)[["mean_log", "sd_log"]].to_numpy() for one in (nuts, fit)]
    compared["forecasts"] = (forecasts[0], forecasts[1])
    found: dict[str, float] = {"r_hat": nuts.r_hat, "divergences": nuts.divergences}
    for name, (theirs, ours) in compared.items():
        off = np.abs(ours[:, 0] - theirs[:, 0]) / theirs[:, 1]
        ratio = ours[:, 1] / theirs[:, 1]
        found |= {
            f"{name} n": len(off),
            f"{name} mean": float((off <= MEAN_OFF).mean()),
            f"{name} mean worst": float(off.max()),
            f"{name} sd": float((np.abs(ratio - 1) <= SD_OFF).mean()),
            f"{name} sd least": float(ratio.min()),
            f"{name} sd middle": float(np.median(ratio)),
            f"{name} sd most": float(ratio.max()),
        }
    return found


def peak_mb() -> float:
    """Most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def scores(y: np.ndarray, told: tuple[np.ndarray, ...], account: np.ndarray) -> dict[str, float]:
    """CRPS, share inside the 90 % interval, and R2 against each account's own mean ahead."""
    mean, sd, low, high = told
    own = pd.Series(y).groupby(account).transform("mean").to_numpy()
    return {
        "crps": crps(y, mean, sd),
        "cover": float(((y >= low - 1e-9) & (y <= high + 1e-9)).mean()),
        "within": float(1 - np.sum((y - mean) ** 2) / np.sum((y - own) ** 2)),
        "n": len(y),
    }


def crps(y: np.ndarray, mean: np.ndarray, sd: np.ndarray) -> float:
    """Mean CRPS of a normal forecast (Gneiting and Raftery 2007, equation 21)."""
    z = (y - mean) / sd
    return float(np.mean(sd * (z * (2 * norm.cdf(z) - 1) + 2 * norm.pdf(z) - 1 / np.sqrt(np.pi))))


def measure(system: str, folder: Path) -> dict[str, float] | str:
    """Run one system in a process of its own; the last line of its error where it fails."""
    one = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "LOKY")}
    done = subprocess.run(  # noqa: S603 - this very file
        [sys.executable, __file__, "--child", system, str(folder)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | one,
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("told:")]
    if lines:
        return dict(json.loads(lines[-1].removeprefix("told:")))
    return (done.stderr.strip().splitlines() or [f"it ended with status {done.returncode}"])[-1]


def table(found: Mapping[str, Sequence[Mapping[str, float]]]) -> None:
    """Print one line a system: means over the brands, and the largest memory."""
    print("  system     seconds  peak MB  of it fit    CRPS  90 % cover  R2 within")
    for name, runs in found.items():
        mean = {k: float(np.average([r[k] for r in runs], weights=[r["n"] for r in runs]))
                for k in ("crps", "cover", "within")}  # fmt: skip
        fit_mb = max(r["peak"] - r["before"] for r in runs)
        print(
            f"  {name:9} {np.mean([r['seconds'] for r in runs]):8.2f} "
            f"{max(r['peak'] for r in runs):8.0f} {fit_mb:10.0f}"
            f" {mean['crps']:7.3f} {mean['cover']:11.1%} {mean['within']:10.3f}"
        )
    for run in found.get("nuts", ()):
        print(f"  NUTS: R-hat {run['r_hat']:.3f}, {run['divergences']:.0f} divergences")
        for what in ("effects", "forecasts"):
            told = {name: run[f"{what} {name}"] for name in COMPARED}
            print(
                f"  balise beside NUTS, {told['n']:.0f} {what}: means within {MEAN_OFF} SD "
                f"{told['mean']:.0%} (worst {told['mean worst']:.2f}), SDs within {SD_OFF:.0%} "
                f"{told['sd']:.0%} (ratio {told['sd least']:.2f} to {told['sd most']:.2f}, "
                f"middle {told['sd middle']:.2f})"
            )


def compare(sets: Sequence[pd.DataFrame], systems: Sequence[str]) -> int:
    """Run the systems on each set of posts; 1 where ours did not run."""
    found: dict[str, list[dict[str, float]]] = {}
    sizes = []
    for posts in sets:
        with tempfile.TemporaryDirectory() as name:
            cut(posts, Path(name))
            sizes.append(len(posts))
            for system in systems:
                told = measure(system, Path(name))
                if isinstance(told, str):
                    print(f"  {system} failed: {told}")
                else:
                    found.setdefault(system, []).append(told)
    print(f"  {len(sets)} sets of {min(sizes)} to {max(sizes)} posts")
    # Means over other posts would not compare.
    table({name: runs for name, runs in found.items() if len(runs) == len(sets)})
    return int(len(found.get("balise", ())) < len(sets))


def false_claims(seed: int) -> int:
    """Count what is called better or worse where nothing is; networks differ in any world."""
    from balise import learn
    from balise.simulate import World

    posts = World.null(seed).history(FINAL, library="pandas")
    effects = learn.fit(posts, timezone=ZONE).effects()
    claimed = effects["verdict"].isin(["better", "worse"]) & (effects["factor"] != "network")
    return int(claimed.sum())


def main(asked: Sequence[str] = ()) -> int:
    """Print the table, then the claims made where nothing matters."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--quick", action="store_true")
    reader.add_argument("--nuts", action="store_true")
    reader.add_argument(
        "--worlds", type=int, default=0, help="made-up brands; 3, or 2 with --quick"
    )
    reader.add_argument("--panel", type=Path, help="folder of parquet files of posts")
    reader.add_argument("--accounts", type=int, default=20, help="of the panel")
    reader.add_argument("--posts", type=int, default=150, help="of each of them, to learn from")
    told = reader.parse_args(asked)
    worlds = told.worlds or (2 if told.quick else 3)
    wanted = [
        name for name in ("balise", *PEERS, "nuts") if name != "nuts" or told.nuts or not told.quick
    ]
    systems = [name for name in wanted if not missing(SYSTEMS[name])]
    what = f"{told.panel}" if told.panel else f"{worlds} made-up brands"
    print(f"learning from posts, and forecasting the last {AHEAD} of each account: {what}")
    print(f"  {machine()}, {datetime.now(UTC):%Y-%m-%d}; each in a process of its own, one thread;")
    print("  seconds of processor time to fit and forecast")
    for name in wanted:
        if name not in systems:
            print(f"  {name}: left out, {SYSTEMS[name]} is not installed")
    sets = [panel(told.panel, told.accounts, told.posts)] if told.panel else list(brands(worlds))
    status = compare(sets, systems)
    if not told.panel:
        claims = [false_claims(2000 + seed) for seed in range(worlds)]
        print(f"  claims in {worlds} worlds without effects: {sum(claims)}")
    return status


def machine() -> str:
    """Name the processor."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text("utf-8").splitlines() if info.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return f"{names[0] if names else platform.machine()}, {os.cpu_count()} cores"


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(sys.argv[2], Path(sys.argv[3]))
    else:
        sys.exit(main(sys.argv[1:]))
