"""Search, names, protection, merging, who looked and why: as pages, by those who use them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from helhed.access import knowing, searching
from helhed.audit.models import Event
from helhed.casework import verbs as casework
from helhed.citizens import verbs as citizens
from helhed.citizens.models import Citizen, Merge, StreetName
from helhed.contacts.models import Contact
from helhed.core import clock
from helhed.teams import verbs as teams
from helhed.teams.tests.factories import enrolled

pytestmark = pytest.mark.django_db
CPR = "6101851234"
FOREVER = datetime(2100, 1, 1, tzinfo=UTC)


def as_(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(answer) -> str:
    return answer.content.decode()


def find(user, q, **more) -> str:
    return text_of(as_(user).post(reverse("desk:search"), {"q": q, **more}))


@pytest.fixture
def ida(syd, amira) -> Citizen:
    return casework.meet_new_citizen(by=amira, team=syd, name="Ida Opdigtet", cpr=CPR)


@pytest.fixture
def karen(karen) -> Citizen:
    """As the verbs would have written her down: with her names ready to be searched."""
    citizens.people.note_names(karen)
    return karen


# ── search ──


def test_a_hit_says_why_it_is_one(karen, amira):
    assert "Karen Mølle" in find(amira, "karen")
    assert "kaldes ”Kaja”" in find(amira, "kaja")


def test_no_more_are_shown_than_twenty_though_there_are_more(amira, syd):
    for number in range(25):
        casework.meet_new_citizen(by=amira, team=syd, name=f"Jens Nummer{number}")
    assert find(amira, "jens").count('class="hh-name"') == 20


def test_p8_a_stranger_finds_nobody_by_name(karen, bo):
    for words in ("karen", "mølle", "kaja", "møll"):
        assert "Karen" not in find(bo, words)


def test_p8_a_number_known_elsewhere_says_only_ask_your_leader(ida, bo):
    page = find(bo, "610185-1234")
    assert "Personen kan være kendt. Spørg din leder" in page
    assert "Ida" not in page


def test_p8_a_number_nobody_has_says_nothing(ida, bo):
    assert "kan være kendt" not in find(bo, "6101851235")


def test_p8_half_a_number_is_no_number(ida, bo):
    assert "kan være kendt" not in find(bo, "610185")


def test_p8_the_protected_are_not_known_by_their_number(ida, amira, bo):
    citizens.protect(ida, by=amira)
    assert "kan være kendt" not in find(bo, CPR)


def test_p8_numbers_cannot_be_tried_through(ida, bo):
    for number in range(knowing.MOST_AN_HOUR):
        find(bo, f"61018520{number:02}")
    assert "kan være kendt" not in find(bo, CPR)


def test_p8_to_write_down_a_known_number_gives_the_same_words(ida, bo, nord):
    answer = as_(bo).post(
        reverse("desk:new-citizen"), {"name": "En Anden", "cpr": CPR, "team": nord.pk}
    )
    assert "Personen kan være kendt. Spørg din leder" in text_of(answer)
    assert Citizen.objects.count() == 1


def test_p8_the_log_knows_that_was_searched_but_not_for_whom(karen, amira):
    find(amira, "karen mølle")
    line = Event.objects.get(action="access.search")
    assert line.actor_id == amira.pk
    assert line.details["words"] == 2
    assert "karen" not in str(line.details).lower()


def test_p8_what_one_searches_for_never_stands_in_an_address(amira):
    page = text_of(as_(amira).get(reverse("desk:search")))
    assert 'method="get"' not in page
    assert "Karen" not in text_of(as_(amira).get(reverse("desk:search") + "?q=karen"))


def test_what_was_searched_for_stands_in_the_form_of_a_new_citizen(amira):
    answer = as_(amira).post(
        reverse("desk:new-citizen"), {"from_search": "1", "q": "Vera Opdigtet"}
    )
    assert 'value="Vera Opdigtet"' in text_of(answer)


# ── details ──


def details(citizen, **changed):
    return {"name": citizen.name, "digital_post": "unknown", "version": citizen.version, **changed}


def test_p10_two_who_write_at_once_both_see_both_texts(karen, amira, lene):
    address = reverse("desk:change-details", args=[karen.pk])
    first = as_(amira).post(address, details(karen, name="Karen Nyholm"))
    second = as_(lene).post(address, details(karen, name="Karen Nykær"))
    assert first.status_code == 302
    assert second.status_code == 409
    assert "Karen Nyholm" in text_of(second)
    assert "Karen Nykær" in text_of(second)
    assert Citizen.objects.get(pk=karen.pk).name == "Karen Nyholm"


@pytest.mark.parametrize("version", ["", "=1+1", "9" * 40, "²"])
def test_p10_a_form_without_a_version_overwrites_nothing(karen, amira, version):
    address = reverse("desk:change-details", args=[karen.pk])
    sent = details(karen, name="Karen Nyholm", version=version)
    assert as_(amira).post(address, sent).status_code == 409
    assert Citizen.objects.get(pk=karen.pk).name == karen.name


def test_a_nickname_is_added_found_and_removed(karen, amira):
    as_(amira).post(reverse("desk:add-street-name", args=[karen.pk]), {"text": "Skipperen"})
    assert "Karen Mølle" in find(amira, "skipper")
    row = StreetName.objects.get()
    as_(amira).post(reverse("desk:remove-street-name", args=[row.pk]))
    assert "Karen Mølle" not in find(amira, "skipper")


def test_the_citizen_says_what_a_friend_may_be_told(karen, amira):
    member = citizens.add_network_member(karen, by=amira, name="Inger", kind="friend")
    address = reverse("desk:tell-network", args=[member.pk])
    assert "Inger" in text_of(as_(amira).get(reverse("desk:network", args=[karen.pk])))
    as_(amira).post(address, {"telling": "yes", "may_be_told": "Hvor jeg bor"})
    member.refresh_from_db()
    assert (member.telling, member.may_be_told) == ("yes", "Hvor jeg bor")


# ── two pages become one ──


def test_everything_that_will_move_is_shown_first(karen, amira, syd):
    other = enrolled(syd, by=amira, name="Kaja Mølle")
    citizens.add_good_to_know(other, by=amira, text="Kaffe først", helps=True)
    page = text_of(as_(amira).get(reverse("desk:merge-with", args=[karen.pk, other.pk])))
    assert "Godt at vide: 1" in page


def test_two_become_one_and_two_again(karen, amira, syd):
    other = enrolled(syd, by=amira, name="Kaja Mølle")
    client = as_(amira)
    client.post(reverse("desk:merge-with", args=[karen.pk, other.pk]), {"reason": "Samme kvinde"})
    old = client.get(reverse("desk:citizen", args=[other.pk]), follow=True)
    assert "Karen Mølle" in text_of(old)
    client.post(reverse("desk:undo-merge", args=[Merge.objects.get().pk]))
    other.refresh_from_db()
    assert other.merged_into_id is None
    assert "Kaja Mølle" in text_of(client.get(reverse("desk:citizen", args=[other.pk])))


def test_p8_a_protected_person_is_merged_only_by_two_colleagues(karen, amira, lene, syd):
    secret = enrolled(syd, by=amira, name="Kaja Mølle")
    casework.turn_protection(secret, by=amira, on=True)
    teams.trust_worker(secret, by=amira, user=lene)
    secret.refresh_from_db()
    as_(amira).post(
        reverse("desk:merge-with", args=[karen.pk, secret.pk]), {"reason": "Samme kvinde"}
    )
    record = Merge.objects.get()
    assert record.waiting
    secret.refresh_from_db()
    assert secret.merged_into_id is None
    confirm = reverse("desk:confirm-merge", args=[record.pk])
    as_(amira).post(confirm)
    secret.refresh_from_db()
    assert secret.merged_into_id is None
    assert "Ja, det er den samme" in text_of(as_(lene).get(reverse("desk:merge", args=[karen.pk])))
    as_(lene).post(confirm)
    secret.refresh_from_db()
    karen.refresh_from_db()
    assert secret.merged_into_id == karen.pk
    assert karen.protected
    assert Merge.objects.get().confirmed_by_id == lene.pk


def test_p9_an_unnamed_person_is_attached_with_everything(karen, mads, gaden, amira):
    teams.share(
        karen, by=amira, team=gaden, areas=["basic", "contacts"], purpose="Opsøg", until=FOREVER
    )
    violin = casework.meet_unnamed(
        by=mads, team=gaden, street_name="Violinen", description="Sort kasse"
    )
    kept = Contact.objects.filter(citizen=violin).count()
    page = text_of(as_(mads).get(reverse("desk:give-name", args=[violin.pk])))
    assert reverse("desk:attach", args=[violin.pk]) in page
    answer = as_(mads).post(
        reverse("desk:attach", args=[violin.pk]),
        {"to": karen.pk, "said_yes": "on", "reason": "Hun sagde sit navn"},
    )
    assert answer.status_code == 302
    assert Contact.objects.filter(citizen=karen).count() == kept
    assert not Contact.objects.filter(citizen=violin).exists()


# ── who looked, and why ──


def test_p8_the_citizen_can_read_who_looked_by_role_and_place(karen, amira, lene):
    as_(lene).get(reverse("desk:citizen", args=[karen.pk]))
    page = text_of(as_(amira).get(reverse("desk:who-looked", args=[karen.pk])))
    assert "ACT-team Syd" in page
    assert "kiggede på siden" in page
    assert "Lene" not in page


def test_p8_emergency_access_opens_tells_why_and_is_reviewed(karen, bo, nord, pernille, client):
    reason = "Han svarer ikke, og naboen er bange for, at der er sket noget."
    citizens.people._set_cpr(karen, CPR)
    karen.save()
    client = as_(bo)
    assert client.get(reverse("desk:citizen", args=[karen.pk])).status_code == 404
    short = client.post(reverse("desk:break-glass"), {"whom": CPR, "reason": "haster"})
    assert "hel sætning" in text_of(short)
    assert client.get(reverse("desk:citizen", args=[karen.pk])).status_code == 404
    client.post(reverse("desk:break-glass"), {"whom": CPR, "reason": reason})
    assert client.get(reverse("desk:citizen", args=[karen.pk])).status_code == 200
    page = text_of(as_(pernille).get(reverse("desk:who-looked", args=[karen.pk])))
    assert "naboen er bange" in page


def test_a_leader_is_told_why_a_colleague_cannot_see(karen, pernille, amira, lene):
    explain = {"who": str(lene.pk), "whom": str(karen.pk)}
    open_page = text_of(as_(pernille).post(reverse("desk:why"), explain))
    assert "ACT-team Syd" in open_page
    casework.turn_protection(karen, by=amira, on=True)
    teams.trust_worker(karen, by=amira, user=pernille)
    closed = text_of(as_(pernille).post(reverse("desk:why"), explain))
    assert "ikke blandt de navngivne kolleger" in closed


def test_p8_only_those_who_may_explain_are_told(karen, bo):
    assert as_(bo).get(reverse("desk:why")).status_code == 404


def test_p8_the_data_protection_officer_reads_the_log_of_one_user(karen, amira, dan):
    as_(amira).get(reverse("desk:citizen", args=[karen.pk]))
    page = text_of(as_(dan).get(reverse("desk:audit-log"), {"user": str(amira.pk)}))
    assert "Amira Kaya" in page
    assert "Kiggede på siden" in page
    assert "Karen" not in page


def test_p8_one_who_looks_at_somebody_of_the_same_surname_stands_out(syd, amira, dan):
    namesake = enrolled(syd, by=amira, name="Yasmin Kaya")
    citizens.people.note_names(namesake)
    as_(amira).get(reverse("desk:citizen", args=[namesake.pk]))
    page = text_of(as_(dan).get(reverse("desk:audit-log")))
    assert "samme efternavn" in page
    assert "Yasmin" not in page


def test_p8_looks_of_one_colleague_are_one_line_though_others_looked_between(karen, amira, lene):
    for user in (amira, lene, amira, lene, amira):
        as_(user).get(reverse("desk:citizen", args=[karen.pk]))
    page = text_of(as_(amira).get(reverse("desk:who-looked", args=[karen.pk])))
    assert page.count("kiggede på siden") == 2


def test_the_log_can_be_narrowed_to_looks_or_changes(karen, amira, dan):
    as_(amira).get(reverse("desk:citizen", args=[karen.pk]))
    citizens.add_good_to_know(karen, by=amira, text="Kaffe", helps=True)
    ask = {"user": str(amira.pk), "days": "7"}
    looks = text_of(as_(dan).get(reverse("desk:audit-log"), {**ask, "kind": "looks"}))
    changes = text_of(as_(dan).get(reverse("desk:audit-log"), {**ask, "kind": "changes"}))
    assert "Kiggede på siden" in looks
    assert "Kiggede på siden" not in changes
    assert "good_to_know" in changes
    assert "good_to_know" not in looks


# ── no more than work asks for ──


def test_whoever_searches_very_often_waits_a_minute(karen, amira, lene, monkeypatch):
    monkeypatch.setattr(searching, "MOST_A_MINUTE", 3)
    for _number in range(3):
        assert "Karen Mølle" in find(amira, "karen")

    answer = as_(amira).post(reverse("desk:search"), {"q": "karen"})

    assert answer.status_code == 429
    assert "Du har søgt rigtig mange gange" in text_of(answer)
    assert "Karen Mølle" not in text_of(answer)
    assert Event.objects.filter(action="access.stop_search", actor_id=amira.pk).count() == 1
    # The limit is each colleague's own, and it passes.
    assert as_(lene).post(reverse("desk:search"), {"q": "karen"}).status_code == 200
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        assert "Karen Mølle" in find(amira, "karen")


def test_nor_are_names_tried_through_slowly(karen, amira, monkeypatch):
    monkeypatch.setattr(searching, "MOST_AN_HOUR", 2)
    now = clock.now()
    for minutes in (0, 20):
        with clock.frozen(now + timedelta(minutes=minutes)):
            find(amira, "karen")

    with clock.frozen(now + timedelta(minutes=40)):
        assert as_(amira).post(reverse("desk:search"), {"q": "karen"}).status_code == 429
