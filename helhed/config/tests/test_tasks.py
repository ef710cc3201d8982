"""A worker that is killed leaves its job in the midst; another begins it again."""

import asyncio
from datetime import timedelta

import pytest
from procrastinate import App, utils
from procrastinate.testing import InMemoryConnector

from helhed.config import tasks

WORKER = 7


@pytest.fixture
def queue():
    """A queue in memory with one job that a worker began: (app, connector, key of the job)."""
    connector = InMemoryConnector()
    app = App(connector=connector)

    @app.task(name="test.job")
    def job():
        """Nothing; it is never run here."""

    app.open()
    key = job.defer()
    connector.jobs[key] |= {"status": "doing", "worker_id": WORKER}
    return app, connector, key


class Context:
    """What the task is given by the worker that runs it."""

    def __init__(self, app):
        self.app = app
        self.job = type("Job", (), {"id": -1})


def run(app):
    return asyncio.run(tasks.retry_stalled_jobs.func(Context(app), timestamp=0))


def test_a_job_of_a_worker_that_is_gone_begins_again(queue):
    app, connector, key = queue
    connector.workers[WORKER] = utils.utcnow() - timedelta(minutes=5)

    assert run(app) == 1
    assert connector.jobs[key]["status"] == "todo"


def test_a_job_that_somebody_works_on_is_left_alone(queue):
    app, connector, key = queue
    connector.workers[WORKER] = utils.utcnow()

    assert run(app) == 0
    assert connector.jobs[key]["status"] == "doing"


def test_stalled_jobs_are_looked_for_by_themselves():
    periodic = tasks.app.periodic_registry.periodic_tasks
    assert any(name == tasks.retry_stalled_jobs.name for name, _id in periodic)
