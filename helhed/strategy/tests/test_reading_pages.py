"""Uploading, looking through, putting right and accepting, as a person does it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from helhed.strategy.models import ImportDraft, Initiative, PrintedLabel
from helhed.strategy.tests.documents.made import a_draft, content

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, signe):
    client.force_login(signe)
    return client


def upload(page, name, data):
    file = SimpleUploadedFile(name, data)
    return page.post(reverse("strategy:reading-upload"), {"document": file})


def test_an_uploaded_document_is_shown_with_its_cards(page):
    answer = upload(page, "havn.txt", content("havn.txt"))

    draft = ImportDraft.objects.get()
    assert answer.url == reverse("strategy:reading", args=[draft.pk])
    shown = page.get(answer.url).content.decode()
    assert "Motorhjælp på vandet" in shown
    assert not Initiative.objects.exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("tom.txt", b""),
        ("../../etc/passwd", b"root"),
        ("plan.exe", b"MZ"),
        ("plan.pdf", b"no pdf"),
        ("brev.txt", "Kære alle".encode()),
    ],
)
def test_a_document_that_cannot_be_read_is_refused_with_a_sentence(page, name, data):
    answer = upload(page, name, data)

    assert answer.status_code == 200
    assert name.split("/")[-1] in answer.content.decode()
    assert not ImportDraft.objects.exists()


def test_a_card_stands_beside_its_lines(page):
    draft = a_draft()

    shown = page.get(reverse("strategy:reading-card", args=[draft.pk, 2])).content.decode()

    first = draft.data["cards"][1]["fields"]["challenge"]["lines"][0]
    assert f'href="#lines-{first}"' in shown
    assert f'id="lines-{first}"' in shown
    assert "Motorer går i stå langt ude." in shown


def test_what_has_no_field_is_shown_with_a_way_to_name_it(page):
    text = content("skov.txt").decode().replace("Udfordring", "Hvad er galt")
    draft = upload_text(page, text)

    shown = page.get(reverse("strategy:reading-card", args=[draft.pk, 4])).content.decode()
    assert "st-unplaced" in shown

    data = {"text": "Hvad er galt", "field": "challenge", "draft": str(draft.pk)}
    page.post(reverse("strategy:reading-add-label"), data)
    shown = page.get(reverse("strategy:reading-card", args=[draft.pk, 4])).content.decode()
    assert "st-unplaced" not in shown
    assert PrintedLabel.objects.get().text == "Hvad er galt"


def upload_text(page, text):
    upload(page, "skov.txt", text.encode())
    return ImportDraft.objects.latest("created_at")


def test_a_field_is_put_right(page):
    draft = a_draft()

    address = reverse("strategy:reading-correct", args=[draft.pk, 1, "challenge"])
    answer = page.post(address, {"text": "Der mangler læ."})

    assert answer.status_code == 302
    draft.refresh_from_db()
    assert draft.corrections == {"1": {"challenge": "Der mangler læ."}}


@pytest.mark.parametrize("field", ["number", "fields", "lines", "unplaced", "section_goal"])
def test_nothing_else_of_a_card_can_be_put_right(page, field):
    draft = a_draft()

    address = reverse("strategy:reading-correct", args=[draft.pk, 1, field])

    assert page.post(address, {"text": "x"}).status_code == 404


def test_accepting_takes_the_ticked_cards_in(page):
    draft = a_draft()
    data = {"title": "Bådplan 2027-2028", "cards": [1, 3], "version": draft.version}

    answer = page.post(reverse("strategy:reading-accept", args=[draft.pk]), data)

    assert answer.status_code == 302
    assert sorted(Initiative.objects.values_list("number", flat=True)) == [1, 3]


def test_accepting_nothing_is_answered_with_a_sentence(page):
    draft = a_draft()

    answer = page.post(
        reverse("strategy:reading-accept", args=[draft.pk]),
        {"title": "Bådplan", "version": draft.version},
    )

    assert answer.status_code == 200
    assert not Initiative.objects.exists()


def test_the_original_is_a_download(page):
    draft = a_draft()

    answer = page.get(reverse("strategy:reading-original", args=[draft.pk]))

    assert answer.content == content("havn.txt")
    assert answer["Content-Disposition"] == 'attachment; filename="havn.txt"'
    assert answer["Content-Type"] == "application/octet-stream"


def test_a_policy_is_shown_and_accepted(page):
    draft = a_draft("baadpolitik.md")

    shown = page.get(reverse("strategy:reading", args=[draft.pk])).content.decode()
    page.post(
        reverse("strategy:reading-accept", args=[draft.pk]),
        {"title": "Bådpolitik", "version": draft.version},
    )

    assert "Læ til alle både" in shown
    draft.refresh_from_db()
    assert draft.policy.title == "Bådpolitik"


def test_text_of_a_document_is_never_markup(page):
    text = content("havn.txt").decode().replace("Kaffe hver onsdag.", "<script>alert(1)</script>")
    draft = upload_text(page, text)

    for name, args in (
        ("reading", []),
        ("reading-card", [3]),
        ("reading-correct", [3, "description"]),
    ):
        shown = page.get(reverse(f"strategy:{name}", args=[draft.pk, *args])).content.decode()
        assert "<script>alert" not in shown


def test_the_overview_asks_few_questions_however_many_cards(page, django_assert_max_num_queries):
    draft = a_draft()

    with django_assert_max_num_queries(25):
        page.get(reverse("strategy:reading", args=[draft.pk]))
