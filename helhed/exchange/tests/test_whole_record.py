"""The citizen gets all that is written: no table is forgotten, and what is closed is told."""

import io
import json
import re
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse
from pypdf import PdfReader

from helhed.access.connection import acting_as
from helhed.access.tests.test_row_level_security import tables_about_citizens
from helhed.audit import reading
from helhed.audit.models import Event
from helhed.citizens import verbs as citizens
from helhed.citizens.models import NetworkMember
from helhed.contacts import verbs as contacts
from helhed.contacts.models import Enquiry
from helhed.core import clock
from helhed.core.ids import new_id
from helhed.exchange import verbs
from helhed.exchange.whole.files import Choices
from helhed.exchange.whole.gathering import gather, history_of, model_of
from helhed.exchange.whole.labels import LABELS, label_of
from helhed.exchange.whole.register import KEY_FIELDS, KINDS, LEFT_OUT, Part
from helhed.exchange.whole.telling import part_words, why_words
from helhed.health.models import AreaNote
from helhed.stays import verbs as stays
from helhed.stays.models import Kind, Site
from helhed.teams.tests.factories import enrolled

pytestmark = pytest.mark.django_db
GIVEN = Choices(identified="known", handed="hand")


def given(user, citizen, choices=GIVEN, form="json"):
    with acting_as(user):
        made = verbs.give_whole_record(citizen, by=user, choices=choices, form=form, at=clock.now())
    return json.loads(made) if form == "json" else made


def rows_of(told, code):
    return next(kind["rows"] for kind in told["kinds"] if kind["code"] == code)


def text_of(pdf):
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    return re.sub(r"\s+", " ", " ".join(pages))


def test_every_table_about_a_citizen_is_given_or_it_is_said_why_not():
    given_here = {model_of(kind)._meta.db_table for kind in KINDS}
    earlier = {history._meta.db_table for kind in KINDS if (history := history_of(model_of(kind)))}
    left_out = {apps.get_model(label)._meta.db_table for label in LEFT_OUT}

    # Who looked is told from the log, beside the tables.
    assert given_here | earlier | left_out | {"audit_event"} == tables_about_citizens()
    assert not given_here & left_out
    assert len({kind.code for kind in KINDS}) == len(KINDS)


def test_each_kind_is_read_by_the_right_the_database_asks_for():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename, qual FROM pg_policies WHERE policyname LIKE '%%_see'")
        asked = {
            table: re.findall(r"access_open_citizens\('(\w+)'", qual) for table, qual in cursor
        }
    told = {kind.model: (str(kind.may), asked[model_of(kind)._meta.db_table]) for kind in KINDS}
    # The steps of an enquiry are seen by whoever sees the enquiry.
    told.pop("contacts.EnquiryStep")

    assert {model: one for model, one in told.items() if one[0] not in one[1][:1]} == {}


def test_every_column_has_a_word_for_people():
    needed = set()
    for kind in KINDS:
        for column in model_of(kind)._meta.concrete_fields:
            if column.name not in KEY_FIELDS and column.name not in kind.never:
                assert str(label_of(column)), f"{kind.model}.{column.name}"
                needed.add(column.name)
        named = {*kind.never, *kind.places, *kind.parts}
        assert named <= {column.name for column in model_of(kind)._meta.concrete_fields}
    assert set(LABELS) <= needed, "words for columns that are not there"


def test_every_reason_and_every_part_is_said_in_words():
    reasons = {why for kind in KINDS for why in kind.never.values()} | set(LEFT_OUT.values())
    assert reasons <= set(why_words())
    assert set(Part) == set(part_words())


