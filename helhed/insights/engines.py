"""The engines that count: DuckDB in this process, or Spark on as many machines as it takes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from helhed.core.later import when_used
from helhed.insights.arrow import RECORDS, schema_of
from helhed.insights.measures.tables import Tables

if TYPE_CHECKING:
    import pyarrow as pa

ibis = when_used("ibis")

MEMORY = "3GB"


def in_memory(tables: dict[str, pa.Table]) -> Tables:
    """The tables themselves, counted by DuckDB."""
    engine = duckdb()
    for name, table in tables.items():
        engine.con.register(name, table)
    return Tables({name: engine.table(name) for name in tables})


def duckdb(*, threads: int = 0, memory: str = MEMORY, folder: str = "") -> Any:
    """A DuckDB of this process. `threads` 0 takes all; what does not fit goes to `folder`."""
    settings: dict[str, Any] = {"memory_limit": memory, "preserve_insertion_order": False}
    if threads:
        settings["threads"] = threads
    if folder:
        settings["temp_directory"] = folder
    return ibis.duckdb.connect(**settings)


def spark(master: str, *, partitions: int = 8) -> Any:
    """A Spark session of the cluster at `master`. Raises ImportError without `helhed[spark]`.

    `partitions`: into how many parts rows are dealt between steps; a few for little data.
    """
    # The extra is not installed everywhere, and needs a Java.
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master(master)
        .appName("helhed")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.ansi.enabled", "false")
        .config("spark.sql.shuffle.partitions", str(partitions))
        .config("spark.ui.enabled", "false")
        .getOrCreate()
    )
    return ibis.pyspark.connect(session)


def open_snapshot(folder: Path, engine: Any) -> Tables:
    """The snapshot's tables, read where they lie; one an earlier version did not write is empty."""
    return Tables({name: _open(engine, folder / name, name) for name in RECORDS})


def _open(engine: Any, folder: Path, name: str) -> Any:
    if not folder.exists():
        return ibis.memtable(schema_of(name).empty_table())
    if engine.name == "pyspark":
        table = engine.read_parquet(str(folder), table_name=f"snapshot_{name}")
    else:
        table = engine.read_parquet(
            f"{folder}/**/*.parquet", table_name=name, hive_partitioning=False
        )
    return table.select(*schema_of(name).names)
