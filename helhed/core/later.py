"""Large libraries of others, taken in when they are first used."""

from functools import partial
from importlib import import_module
from typing import Any

from django.utils.functional import SimpleLazyObject


def when_used(name: str) -> Any:
    """Stands for the module `name` until something of it is asked for.

    For libraries that a whole file is written with: every command and every worker would wait for
    them to start. One that a single function needs is imported there.
    """
    return SimpleLazyObject(partial(import_module, name))
