"""Signs colleagues in and tells what each has to do. Run in the town; prints one line of JSON."""

import json
import random
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.middleware.csrf import CSRF_SECRET_LENGTH  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils.crypto import get_random_string  # noqa: E402

from helhed.access import door  # noqa: E402
from helhed.access.connection import acting_as  # noqa: E402
from helhed.access.may import May  # noqa: E402
from helhed.accounts.models import User  # noqa: E402

# Of fifty at work: who they are. What is missing in a small town is filled with ACT workers.
AT_WORK = {
    "act_worker": 24,
    "outreach_worker": 8,
    "authority_caseworker": 6,
    "team_leader": 5,
    "social_nurse": 3,
    "housing_coordinator": 2,
    "night_staff": 2,
}


def signed_in(user: User) -> dict[str, object]:
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    token = get_random_string(CSRF_SECRET_LENGTH)
    cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={token}"
    place = user.memberships.first()
    with acting_as(user):
        people = door.citizens_open_to(user, May.READ_PLAN).values_list("pk", "name")[:20]
        citizens = [(str(key), name.split(" ")[0]) for key, name in people]
    role, team = (place.role, str(place.team_id)) if place else ("", "")
    return {"role": role, "team": team, "token": token, "cookies": cookies, "citizens": citizens}


def at_work(lot: random.Random, how_many: int) -> list[User]:
    found: list[User] = []
    for role, wanted in AT_WORK.items():
        here = User.objects.filter(memberships__role=role, is_active=True).order_by("pk").distinct()
        everybody = list(here[:1500])
        found += lot.sample(everybody, min(len(everybody), max(1, wanted * how_many // 50)))
    return found[:how_many]


if __name__ == "__main__":
    chance = random.Random(int(sys.argv[1]))  # noqa: S311
    sys.stdout.write(json.dumps([signed_in(one) for one in at_work(chance, int(sys.argv[2]))]))
