"""Spark gives the answers of DuckDB to the last digit: a cluster of a master and two workers.

python -m pytest helhed/insights/tests/test_spark.py -p no:xdist     takes some minutes
"""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from helhed.insights import engines
from helhed.insights.arrow import tables
from helhed.insights.figures import figures
from helhed.insights.measures import MEASURES
from helhed.insights.records import Asked
from helhed.insights.tests import chance

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_spec("pyspark") is None, reason="helhed[spark] is not installed"),
    pytest.mark.skipif(shutil.which("java") is None, reason="there is no Java"),
]

PORT, WORKERS = 17077, 2
MASTER = f"spark://127.0.0.1:{PORT}"
ASKED = Asked(date(2024, 9, 1), date(2025, 2, 28), date(2025, 3, 1))


@pytest.fixture(scope="module")
def cluster(tmp_path_factory) -> Iterator[str]:
    """A standalone cluster on this machine's own address."""
    import pyspark

    home = Path(pyspark.__file__).parent
    place = tmp_path_factory.mktemp("spark")
    here = {**os.environ, "SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1"}
    here["SPARK_NO_DAEMONIZE"] = "1"
    begin = [str(home / "bin" / "spark-class")]
    master = [*begin, "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1"]
    worker = [*begin, "org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1"]
    running = [_run([*master, "--port", str(PORT), "--webui-port", "0"], here, place / "master")]
    for number in range(WORKERS):
        options = ["--cores", "1", "--memory", "1g", "--webui-port", "0", MASTER]
        running.append(_run([*worker, *options], here, place / f"worker{number}"))
    _until(place, running)
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    yield MASTER
    for process in running:
        process.terminate()
    for process in running:
        process.wait(30)


def _run(command: list[str], env: dict[str, str], folder: Path) -> subprocess.Popen[bytes]:
    folder.mkdir()
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(command, env=env, cwd=folder, stdout=log, stderr=log)  # noqa: S603


def _until(place: Path, running: list[subprocess.Popen[bytes]]) -> None:
    """Wait until both workers are registered."""
    for _second in range(120):
        assert all(process.poll() is None for process in running), "a part of the cluster ended"
        told = (place / "master" / "log").read_text(errors="replace")
        if told.count("Registering worker") >= WORKERS:
            return
        time.sleep(1)
    raise AssertionError("The workers did not register in time.")


@pytest.fixture(scope="module")
def both(cluster, tmp_path_factory):
    """The same facts for DuckDB and for the cluster."""
    folder = tmp_path_factory.mktemp("facts")
    for name, table in tables(chance.facts(7)).items():
        (folder / name).mkdir()
        pq.write_table(table, folder / name / "part.parquet")
    here = engines.open_snapshot(folder, engines.duckdb())
    engine = engines.spark(cluster, partitions=WORKERS)
    yield here, engines.open_snapshot(folder, engine)
    engine.disconnect()


def test_the_work_is_shared_by_two_workers(both):
    from pyspark.sql import SparkSession

    context = SparkSession.getActiveSession().sparkContext
    executors = context._jsc.sc().statusTracker().getExecutorInfos()
    # The driver is one of them, and does no counting.
    assert context.master == MASTER
    assert len(executors) == WORKERS + 1


# A test for each, so that none takes longer than any test may.
@pytest.mark.parametrize("name", MEASURES)
def test_spark_gives_the_same_answers_to_the_last_digit(both, name):
    here, there = both
    expected = figures(MEASURES[name], here, ASKED)
    assert figures(MEASURES[name], there, ASKED) == expected
