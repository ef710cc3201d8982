"""What is published is a frozen copy that holds no colleague, and reads the same everywhere."""

import csv
import json
from datetime import date, datetime
from decimal import Decimal
from io import StringIO

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helhed.core import clock
from helhed.public_site import verbs
from helhed.public_site.api import api
from helhed.public_site.connection import acting_as_public
from helhed.public_site.models import Publication, PublicText, PublishedPage
from helhed.public_site.site import DANISH, ENGLISH
from helhed.public_site.tables import as_csv
from helhed.strategy.models import (
    ContactPerson,
    Definition,
    Indicator,
    IndicatorValue,
    Proposal,
)
from helhed.strategy.tests.factories import (
    a_criterion,
    a_goal,
    a_milestone,
    a_party,
    a_plan,
    a_policy,
    an_initiative,
)
from helhed.strategy.verbs.initiatives import assign_owner
from tests.described import METHODS, as_described, description, questions

pytestmark = pytest.mark.django_db
NOW = timezone.make_aware(datetime(2026, 3, 10, 10))
DESCRIBED = description(api)


@pytest.fixture(autouse=True)
def _a_tuesday_in_march():
    with clock.frozen(NOW):
        yield


@pytest.fixture
def plan(sara, amira):
    policy = a_policy(title="Udsattepolitik", council="Udsatterådet")
    plan = a_plan(policy=policy, title="Handleplan for alle", first_year=2025, last_year=2026)
    goal = a_goal(policy=policy, key="bolig", title="Flere har et hjem")
    homes = an_initiative(
        plan=plan, number=1, title="Ti små boliger", description="Vi bygger.", goals=[goal]
    )
    assign_owner(homes, by=sara, owner=amira)
    ContactPerson(initiative=homes, person="Vibeke Opdigtet", department="Bolig").save()
    a_milestone(initiative=homes, title="Grunden er købt", due_on=date(2026, 9, 1))
    a_criterion(initiative=homes, text="Ti boliger står klar", measurable=True)
    an_initiative(plan=plan, number=2, title="Åbent om søndagen")
    Proposal(
        council=a_party(name="Udsatterådet", kind="council"),
        title="Søndage",
        words="=Søndag er den længste dag",
        proposed_on=date(2025, 2, 3),
        noted_by=sara,
        became="Værestedet har åbent om søndagen.",
    ).save()
    _indicator(sara, homes)
    return plan


def _indicator(by, initiative) -> Indicator:
    indicator = Indicator(
        title="Mennesker uden hjem",
        unit="persons",
        direction="down",
        frequency="half_year",
        target_kind="number",
        target=Decimal(50),
        public=True,
        owner=by,
    )
    indicator.save()
    Definition(
        indicator=indicator, number=1, text="Alle uden hjem.", source="Navnelisten", written_by=by
    ).save()
    indicator.initiatives.add(initiative)
    for first, last, state, number in (
        (date(2025, 1, 1), date(2025, 6, 30), "shown", 91),
        (date(2025, 7, 1), date(2025, 12, 31), "shown", 74),
    ):
        for category, label, part in (
            ("", "", (state, number)),
            ("young", "Unge", ("hidden", None)),
        ):
            IndicatorValue(
                indicator=indicator,
                first_day=first,
                last_day=last,
                category=category,
                label=label,
                state=part[0],
                number=part[1],
                missing_share=Decimal("4.0"),
                source="Navnelisten",
                definition_version=1,
                entered_by=by,
                published_at=NOW,
                published_by=by,
            ).save()
    return indicator


@pytest.fixture
def published(plan, sara) -> Publication:
    figure = Indicator.objects.get()
    return verbs.publish_plan(plan, by=sara, at=NOW, headlines=[str(figure.pk)])


ADDRESSES = [
    *((name, ()) for name in ("home", "plans", "figures", "hearings", "easy", "data")),
    ("plan", ("handleplan-for-alle-2025-2026",)),
    ("initiative", ("handleplan-for-alle-2025-2026", "1-ti-smaa-boliger")),
    ("figure", ("mennesker-uden-hjem",)),
    *(("data-file", (name,)) for name in ("initiatives", "figures", "proposals", "help")),
    ("data-of-figure", ("mennesker-uden-hjem",)),
]