@pytest.fixture
def told(karen, kasper, amira):
    """Karen, with people around her and somebody who came to us in confidence."""
    NetworkMember.objects.create(
        citizen=karen, name="Mia", kind="relative", relation="søster", phone="22334455"
    )
    Enquiry.objects.create(
        citizen=karen,
        sender="neighbour",
        sender_name="Fru Nabo",
        sender_phone="66778899",
        about="Karen",
        text="Hun råber om natten.",
        channel="phone",
        received_at=clock.now(),
        team=karen.enrolments.get().team,
        answer_by=clock.now() + timedelta(days=1),
    )
    contacts.note_contact(
        contact_id=new_id(),
        citizen=karen,
        by=amira,
        outcome="visit",
        at=clock.now(),
        note="Vi drak kaffe.",
        place="Værestedet",
    )
    return karen


def test_what_belongs_to_others_is_never_given(told, kasper):
    made = given(kasper, told)
    whole = json.dumps(made, ensure_ascii=False)

    assert "22334455" not in whole
    assert "66778899" not in whole
    assert "Fru Nabo" not in whole
    assert str(told.pk) not in whole
    assert rows_of(made, "network_member")[0]["name"] == "Mia"
    assert rows_of(made, "enquiry")[0]["text"] == "Hun råber om natten."
    assert {"others", "cpr", "places"} <= {one["code"] for one in made["left_out"]}


def test_what_is_held_back_is_told_with_the_reason(told, kasper):
    held = Choices("known", "hand", frozenset(Part), "Naboen bad om at være ukendt.")

    made = given(kasper, told, held)

    whole = json.dumps(made, ensure_ascii=False)
    assert "Hun råber" not in whole
    assert "Mia" not in whole
    assert kasper.name not in whole
    assert rows_of(made, "enquiry")[0]["text"] == {"held_back": "enquiries"}
    assert {one["code"] for one in made["held_back"]} == set(map(str, Part))
    assert {one["why"] for one in made["held_back"]} == {"Naboen bad om at være ukendt."}
    assert rows_of(made, "contact")[0]["note"] == "Vi drak kaffe."
    with pytest.raises(verbs.SayWhyItIsHeldBack):
        given(kasper, told, Choices("known", "hand", frozenset({Part.AROUND})))


def test_a_closed_area_is_told_on_the_first_page_and_never_silently_missing(told, kasper, lene):
    AreaNote.objects.create(
        citizen=told, area="pain", state="none", noted_by=lene, on=clock.today(), note="Såret"
    )

    by_kasper, by_lene = given(kasper, told), given(lene, told)

    assert "area_note" in {one["kind"] for one in by_kasper["closed"]}
    assert "area_note" not in {kind["code"] for kind in by_kasper["kinds"]}
    assert rows_of(by_lene, "area_note")[0]["note"] == "Såret"
    paper = text_of(given(kasper, told, form="pdf"))
    assert "Spørg sygeplejersken" in paper
    assert "Såret" not in paper


def test_the_paper_is_tagged_numbered_dated_and_says_what_the_file_says(told, kasper):
    paper = given(kasper, told, form="pdf")

    read = PdfReader(io.BytesIO(paper))
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert read.trailer["/Root"]["/Lang"] == "da"
    text = text_of(paper)
    assert f"1 / {len(read.pages)}" in text
    assert "Alt, hvad vi har skrevet om dig" in text
    assert f"lavet den {clock.today().day}." in text
    assert "Vi drak kaffe." in text
    assert "Datatilsynet" in text


def test_a_note_kept_by_another_team_is_not_in_it(told, kasper, mads, gaden):
    contacts.note_contact(
        contact_id=new_id(),
        citizen=told,
        by=mads,
        outcome="visit",
        at=clock.now(),
        note="Sagt i fortrolighed",
        team=gaden,
        kept_by=gaden,
    )
    made = given(kasper, told)

    assert "Sagt i fortrolighed" not in json.dumps(made, ensure_ascii=False)
    assert "fortrolighed til et andet hold" in text_of(given(kasper, told, form="pdf"))


