"""What every noun of ours has. No tables here."""

from typing import Any, ClassVar

from django.db import models

from helhed.core import clock
from helhed.core.ids import new_id


class Noun(models.Model):
    """A key made in Python, when it was written, and a version that every change raises.

    No column is made by the database: a new row about a citizen is not yet open to its maker, so
    `INSERT … RETURNING` would fail under row-level security.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    # Where the citizen's key stands, seen from this model; the door filters by it.
    citizen_path: ClassVar[str] = ""

    def __str__(self) -> str:
        # Never a name: this ends in logs and error pages.
        return f"{self._meta.label} {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        # Keys are always ours, so a missing row is a new row: no SELECT or UPDATE before INSERT.
        if self._state.adding:
            kwargs.setdefault("force_insert", True)
        super().save(*args, **kwargs)
