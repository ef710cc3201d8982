"""The roles' capabilities and the system actors, as the database's one rule reads them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class RoleMay(models.Model):
    """One capability of one role; `everyone` where it reaches all citizens but the closed ones."""

    id = models.CharField(primary_key=True, max_length=80)
    role = models.CharField(max_length=40)
    may = models.CharField(max_length=40)
    area = models.CharField(max_length=10)
    everyone = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["may", "role"], name="access_rolemay_may")]

    def __str__(self) -> str:
        return self.id


class SystemActor(models.Model):
    """A program that acts without a person, and what it may do (systemaktør)."""

    name = models.CharField(primary_key=True, max_length=60)
    mays = ArrayField(models.CharField(max_length=40))

    def __str__(self) -> str:
        return self.name
