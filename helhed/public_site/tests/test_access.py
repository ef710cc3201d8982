"""Every address of the room, who is let in, and what the public user of the database may read."""

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.urls import resolve, reverse
from psycopg import sql

from helhed.public_site import urls, urls_public, verbs
from helhed.public_site.connection import acting_as_public
from helhed.public_site.models import HelpPlace
from helhed.public_site.site import SITES
from helhed.strategy.tests.factories import a_plan

pytestmark = pytest.mark.django_db

# name: (method, what its key is)
DOORS = {
    "desk": ("get", ""),
    "write-front-page": ("get", ""),
    "add-place": ("get", ""),
    "change-place": ("get", "place"),
    "set-hours": ("get", "place"),
    "mark-other-day": ("get", "place"),
    "remove-other-day": ("post", "day"),
    "publish": ("get", "plan"),
    "publications": ("get", "plan"),
    "withdraw": ("post", "plan"),
    "write-public-text": ("get", "text"),
}
# Open to everybody; those with keys are tested where something is published.
PUBLIC_WITHOUT_KEY = {
    *("home", "help", "promises", "easy", "plans", "figures", "hearings", "data"),
}
PUBLIC_WITH_KEY = {"plan", "initiative", "figure", "data-file", "data-of-figure"}
READABLE = {
    "public_site_frontpage",
    "public_site_helpplace",
    "public_site_openhours",
    "public_site_otherday",
    "public_site_publication",
    "public_site_publishedpage",
}


@pytest.fixture
def keys(broen, sara):
    day = verbs.mark_other_day(broen, by=sara, day="2026-12-24")
    plan = a_plan()
    return {"place": [broen.pk], "day": [day.pk], "plan": [plan.pk], "text": [plan.pk, plan.pk]}


def address(name: str, keys: dict) -> str:
    key = DOORS[name][1]
    return reverse(f"public_site:{name}", args=keys[key] if key else [])


def test_every_url_is_listed_here():
    assert {pattern.name for pattern in urls.urlpatterns} == set(DOORS)
    for site in SITES:
        named = {pattern.name for pattern in urls_public.pages(site)}
        assert named == PUBLIC_WITHOUT_KEY | PUBLIC_WITH_KEY


@pytest.mark.parametrize("name", DOORS)
def test_who_does_not_steer_is_told_nothing(client, amira, keys, name):
    client.force_login(amira)
    assert getattr(client, DOORS[name][0])(address(name, keys)).status_code == 404


@pytest.mark.parametrize("name", DOORS)
def test_who_is_not_signed_in_is_asked_to(client, keys, name):
    answer = getattr(client, DOORS[name][0])(address(name, keys))
    assert answer.status_code == 302
    assert reverse(settings.LOGIN_URL) in answer["Location"]


@pytest.mark.parametrize("name", DOORS)
def test_the_secretary_is_let_in(client, sara, keys, name):
    client.force_login(sara)
    method = DOORS[name][0]
    answer = getattr(client, method)(address(name, keys))
    assert answer.status_code == (200 if method == "get" else 302)


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.language)
@pytest.mark.parametrize("name", sorted(PUBLIC_WITHOUT_KEY))
def test_everybody_is_let_in_without_a_cookie_or_a_session(client, broen, site, name):
    answer = client.get(site.url(name))

    assert answer.status_code == 200
    assert not answer.cookies
    assert not hasattr(answer.wsgi_request, "session")
    assert not hasattr(answer.wsgi_request, "user")
    assert "public" in answer["Cache-Control"]
    assert answer["Content-Language"] == site.language
    again = client.get(site.url(name), headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    assert "<script" not in answer.content.decode()


def test_a_colleague_meets_the_same_page_as_everybody(client, sara, broen):
    page = client.get("/aaben/").content
    client.force_login(sara)
    assert client.get("/aaben/").content == page


def test_public_pages_are_only_read(client):
    assert client.post("/aaben/").status_code == 405
    assert client.get("/aaben/planer/findes-ikke/").status_code == 404
    assert client.get("/aaben").status_code == 301
    assert client.get("/aaben/planer").status_code == 301


def test_the_public_user_reads_these_tables_and_nothing_else():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace"
            " AND c.relkind IN ('r', 'v', 'm', 'p', 'f')"
            " AND (has_table_privilege('helhed_public', c.oid, 'SELECT')"
            " OR has_any_column_privilege('helhed_public', c.oid, 'SELECT'))"
        )
        assert {name for (name,) in cursor.fetchall()} == READABLE
        cursor.execute(
            "SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace"
            " AND c.relkind IN ('r', 'v', 'p') AND has_table_privilege("
            "'helhed_public', c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER, REFERENCES')"
        )
        assert cursor.fetchall() == []
        cursor.execute(
            # The makers of range types are PostgreSQL's own and read nothing.
            "SELECT p.proname FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang"
            " WHERE p.pronamespace = 'public'::regnamespace AND l.lanname <> 'internal'"
            " AND has_function_privilege('helhed_public', p.oid, 'EXECUTE')"
        )
        assert cursor.fetchall() == []


@pytest.mark.parametrize(
    "table",
    ["citizens_citizen", "accounts_user", "audit_event", "strategy_initiative", "django_session"],
)
def test_asking_for_anything_else_is_refused_by_the_database(table):
    refused = pytest.raises(DatabaseError, match="permission denied")
    with acting_as_public(), refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT * FROM {} LIMIT 1").format(sql.Identifier(table)))


def test_a_place_that_is_not_shown_is_closed_to_the_public_user_by_the_database(broen, sara):
    verbs.change_place(broen, by=sara, based_on=broen.version, shown=False)
    with acting_as_public():
        assert HelpPlace.objects.count() == 0
    assert HelpPlace.objects.count() == 1


def test_addresses_of_both_languages_lead_to_the_same_views():
    for danish, english in zip(*(urls_public.pages(site) for site in SITES), strict=True):
        assert danish.name == english.name
        assert danish.callback is english.callback
    assert resolve("/open/get-help/").url_name == resolve("/aaben/faa-hjaelp/").url_name