def test_p8_no_place_of_a_protected_citizen_and_no_crisis_centre_is_given(told, kasper, amira):
    house = Site.objects.create(name="Rosenhuset", kind="crisis_centre", hidden=True)
    stays.begin_stay(
        told, by=amira, kind=Kind.CRISIS_CENTRE, from_night=date(2026, 1, 1), site=house
    )
    citizens.add_way_to_reach(told, by=amira, kind="place", text="Hemmelig Vej 1")
    assert "Rosenhuset" not in json.dumps(given(kasper, told), ensure_ascii=False)
    assert "Hemmelig Vej 1" in json.dumps(given(kasper, told), ensure_ascii=False)

    citizens.protect(told, by=kasper)
    told.refresh_from_db()
    told.trustedworkers.create(user=kasper, named_by=kasper)

    whole = json.dumps(given(kasper, told), ensure_ascii=False)
    assert "Hemmelig Vej 1" not in whole
    assert "Værestedet" not in whole
    assert "Rosenhuset" not in whole
    assert '{"left_out": "places"}' in whole


def test_it_is_one_line_in_the_log_that_the_citizen_reads(told, kasper):
    given(kasper, told, Choices("papers", "read", frozenset({Part.AROUND}), "Søsteren bad om det"))

    line = Event.objects.get(action="exchange.give_whole_record")
    assert (line.citizen_id, line.actor_id, line.channel) == (told.pk, kasper.pk, "export")
    assert line.details["identified"] == "papers"
    assert line.details["held"] == ["around"]
    assert "gav personen alt" in str(reading.told_to(told.pk)[0].what[0])


def test_it_is_seen_decided_and_made_on_three_pages(client, told, kasper):
    client.force_login(kasper)
    start = reverse("exchange:whole-record", args=[told.pk])
    ready = reverse("exchange:whole-record-ready", args=[told.pk])
    file = reverse("exchange:whole-record-file", args=[told.pk, "json"])

    assert "Det, sygeplejersken har skrevet" in client.get(start).content.decode()
    assert client.get(ready).url == start
    assert client.get(file).url == start
    with acting_as(kasper):
        parts = gather(kasper, told).doubtful()
    assert {Part.ENQUIRIES, Part.AROUND, Part.COLLEAGUES} <= set(parts)
    answers = {str(part): "hold" for part in parts} | {"identified": "known", "handed": "hand"}
    assert "Skriv, hvorfor" in client.post(start, answers).content.decode()
    assert client.post(start, answers | {"because": "Naboen bad om det"}).url == ready
    assert client.get(ready).status_code == 200
    made = client.get(file)
    assert json.loads(made.content)["held_back"][0]["why"] == "Naboen bad om det"
    assert made["Cache-Control"] == "no-store"
    assert str(told.pk) not in made["Content-Disposition"]
    assert client.get(file.replace("json", "xml")).status_code == 404
    with clock.frozen(clock.now() + timedelta(minutes=31)):
        assert client.get(file).status_code == 302


def test_nothing_of_another_citizen_of_the_team_is_in_it(told, kasper, amira, syd):
    other = enrolled(syd, by=amira, name="Per Opdigtet")
    citizens.add_remark(other, by=amira, about="x", words="Pers ord", said_on=clock.today())

    whole = json.dumps(given(kasper, told), ensure_ascii=False)

    assert "Per Opdigtet" not in whole
    assert "Pers ord" not in whole


def test_what_was_left_by_a_merge_is_given_too(told, kasper, amira, syd):
    from_other = citizens.create_citizen(by=amira, name="Karen Andet Navn")
    from_other.goodtoknows.create(text="Kan lide kaffe")
    from_other.merged_into = told
    from_other.save(update_fields=["merged_into"])

    made = given(kasper, told)

    assert "Kan lide kaffe" in json.dumps(made, ensure_ascii=False)
    assert len(rows_of(made, "citizen")) == 2


def test_a_stranger_and_an_act_worker_do_not_give_it_out(client, told, amira, bo):
    for user in (amira, bo):
        client.force_login(user)
        for name in ("whole-record", "whole-record-ready"):
            assert client.get(reverse(f"exchange:{name}", args=[told.pk])).status_code == 404
        file = reverse("exchange:whole-record-file", args=[told.pk, "json"])
        assert client.get(file).status_code == 404
