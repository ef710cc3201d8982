"""Who is signing in. Says nothing of what they may do."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from helhed.core.ids import new_id


class User(AbstractUser):
    """A person with an account (medarbejder eller anden bruger)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("name"), max_length=120)
    phone = models.CharField(_("work telephone"), max_length=20, blank=True)
    # Argon2 hash of a short code: works only on a device where a full sign-in was made first.
    pin = models.CharField(max_length=160, blank=True, editable=False)
    # A citizen's own browser and the systems around us are signed in too, but are not staff.
    is_system = models.BooleanField(default=False, editable=False)
    keyboard_shortcuts = models.BooleanField(_("keyboard shortcuts"), default=True)

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]

    REQUIRED_FIELDS = ("name",)  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="accounts_user_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ", 1)[0]


class KnownDevice(models.Model):
    """A shared computer on which somebody signed in fully, so that a PIN is enough for a while.

    The computer's cookie holds a secret; only its hash is kept, once for each who uses it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="known_devices")
    secret_hash = models.CharField(max_length=64)
    signed_in_fully_at = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["secret_hash", "user"], name="accounts_knowndevice_once_for_each"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
