"""The policies, plans and initiatives of the invented municipality, told by the room's own verbs.

Every text is made up for the demo. Days lie around the day the story is told, so that something is
always late, something done and something about to begin.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from helhed.accounts.models import User
from helhed.core import clock
from helhed.demo.build.world import World
from helhed.demo.scale import at
from helhed.demo.strategy_texts import (
    COMMITTEES,
    NEW_GOALS,
    NEW_INITIATIVES,
    NEW_VISION,
    OLD_GOALS,
    OLD_INITIATIVES,
    ONGOING,
    PARTIES,
    PRINCIPLES,
    WAYS_ON,
    Card,
)
from helhed.strategy.agenda import MONTHS
from helhed.strategy.models import (
    ActionPlan,
    Committee,
    Goal,
    Initiative,
    Party,
    Policy,
)
from helhed.strategy.verbs import (
    following,
    funding,
    going_on,
    grants,
    initiatives,
    parties,
    partnerships,
    plans,
    policies,
)


@dataclass
class Strategy:
    """What was told, by the keys of the texts."""

    world: World
    by: User
    today: date
    committees: dict[str, Committee] = field(default_factory=dict)
    parties: dict[str, Party] = field(default_factory=dict)
    goals: dict[str, Goal] = field(default_factory=dict)
    policies: dict[str, Policy] = field(default_factory=dict)
    plans: dict[str, ActionPlan] = field(default_factory=dict)
    initiatives: dict[str, Initiative] = field(default_factory=dict)

    @property
    def year(self) -> int:
        return self.today.year

    def day(self, days: int) -> date:
        """So many days from today; negative ones lie behind."""
        return self.today + timedelta(days=days)

    @contextmanager
    def on(self, day: date) -> Iterator[None]:
        """Written that day, but neither before the story begins nor after today."""
        first = self.world.scale.first_day
        with clock.frozen(at(min(max(day, first), self.today), 8, 20)):
            yield


def tell_strategy(world: World) -> Strategy:
    """Two policies, two plans, their initiatives in every status, and a year of § 18 support."""
    told = Strategy(world, world.user("sekretaer"), world.scale.as_of)
    with told.on(date(told.year - 1, 2, 1)):
        _name(told)
        _write_policies(told)
        _adopt_plans(told)
    for cards, plan in ((OLD_INITIATIVES, "old"), (NEW_INITIATIVES, "new"), (ONGOING, "new")):
        for card in cards:
            with told.on(date(told.plans[plan].first_year, 1, 20)):
                told.initiatives[card.key] = _start(told, told.plans[plan], card)
    for card in (*OLD_INITIATIVES, *NEW_INITIATIVES):
        _follow(told, card)
    _go_on(told)
    _support_associations(told)
    return told


def _name(told: Strategy) -> None:
    for name, short in COMMITTEES:
        told.committees[short] = parties.name_committee(name, by=told.by, short=short)
    for key, name, kind in PARTIES:
        told.parties[key] = parties.name_party(name, by=told.by, kind=kind)


def _write_policies(told: Strategy) -> None:
    year, by = told.year, told.by
    old = policies.write_policy(
        by=by, title="Politik for mennesker på kanten", first_year=year - 5, last_year=year - 2
    )
    new = policies.write_policy(
        by=by,
        title="Sammen om et hjem",
        first_year=year - 1,
        last_year=year + 2,
        vision=NEW_VISION,
        council="Brugerrådet",
        adopted_in=_meeting("BR", date(year - 2, 12, 15), 7),
    )
    told.policies = {"old": old, "new": new}
    for policy, goals in ((old, OLD_GOALS), (new, NEW_GOALS)):
        for goal in goals:
            words: dict[str, Any] = dict(goal)
            row = policies.set_goal(policy, by=by, **words)
            told.goals[f"{policy.first_year}:{row.key}"] = row
    for title, text in PRINCIPLES:
        policies.set_principle(new, by=by, title=title, text=text)
    for before, after, note in WAYS_ON:
        policies.cross_goals(
            _goal(told, old, before), by=by, to_goal=_goal(told, new, after), note=note
        )


def _goal(told: Strategy, policy: Policy, key: str) -> Goal:
    return told.goals[f"{policy.first_year}:{key}"]


def _adopt_plans(told: Strategy) -> None:
    year = told.year
    told.plans["old"] = plans.adopt_plan(
        told.policies["old"],
        by=told.by,
        title="Handleplan på kanten",
        first_year=year - 3,
        last_year=year - 2,
        adopted_in=_meeting("SU", date(year - 3, 1, 18), 5),
    )
    told.plans["old"] = plans.prolong_plan(
        told.plans["old"],
        by=told.by,
        ends_on=date(year - 1, 4, 30),
        reason="Den nye politik skulle først vedtages.",
        decided_in=_meeting("SU", date(year - 2, 11, 9), 11),
    )
    told.plans["new"] = plans.adopt_plan(
        told.policies["new"],
        by=told.by,
        title="Handleplan til Sammen om et hjem",
        first_year=year - 1,
        last_year=year + 1,
        adopted_in=_meeting("SU", date(year - 1, 1, 17), 6),
    )


def _meeting(short: str, day: date, number: int) -> str:
    return f"{short} den {day.day}. {MONTHS[day.month - 1]} {day.year}, pkt. {number}"


def _start(told: Strategy, plan: ActionPlan, card: Card) -> Initiative:
    more: dict[str, Any] = dict(card.texts)
    for name, days in (("starts_on", card.starts), ("due_on", card.due)):
        if days is not None:
            more[name] = told.day(days)
    initiative = initiatives.start_initiative(
        plan,
        by=told.by,
        title=card.title,
        number=card.number,
        kind=card.kind,
        goals=[_goal(told, plan.policy, key) for key in card.goals],
        committees=[told.committees[short] for short in card.committees],
        partners=[told.parties[key] for key in card.partners],
        department=told.parties[card.department],
        carried_over=card.carried_over,
        origin=card.origin,
        **more,
    )
    if card.owner:
        owner = told.world.user(card.owner)
        initiatives.assign_owner(initiative, by=told.by, owner=owner)
    return initiative


def _follow(told: Strategy, card: Card) -> None:
    """What happened to it: begun, milestones, criteria, money, and where it stands."""
    initiative, by = told.initiatives[card.key], told.by
    doer = told.world.user(card.owner) if card.owner else by
    if card.begun is not None:
        with told.on(told.day(card.begun)):
            initiatives.begin_initiative(initiative, by=doer, on=told.day(card.begun))
    for title, due, done in card.milestones:
        with told.on(told.day(min(due, 0) - 120)):
            step = following.set_milestone(initiative, by=by, title=title, due_on=told.day(due))
        if done is not None:
            with told.on(told.day(done)):
                day = told.day(done)
                following.complete_milestone(step, by=doer, on=day, today=told.today)
    if card.criteria:
        following.split_criteria(initiative, by=by, texts=card.criteria)
    for kind, agreement, amount, per in card.money:
        known = Decimal(amount) if amount else None
        funding.add_funding(
            initiative, by=by, kind=kind, agreement=agreement, amount_dkk=known, per=per
        )
    _stand(told, card, initiative, doer)


def _stand(told: Strategy, card: Card, initiative: Initiative, doer: User) -> None:
    if card.done is not None:
        with told.on(told.day(card.done)):
            initiatives.finish_initiative(initiative, by=doer, on=told.day(card.done))
    if card.paused:
        days, reason = card.paused
        with told.on(told.day(days)):
            initiatives.pause_initiative(initiative, by=doer, on=told.day(days), reason=reason)
    if card.said:
        status, reason = card.said
        with told.on(told.day(-9)):
            going_on.override_status(
                initiative, by=doer, status=status, reason=reason, on=told.day(-9)
            )


def _go_on(told: Strategy) -> None:
    for card in (*OLD_INITIATIVES, *NEW_INITIATIVES):
        for kind, to, days, note in card.went_on:
            with told.on(told.day(days)):
                going_on.carry_on(
                    told.initiatives[card.key],
                    by=told.by,
                    kind=kind,
                    to=told.initiatives[to] if to else None,
                    on=told.day(days),
                    note=note,
                )


def _support_associations(told: Strategy) -> None:
    """A year's § 18 support: one granted and agreed, one in part, one refused, one postponed."""
    by, year = told.by, told.year
    with told.on(date(year - 1, 9, 1)):
        scheme = grants.set_up_scheme(
            by=by,
            year=year,
            amount_dkk=Decimal(600_000),
            priorities="Fællesskaber uden krav om medlemskab, og frivillige, der kommer igen.",
            criteria="Frivillige bærer arbejdet\nÅbent for alle\nDer følges op på, hvem der kommer",
            agenda_item=_meeting("SU", date(year - 1, 8, 29), 9),
        )
        call = grants.open_round(
            scheme,
            by=by,
            kind="ordinary",
            opens_on=date(year - 1, 9, 1),
            closes_on=date(year - 1, 10, 15),
            dialogue_meeting_on=date(year - 1, 9, 20),
        )
    for key, what, asked, initiative, score, outcome, granted, reason in APPLICATIONS:
        with told.on(date(year - 1, 10, 10)):
            application = grants.receive_application(
                call,
                by=by,
                association=told.parties[key],
                title=what,
                asked_dkk=Decimal(asked),
                received_on=date(year - 1, 10, 10),
                volunteers_at_core=True,
                not_section_79=True,
                child_certificates=True,
                initiative=told.initiatives[initiative] if initiative else None,
            )
            grants.assess_application(
                application,
                by=by,
                score=score,
                recommended_dkk=Decimal(granted),
                reason=reason,
                on=date(year - 1, 11, 5),
            )
        with told.on(date(year - 1, 12, 1)):
            decision = grants.decide_application(
                application,
                by=by,
                outcome=outcome,
                granted_dkk=Decimal(granted),
                reason="" if outcome == "granted" else reason,
                on=date(year - 1, 12, 1),
                agenda_item=_meeting("SU", date(year - 1, 12, 1), 4),
            )
            if granted:
                _agree(told, decision, what)


APPLICATIONS = (
    ("vennerne", "Søndagskaffe hele året", 180_000, "sunday", 9, "granted", 180_000, "God."),
    ("makkerne", "Uddannelse af makkere", 150_000, "peers", 7, "partly", 100_000, "Første hold."),
    ("kajakken", "Kajakker til udlån", 90_000, "", 3, "refused", 0, "Få kan bruge dem."),
    ("havnen", "Sommerfest på havnen", 40_000, "", 5, "postponed", 0, "Budgettet mangler."),
)  # fmt: skip


def _agree(told: Strategy, decision: Any, what: str) -> None:
    by, year = told.by, told.year
    half = decision.granted_dkk / 2
    first = date(year, 1, 15)
    agreement = partnerships.agree_partnership(
        by=by,
        decision=decision,
        title=what,
        aims="At flere får et sted at høre til om søndagen og på hverdagsaftener.",
        from_day=date(year, 1, 1),
        last_day=date(year, 12, 31),
        instalments=[(first, half), (first.replace(month=7), half)],
    )
    for instalment in agreement.instalments.all():
        if instalment.due_on <= told.day(-20):
            with told.on(instalment.due_on):
                partnerships.pay_instalment(instalment, by=by, on=instalment.due_on)
