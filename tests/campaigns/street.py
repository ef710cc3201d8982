"""People who would come to somebody's record but for one thing each."""

from datetime import date, timedelta
from typing import Any

from helhed.access.may import Area
from helhed.accounts.models import User
from helhed.citizens.models import Citizen
from helhed.core import clock
from helhed.teams.models import Relation, Team, TrustedWorker
from helhed.teams.tests.factories import (
    CitizenFactory,
    MembershipFactory,
    TeamFactory,
    UserFactory,
    colleague,
    enrolled,
)


class Street:
    """A team with three citizens, and who stands outside its door."""

    def __init__(self) -> None:
        self.people: dict[str, User] = {}
        self.closed: set[str] = set()
        self.team = TeamFactory(name="ACT-team Nær")
        self.leader = colleague("close", "Nete Nær", self.team, "act_worker")
        self.people["colleague"] = self.leader
        self.karen = enrolled(self.team, by=self.leader, name="Karen Opdigtet")
        self.guarded = enrolled(self.team, by=self.leader, name="Skjult Opdigtet", protected=True)
        CitizenFactory(name="", street_name="Ham med hunden", unnamed=True)
        self._outside()
        self._open()

    def add(self, name: str, team: Team, role: str, **membership: Any) -> User:
        user: User = UserFactory(username=f"street{len(self.people)}", name=name)
        MembershipFactory(team=team, user=user, role=role, **membership)
        self.people[name] = user
        return user

    def way(self, user: User | None, team: Team | None, **change: Any) -> None:
        kind = Relation.Kind.BREAK_GLASS if user else Relation.Kind.SHARE
        now = clock.now()
        until = {"ends_at": now + timedelta(days=1), "starts_at": now - timedelta(days=1)}
        told = {"purpose": "Fælles møde", "cause": f"street:{len(self.people)}"}
        areas = {"areas": [area.value for area in Area]}
        who = {"citizen": self.karen, "kind": kind, "user": user, "team": team}
        given = {**who, **until, **told, **areas, "given_by": self.leader, **change}
        Relation.objects.create(**given)

    def both(self, name: str, membership: dict[str, Any], **change: Any) -> None:
        """One with a share to the team, and one with emergency access; alike in all else."""
        elsewhere = TeamFactory()
        self.add(f"share, {name}", elsewhere, "act_worker", **membership)
        self.way(None, elsewhere, **change)
        self.way(
            self.add(f"emergency, {name}", TeamFactory(), "act_worker", **membership),
            None,
            **change,
        )

    def _outside(self) -> None:
        now, today = clock.now(), clock.today()
        for name, membership in {
            "not yet a colleague": {"from_day": today + timedelta(days=1)},
            "no longer a colleague": {"until_day": today},
        }.items():
            self.both(name, membership)
            self.add(f"wide, {name}", TeamFactory(), "unit_leader", **membership)
        self.both("ended", {}, ends_at=now)
        self.both("revoked", {}, revoked_at=now)
        self.both("to come", {}, starts_at=now + timedelta(hours=1))
        self.both("inactive", {})
        self.add("wide, inactive", TeamFactory(), "unit_leader")
        for name in ("share, inactive", "emergency, inactive", "wide, inactive"):
            User.objects.filter(pk=self.people[name].pk).update(is_active=False)
        self.add("stranger", TeamFactory(), "act_worker")
        self.closed = set(self.people) - {"colleague"}

    def _open(self) -> None:
        """Who come in, but not everywhere, or not for long."""
        tomorrow = clock.today() + timedelta(days=1)
        self.both("of one area", {}, areas=[Area.PLAN.value])
        self.both("until tomorrow", {"until_day": tomorrow})
        self.add("wide", TeamFactory(), "unit_leader")
        self.add("wide, until tomorrow", TeamFactory(), "unit_leader", until_day=tomorrow)
        self.add("in another role", self.team, "controller")
        self.way(
            self.add("emergency, to the protected", TeamFactory(), "act_worker"),
            None,
            citizen=self.guarded,
        )
        untils = {"trusted": None, "no longer trusted": clock.today(), "trusted today": tomorrow}
        for name, until in untils.items():
            self.trust(self.add(name, self.team, "act_worker"), self.guarded, until)
        another = enrolled(self.team, by=self.leader, name="Anden Opdigtet", protected=True)
        self.trust(self.add("trusted with another", self.team, "act_worker"), another, None)
        self.trust(self.people["trusted"], another, None)
        gone = enrolled(self.team, by=self.leader, name="Karen To")
        Citizen.objects.filter(pk=gone.pk).update(merged_into=self.karen)

    def trust(self, user: User, citizen: Citizen, until: date | None) -> None:
        TrustedWorker.objects.create(
            citizen=citizen, user=user, named_by=self.leader, until_day=until
        )
