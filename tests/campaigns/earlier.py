"""An earlier version of the program, out of the repository's own history."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from helhed.config.database import URLS
from helhed.config.embedded import Server
from tests.own_server import address_of, environment

ROOT = Path(__file__).parents[2]
KEYS = ("HELHED_SECRET_KEY", "HELHED_CPR_KEY", "HELHED_CPR_INDEX_KEY")


def git(*words: str, cwd: Path = ROOT) -> str:
    done = subprocess.run(  # noqa: S603
        ["git", *words],  # noqa: S607
        cwd=cwd,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def before_each_step() -> list[str]:
    """The programs before commits that added migrations, the newest first.

    Between two such commits that follow each other at once there is no program: they are one step.
    """
    added = ("--diff-filter=A", "--", "helhed/*/migrations/0*.py")
    steps = git("log", "--format=%H %P", *added).splitlines()
    made = {step.split()[0] for step in steps}
    return [step.split()[1][:7] for step in steps if made.isdisjoint(step.split()[1:])]


def told_on(commit: str) -> str:
    """Day and time of the commit."""
    return git("log", "-1", "--format=%cd", "--date=format:%Y-%m-%d %H:%M", commit)


@contextmanager
def checked_out(commit: str) -> Iterator[Path]:
    """The whole tree of that commit, beside ours, with its words in Danish."""
    folder = Path(tempfile.mkdtemp(prefix="helhed-earlier-"))
    git("worktree", "add", "--detach", "--quiet", str(folder / "helhed"), commit)
    try:
        words = [sys.executable, "scripts/messages.py", "--compile"]
        subprocess.run(words, cwd=folder / "helhed", check=True, capture_output=True)  # noqa: S603
        yield folder / "helhed"
    finally:
        git("worktree", "remove", "--force", str(folder / "helhed"))
        shutil.rmtree(folder, ignore_errors=True)


def machine(server: Server, folder: Path) -> dict[str, str]:
    """The environment of one more machine beside the same database, with a folder of its own."""
    addresses = {name: address_of(server, role) for role, name in URLS.items()}
    keys = {f"{name}_FILE": str(server.secrets / name.lower()) for name in KEYS}
    own = {"HELHED_PGDATA": str(folder), "HELHED_HOME": str(folder)}
    return {**environment(server), **addresses, **keys, **own}