def test_nothing_of_a_plan_is_public_before_somebody_says_so(client, plan):
    assert "Ti små boliger" not in client.get(DANISH.url("home")).content.decode()


@pytest.mark.parametrize("site", [DANISH, ENGLISH], ids=["da", "en"])
@pytest.mark.parametrize(("name", "keys"), ADDRESSES, ids=lambda one: str(one))
def test_no_page_names_a_colleague_or_a_contact_person(client, published, site, name, keys):
    answer = client.get(site.url(name, *keys))

    assert answer.status_code == 200
    text = answer.content.decode()
    for hidden in ("Vibeke", "Amira", "Ulla Brandt", str(Indicator.objects.get().owner_id)):
        assert hidden not in text


def test_nothing_published_holds_a_colleague(published, amira):
    held = json.dumps([row.data for row in PublishedPage.objects.all()])
    for hidden in ("Vibeke", "Amira", "Ulla", str(amira.pk)):
        assert hidden not in held


def test_a_name_in_a_text_stops_the_publishing(plan, sara):
    plan.initiatives.filter(number=2).update(description="Ring til Vibeke  opdigtet.")
    with pytest.raises(verbs.NamesInText, match="Åbent om søndagen"):
        verbs.publish_plan(plan, by=sara, at=NOW)
    plan.initiatives.filter(number=2).update(description="Amira Kaya svarer.")
    with pytest.raises(verbs.NamesInText):
        verbs.publish_plan(plan, by=sara, at=NOW)
    assert Publication.objects.count() == 0


def test_the_front_page_shows_figure_initiative_and_what_became_of_the_proposal(client, published):
    page = client.get(DANISH.url("home")).content.decode()
    assert "74" in page
    assert "91" in page
    assert "Ti små boliger" in page
    assert "Søndag er den længste dag" in page
    assert "Værestedet har åbent om søndagen." in page


def test_what_is_published_stays_until_it_is_published_again(client, plan, published, sara):
    plan.initiatives.filter(number=2).update(title="Åbent hver dag")
    address = DANISH.url("plan", published.slug)
    assert "Åbent om søndagen" in client.get(address).content.decode()

    again = verbs.publish_plan(plan, by=sara, at=NOW)

    assert again.number == 2
    assert "Åbent hver dag" in client.get(address).content.decode()


