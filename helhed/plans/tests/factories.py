"""Plans and what stands in them, for tests. All invented."""

from datetime import date

import factory

from helhed.plans.models import Goal, Hope, Plan, Service, Step

DAY = date(2026, 11, 2)


class PlanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Plan


class HopeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Hope

    citizen = factory.SelfAttribute("plan.citizen")
    words = "Jeg vil have en dør, jeg selv kan låse."
    said_on = DAY


class GoalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Goal

    class Params:
        # The citizen does not want to say yet.
        without_hope = factory.Trait(
            hope=None, no_hope_reason="Vil ikke tale om det endnu", ask_again_on=date(2026, 12, 12)
        )

    citizen = factory.SelfAttribute("plan.citizen")
    hope = factory.SubFactory(HopeFactory, plan=factory.SelfAttribute("..plan"))
    wording = "Flytte ind et sted med egen dør"
    from_day = DAY


class StepFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Step

    citizen = factory.SelfAttribute("goal.citizen")
    text = "Skrive på boliglisten sammen"
    by_citizen = True


class ServiceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Service

    citizen = factory.SelfAttribute("plan.citizen")
    name = "Bostøtte"
    provider = "ACT-team Syd"
    from_day = DAY
