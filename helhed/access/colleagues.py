"""How the first colleagues come in, before anybody is there to let them in."""

from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.audit.models import Channel
from helhed.core.errors import Refused
from helhed.teams import verbs as teams
from helhed.teams.models import Membership, Team

COMMAND = "add_colleague"


class AccountNotGood(Refused):
    """A weak password or a name that cannot be one; carries Django's own sentences."""


class IsNoPerson(Refused):
    message = _("The name belongs to a system and not to a colleague.")


@transaction.atomic
def add_colleague(
    username: str, *, name: str, team: Team, role: str, password: str, on: date
) -> Membership:
    """Let a colleague sign in, with a role in the team from the day.

    Without a password they sign in by OIDC only. A colleague who has an account keeps it, and its
    password. Raises AccountNotGood, IsNoPerson or AlreadyMember.
    """
    user = User.objects.filter(username=username).first() or _account(username, name, password)
    if user.is_system:
        raise IsNoPerson
    return teams.add_member(team, by=None, user=user, role=role, from_day=on)


def _account(username: str, name: str, password: str) -> User:
    user = User(username=username, name=name)
    try:
        if password:
            validate_password(password, user)
        user.full_clean(exclude=["password"])
    except ValidationError as wrong:
        raise AccountNotGood(" ".join(wrong.messages)) from wrong
    # Nobody signs in with no password: Django then keeps one that fits nothing.
    user.set_password(password or None)
    user.save()
    audit.record(
        "access.add_colleague",
        by=None,
        obj=user,
        channel=Channel.COMMAND,
        system_actor=COMMAND,
        with_password=bool(password),
    )
    return user