def test_what_is_published_is_frozen_by_the_database(published):
    for write in (
        lambda: PublishedPage.objects.update(data={}),
        lambda: PublishedPage.objects.all().delete(),
        lambda: Publication.objects.update(number=7),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()


def test_what_is_withdrawn_is_gone_for_everybody_at_once(client, plan, published, sara):
    verbs.withdraw_plan(plan, by=sara)

    assert client.get(DANISH.url("plan", published.slug)).status_code == 404
    assert "Ti små boliger" not in client.get(DANISH.url("home")).content.decode()
    with acting_as_public():
        assert PublishedPage.objects.count() == 0
        assert Publication.objects.count() == 0
    with pytest.raises(DatabaseError), transaction.atomic():
        Publication.objects.update(current=True)


def test_an_earlier_publication_is_closed_to_the_public_user(plan, published, sara):
    verbs.publish_plan(plan, by=sara, at=NOW)
    with acting_as_public():
        assert list(Publication.objects.values_list("number", flat=True)) == [2]


def test_drafts_of_words_are_closed_to_the_public_user(plan, sara):
    verbs.write_public_text(plan, by=sara, subject=plan.pk, short="Kladde.")
    with acting_as_public(), pytest.raises(DatabaseError), transaction.atomic():
        PublicText.objects.count()


def test_words_by_a_person_are_used_in_their_language_and_easy_to_read(client, plan, sara):
    homes = plan.initiatives.get(number=1)
    verbs.write_public_text(
        plan,
        by=sara,
        subject=homes.pk,
        short="Ti nye boliger.",
        title_en="Ten small homes",
        short_en="Ten new homes.",
        easy="Vi bygger ti små huse.",
    )
    published = verbs.publish_plan(plan, by=sara, at=NOW)
    keys = (published.slug, "1-ti-smaa-boliger")

    english = client.get(ENGLISH.url("initiative", *keys)).content.decode()
    assert "Ten small homes" in english
    assert "Ten new homes." in english
    assert "Vi bygger ti små huse." in client.get(DANISH.url("easy")).content.decode()
    other = client.get(ENGLISH.url("plan", published.slug)).content.decode()
    assert "Åbent om søndagen" in other


def test_a_hidden_figure_is_neither_zero_nor_missing_anywhere(client, published):
    page = client.get(DANISH.url("figure", "mennesker-uden-hjem")).content.decode()
    assert "pub-hidden" in page
    rows = list(_csv(client.get(DANISH.url("data-file", "figures"))))
    hidden = [row for row in rows if row["part"] == "Unge"]
    assert {(row["state"], row["value"]) for row in hidden} == {("hidden", "")}
    assert {row["value"] for row in rows if row["part"] == ""} == {"91.0", "74.0"}
    given = client.get("/api/v1/indicators/mennesker-uden-hjem").json()
    assert given["rows"][0]["parts"]["Unge"] == {"state": "hidden", "value": None}


def _csv(answer):
    return csv.DictReader(StringIO(answer.content.decode("utf-8-sig")))


def test_open_data_is_safe_to_open_in_a_spreadsheet(client, published):
    [row] = _csv(client.get(DANISH.url("data-file", "proposals")))
    assert row["text"] == "'=Søndag er den længste dag"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_cell_of_a_csv_begins_like_a_formula(text):
    [_heading, [cell]] = csv.reader(StringIO(as_csv(["x"], [[text]]).lstrip("\ufeff"), newline=""))
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert cell.lstrip("'") == text.lstrip("'")


def test_the_interface_is_described_and_answers_as_it_says(client, published):
    described = client.get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    for path in described["paths"]:
        address = path.replace(
            "{key}", published.slug if "plans" in path else "mennesker-uden-hjem"
        )
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert not answer.cookies
        assert "public" in answer["Cache-Control"]
        assert "Vibeke" not in answer.content.decode()
    assert client.get("/api/v1/plans/findes-ikke").status_code == 404


@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(question=questions(DESCRIBED, ("handleplan-for-alle-2025-2026", "mennesker-uden-hjem")))
def test_whatever_is_asked_is_answered_as_described(client, published, question):
    answer = client.get(question.address, question.data)

    assert as_described(answer, question, DESCRIBED), (answer.status_code, answer.content)


@pytest.mark.parametrize("method", [name for name in METHODS if name not in ("GET", "HEAD")])
def test_programs_change_nothing(client, method):
    for path in DESCRIBED["paths"]:
        assert client.generic(method, path.replace("{key}", "x"), b"{}").status_code == 405


def test_four_headlines_at_most(plan, sara):
    with pytest.raises(verbs.TooManyHeadlines):
        verbs.publish_plan(plan, by=sara, at=NOW, headlines=list("12345"))


def test_the_secretary_publishes_by_the_page(client, plan, sara):
    client.force_login(sara)
    figure = Indicator.objects.get()
    address = reverse("public_site:publish", args=[plan.pk])
    assert "Ti små boliger" in client.get(address).content.decode()

    client.post(address, {"sure": "1", "headlines": [str(figure.pk)]})

    assert Publication.objects.current().get().pages.get(headline=1).key == "mennesker-uden-hjem"


def test_public_pages_ask_few_questions(client, plan, sara, django_assert_max_num_queries):
    for number in range(10, 50):
        an_initiative(plan=plan, number=number)
    verbs.publish_plan(plan, by=sara, at=NOW)
    with django_assert_max_num_queries(14):
        client.get(DANISH.url("home"))
