"""Other programs read plans and figures by a key: scoped, revocable, and every use is written."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from helhed.audit.models import Event
from helhed.core import clock
from helhed.strategy.models import ContactPerson, Indicator, ReadingKey
from helhed.strategy.tests.factories import a_goal, a_milestone, a_plan, an_initiative
from helhed.strategy.tests.following import a_published_value, a_value, an_indicator, someone
from helhed.strategy.tests.moments import NOW, TODAY
from helhed.strategy.verbs import keys as verbs

pytestmark = pytest.mark.django_db
EVERYTHING = ["plans", "initiatives", "indicators"]


@pytest.fixture
def plan(amira):
    plan = a_plan(title="Handleplan for alle")
    goal = a_goal(policy=plan.policy, title="Flere har et hjem")
    homes = an_initiative(plan=plan, number=1, title="Ti boliger", goals=[goal], owner=amira)
    ContactPerson(initiative=homes, person="Vibeke Opdigtet").save()
    a_milestone(initiative=homes, due_on=TODAY + timedelta(days=20))
    indicator = an_indicator(title="Uden hjem")
    indicator.initiatives.add(homes)
    a_published_value(indicator=indicator)
    return plan


@pytest.fixture
def make(signe):
    """A key with these scopes, as (row, secret)."""

    def made(*scopes, until=TODAY + timedelta(days=30)):
        return verbs.make_key(
            "Overblik", by=signe, scopes=scopes or EVERYTHING, expires_on=until, on=TODAY
        )

    return made


def ask(client, secret, name, *keys):
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    return client.get(reverse(f"plan_api:{name}", args=keys), headers=headers)


def test_a_program_with_a_key_reads_plans_initiatives_and_published_figures(client, plan, make):
    _key, secret = make()

    plans = ask(client, secret, "plans").json()
    initiatives = ask(client, secret, "initiatives", plan.pk).json()
    indicators = ask(client, secret, "indicators", plan.pk).json()

    assert [one["title"] for one in plans] == ["Handleplan for alle"]
    assert initiatives[0]["status"] == "not_started"
    assert initiatives[0]["goals"] == [plans[0]["goals"][0]["id"]]
    assert (initiatives[0]["milestones"], initiatives[0]["milestones_done"]) == (1, 0)
    total = indicators[0]["periods"][0]["total"]
    assert (indicators[0]["unit"], total) == ("persons", {"state": "known", "value": 12.0})


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"state": "hidden"}, "hidden"),
        ({"state": "missing", "missing_share": Decimal(100)}, "missing"),
    ],
)
def test_p11_a_hidden_or_missing_figure_is_no_number_to_a_program(
    client, plan, make, fields, state
):
    a_value(
        Indicator.objects.get(),
        date(2025, 4, 1),
        date(2025, 6, 30),
        **{"number": None, "published_at": NOW, "published_by": someone(), **fields},
    )
    _key, secret = make()

    told = ask(client, secret, "indicators", plan.pk).json()[0]["periods"]

    spring = next(one for one in told if one["first_day"] == "2025-04-01")
    assert (spring["total"]["state"], spring["total"]["value"]) == (state, None)


def test_p11_a_figure_nobody_has_published_is_not_told(client, plan, make):
    a_value(Indicator.objects.get(), date(2025, 4, 1), date(2025, 6, 30), number=Decimal(7))
    _key, secret = make()

    told = ask(client, secret, "indicators", plan.pk).json()[0]["periods"]

    assert [one["first_day"] for one in told] == ["2025-07-01"]


def test_no_person_is_in_the_answers(client, plan, make, amira):
    _key, secret = make()

    for name, keys in (("plans", ()), ("initiatives", [plan.pk]), ("indicators", [plan.pk])):
        told = ask(client, secret, name, *keys).content.decode()
        assert amira.name not in told
        assert "Vibeke" not in told


@pytest.mark.parametrize("secret", ["", "forkert"])
def test_without_a_key_there_is_no_answer(client, plan, secret):
    assert ask(client, secret, "plans").status_code == 401


def test_a_signed_in_colleague_is_not_a_key(secretary, plan):
    assert ask(secretary, "", "plans").status_code == 401


def test_a_key_opens_what_it_names_and_nothing_else(client, plan, make):
    _key, secret = make("plans")

    assert ask(client, secret, "plans").status_code == 200
    assert ask(client, secret, "initiatives", plan.pk).status_code == 401
    assert ask(client, secret, "indicators", plan.pk).status_code == 401


def test_a_revoked_key_opens_nothing(client, plan, make, signe):
    key, secret = make()
    verbs.revoke_key(key, by=signe, at=clock.now())

    assert ask(client, secret, "plans").status_code == 401
    with pytest.raises(verbs.IsRevoked):
        verbs.revoke_key(key, by=signe, at=clock.now())


def test_a_key_opens_to_its_last_day(client, plan, make):
    _key, secret = make(until=TODAY)

    assert ask(client, secret, "plans").status_code == 200
    with clock.frozen(timezone.make_aware(datetime(2026, 3, 11, 8))):
        assert ask(client, secret, "plans").status_code == 401


@pytest.mark.parametrize(
    ("until", "refusal"),
    [(TODAY - timedelta(days=1), verbs.HasEnded), (date(2028, 6, 1), verbs.LastsTooLong)],
)
def test_a_key_ends_within_two_years(make, until, refusal):
    with pytest.raises(refusal):
        make(until=until)


def test_the_secret_itself_is_kept_nowhere(make):
    key, secret = make()

    kept = ReadingKey.objects.filter(pk=key.pk).values().get()
    assert secret not in repr(kept)
    assert secret not in repr(list(Event.objects.values()))


def test_each_use_is_written_down(client, plan, make):
    key, secret = make()

    ask(client, secret, "plans")
    ask(client, secret, "initiatives", plan.pk)

    used = Event.objects.filter(action="strategy.read_by_key", object_id=str(key.pk))
    assert {event.details["what"] for event in used} == {
        reverse("plan_api:plans"),
        reverse("plan_api:initiatives", args=[plan.pk]),
    }
    assert {event.actor for event in used} == {verbs.READER}
    key.refresh_from_db()
    assert key.last_used_on == TODAY


def test_the_page_shows_the_secret_once(secretary):
    address = reverse("strategy:keys")
    said = {"name": "Overblik", "scopes": ["plans"], "expires_on": "2026-12-31"}

    answer = secretary.post(address, said)
    page = answer.content.decode()

    secret = page.split('class="st-secret">')[1].split("<")[0]
    assert verbs.use_key(secret, scope="plans", what="/", on=TODAY) is not None
    assert secret not in secretary.get(address).content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_a_key_without_anything_to_read_is_not_made(secretary):
    answer = secretary.post(
        reverse("strategy:keys"), {"name": "Overblik", "expires_on": "2026-12-31"}
    )

    assert answer.status_code == 422
    assert not ReadingKey.objects.exists()


def test_the_interface_is_described(client):
    described = client.get(reverse("plan_api:openapi-json")).json()

    assert described["openapi"].startswith("3.1")
    assert len(described["paths"]) == 3
