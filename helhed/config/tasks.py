"""What happens to the queue of jobs by itself."""

from procrastinate import JobContext
from procrastinate.contrib.django import app


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="config.retry_stalled_jobs", pass_context=True)
async def retry_stalled_jobs(context: JobContext, timestamp: int) -> int:
    """Let jobs begin again whose worker was killed in the midst. Returns how many.

    A worker that is alive says so every few seconds; jobs may repeat, as each of ours is written
    to be done twice without harm.
    """
    manager = context.app.job_manager
    stalled = [job for job in await manager.get_stalled_jobs() if job.id != context.job.id]
    for job in stalled:
        await manager.retry_job(job)
    return len(stalled)
