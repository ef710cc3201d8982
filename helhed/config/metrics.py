"""What Prometheus may count: names of pages and numbers, never a key or a word of anybody."""

import math
import os
from collections.abc import Iterator
from typing import Any

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector

from helhed.config import copies, counting
from helhed.config.health import WORKER_SILENCE

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
NO_PAGE = "none"
BUCKETS = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)

OF_THIS_PROCESS = CollectorRegistry()
REQUESTS = Counter(
    "helhed_requests",
    "Requests answered, by the name of the page.",
    ["page", "method", "status"],
    registry=OF_THIS_PROCESS,
)
SECONDS = Histogram(
    "helhed_request_seconds",
    "How long an answer took.",
    ["page", "method"],
    buckets=BUCKETS,
    registry=OF_THIS_PROCESS,
)

JOBS = """
SELECT count(*) FILTER (WHERE status = 'todo' AND coalesce(scheduled_at, now()) <= now()),
       count(*) FILTER (WHERE status = 'doing'),
       count(*) FILTER (WHERE status = 'failed')
FROM procrastinate_jobs WHERE status IN ('todo', 'doing', 'failed')
"""
CONNECTIONS = """
SELECT coalesce(usename, ''), coalesce(state, ''), count(*) FROM pg_stat_activity
WHERE datname = current_database() GROUP BY 1, 2 ORDER BY 1, 2
"""
MOST_CONNECTIONS = "SELECT current_setting('max_connections')::int"
# A log that was never sealed has waited for ever.
UNSEALED = """
SELECT CASE WHEN since IS NULL THEN 0
            WHEN since = '-infinity' THEN 'Infinity'::float8
            ELSE extract(epoch FROM now() - since) END
FROM (SELECT audit_unsealed_since() AS since) waiting
"""


def count(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    method = request.method if request.method in METHODS else "other"
    page = page_of(request)
    REQUESTS.labels(page, method, f"{response.status_code // 100}xx").inc()
    SECONDS.labels(page, method).observe(seconds)


def page_of(request: HttpRequest) -> str:
    """The name of the address asked for: never the address, which holds keys."""
    match = request.resolver_match
    return (match.view_name or NO_PAGE) if match else NO_PAGE


def told() -> bytes:
    """Everything, in the text format of Prometheus."""
    return generate_latest(_counts()) + generate_latest(_of_the_house())


def _counts() -> CollectorRegistry:
    if counting.VARIABLE not in os.environ:
        return OF_THIS_PROCESS
    every_process = CollectorRegistry()
    MultiProcessCollector(every_process)  # type: ignore[no-untyped-call]
    return every_process


def _of_the_house() -> CollectorRegistry:
    house = CollectorRegistry()
    house.register(House())
    return house


class House:
    """What is asked of the database and of the last copy, each time somebody wants to know."""

    def describe(self) -> list[Metric]:
        return []

    def collect(self) -> Iterator[Metric]:
        yield _last_copy()
        try:
            # Fetched whole before anything is told: an answer is complete, or says it is not.
            found = list(_of_the_database())
        except Error:
            found = [GaugeMetricFamily("helhed_database_up", "Whether it answers.", value=0)]
        yield from found


def _last_copy() -> Metric:
    age = GaugeMetricFamily("helhed_copy_age_seconds", "Since the last helhed backup.")
    last = copies.last()
    seconds = (timezone.now() - last.at).total_seconds() if last else math.inf
    age.add_metric([], seconds)
    return age


def _of_the_database() -> Iterator[Metric]:
    yield GaugeMetricFamily("helhed_database_up", "Whether it answers.", value=1)
    waiting, running, failed = _rows(JOBS)[0]
    jobs = GaugeMetricFamily("helhed_jobs", "Jobs of the worker.", labels=["state"])
    jobs.add_metric(["waiting"], waiting)
    jobs.add_metric(["running"], running)
    jobs.add_metric(["failed"], failed)
    yield jobs
    by_role = GaugeMetricFamily(
        "helhed_database_connections", "Connections.", labels=["role", "state"]
    )
    for role, state, number in _rows(CONNECTIONS):
        by_role.add_metric([role, state], number)
    yield by_role
    yield _gauge("helhed_database_connections_most", "How many it admits.", MOST_CONNECTIONS)
    yield _gauge("helhed_worker_silent_seconds", "Since a worker was heard of.", WORKER_SILENCE)
    yield _gauge("helhed_log_unsealed_seconds", "How long lines wait for a seal.", UNSEALED)


def _gauge(name: str, what: str, question: str) -> Metric:
    found = _rows(question)[0][0]
    return GaugeMetricFamily(name, what, value=math.inf if found is None else float(found))


def _rows(question: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return list(cursor.fetchall())
