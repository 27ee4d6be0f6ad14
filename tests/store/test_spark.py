"""Sums through Ibis on a cluster of Spark: a standalone master and two workers, all on loopback."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from tests.property.rows_made import DESIGN, assert_same
from tests.store.posts_made import rows_made

from balise.learn.sums import gather
from balise.store import snapshot, warehouse

HERE = "127.0.0.1"
PATIENCE = 90  # seconds until a server of Spark says that it is there
pytestmark = [
    pytest.mark.e2e,
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::UserWarning", "ignore::ResourceWarning"),
    pytest.mark.skipif(find_spec("pyspark") is None, reason="pyspark is not here: make spark"),
    pytest.mark.skipif(shutil.which("java") is None, reason="Java is not here: make spark"),
]


@contextmanager
def server(kind: str, words: list[str], folder: Path, says: str) -> Iterator[str]:
    """Run a server of Spark until it says something, and end it after use."""
    import pyspark  # noqa: PLC0415 - imported where it is there

    home = Path(pyspark.__file__).parent
    log = folder / f"{kind}-{len(list(folder.iterdir()))}.log"
    command = [str(home / "bin/spark-class"), f"org.apache.spark.deploy.{kind}", *words]
    environment = {**os.environ, "SPARK_HOME": str(home), "SPARK_LOCAL_IP": HERE}
    with log.open("w") as out:
        started = subprocess.Popen(  # noqa: S603 - a program of the wheel
            command, env=environment, stdout=out, stderr=subprocess.STDOUT, cwd=folder
        )
    try:
        yield _said(started, log, says)
    finally:
        started.terminate()
        started.wait(30)


def _said(started: subprocess.Popen[bytes], log: Path, says: str) -> str:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and started.poll() is None:
        if found := re.search(says, log.read_text()):
            return found[1]
        time.sleep(0.2)
    raise AssertionError(log.read_text()[-2_000:])


@pytest.fixture
def spark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Start a master, two workers and a session on them."""
    from pyspark.sql import SparkSession  # noqa: PLC0415

    monkeypatch.setenv("SPARK_LOCAL_IP", HERE)
    own = ["--host", HERE, "--port", "0", "--webui-port", "0"]
    with ExitStack() as stack:
        where = stack.enter_context(
            server("master.Master", own, tmp_path, r"Starting Spark master at (spark://\S+)")
        )
        for _ in range(2):
            words = [*own, "--cores", "1", "--memory", "600m", where]
            joined = server("worker.Worker", words, tmp_path, r"(registered with master)")
            stack.enter_context(joined)
        built = SparkSession.builder.master(where)
        for name, value in {
            "spark.driver.host": HERE,
            "spark.executor.memory": "512m",
            "spark.sql.shuffle.partitions": "4",
            "spark.ui.enabled": "false",
            "spark.sql.warehouse.dir": str(tmp_path / "tables"),
        }.items():
            built = built.config(name, value)
        session = built.getOrCreate()
        yield session
        session.stop()


def test_a_cluster_sums_as_duckdb_does(spark: Any, tmp_path: Path) -> None:
    import ibis  # noqa: PLC0415

    rows = rows_made(2_000, seed=3)
    for part in range(4):
        snapshot.write(rows[part::4], DESIGN, tmp_path / f"posts-{part}.parquet")
    files = sorted(tmp_path.glob("*.parquet"))
    spark.read.parquet(*map(str, files)).createOrReplaceTempView("posts")
    workers = spark.sparkContext._jsc.sc().statusTracker().getExecutorInfos()
    assert len(workers) == 3  # the driver, and an executor on each worker
    found = warehouse.sums(ibis.pyspark.connect(spark).table("posts"), DESIGN)
    assert_same(found, snapshot.sums(files, DESIGN))
    assert_same(found, gather(rows, DESIGN))
