"""One decision in one sitting, at a shelter: asked for, found out together, heard, decided, read
aloud, ordered, begun.

And the other way round: whoever lets the citizen leave before it is decided is warned first.
Takes the pictures of docs/tour when HELHED_TOUR is set.
"""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from helhed.assessments import ffb
from helhed.assessments.models import Assessment
from helhed.core import clock
from helhed.decisions import verbs as decisions
from helhed.decisions.models import CaseFile, Decision, Hearing, ServiceOrder
from helhed.plans.models import Service
from helhed.stays import verbs as stays
from helhed.stays.models import Kind, Site, Stay
from tests.browser.looking import see
from tests.browser.test_story import press, send_form, window

__all__ = ["window"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def at_the_shelter(karen, amira, syd, kasper):
    """Karen sleeps at Lindegården; Kasper may grant support up to fifteen hours a week."""
    house = Site.objects.create(name="Lindegården", kind=Kind.SHELTER)
    stays.begin_stay(
        karen,
        by=amira,
        kind=Kind.SHELTER,
        site=house,
        from_night=clock.today() - timedelta(days=40),
    )
    decisions.give_mandate(
        by=None,
        official=kasper,
        basis_code="SEL85a",
        authority_code="council",
        from_day=clock.today() - timedelta(days=365),
        hours_limit=Decimal(15),
        given_by="Socialchefen",
    )
    return karen


def day(days):
    return (clock.today() + timedelta(days=days)).isoformat()


def fill(page, **fields):
    for name, value in fields.items():
        field = page.locator(f"main [name={name}]").first
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def choose(page, name, value):
    page.locator(f"main [name={name}][value='{value}']").check(force=True)


def ask_at_the_shelter(page, karen):
    page.goto(reverse("desk:citizen", args=[karen.pk]))
    page.get_by_role("link", name="Ny sag").click()
    fill(
        page,
        title="Støtte i eget hjem",
        basis_code="SEL85a",
        words="Der skal være nogen, også når det ikke er kontortid.",
        leaves_on=day(9),
        leaves_from="Lindegården",
    )
    choose(page, "how", "oral")
    see(page, "61-ny-sag")
    send_form(page)


def find_out_together(page, karen, case):
    """The assessment: her own words, what the house says, a level, a group, and one text."""
    page.goto(reverse("decisions:case", args=[case.pk]))
    page.get_by_role("link", name="Begynd en udredning").click()
    fill(page, reason="At få og beholde en bolig", own_need="Et sted, hvor jeg kan lukke døren.")
    choose(page, "urgency", "soon")
    send_form(page)
    row = Assessment.objects.get()
    life = next(code.code for code in ffb.of_kind("theme") if code.label == "Samfundsliv")
    for side, text, source in (
        ("citizen", "Jeg åbner ikke kuverterne. Så er der noget mindre.", ""),
        ("network", "Hun klarer det, når vi er to.", "Lindegården"),
    ):
        page.locator(f"#theme-{life}").get_by_role("link", name="Notat").click()
        choose(page, "side", side)
        fill(page, text=text, source=source)
        send_form(page)
    page.locator(f"#theme-{life}").get_by_role("link", name="Niveau").click()
    home = next(code.code for code in ffb.of_kind("condition") if code.label == "Varetage bolig")
    fill(page, code=home, function="2", support="2")
    send_form(page)
    page.get_by_role("link", name="Vælg målgrupper").click()
    group = next(code.code for code in ffb.of_kind("target_group") if code.label == "Hjemløshed")
    fill(page, first=group)
    send_form(page)

    # The case may rest on it at once, and waits for its last word.
    page.goto(reverse("decisions:case", args=[case.pk]))
    page.get_by_role("link", name="Lad den bygge på en udredning").click()
    choose(page, "assessment", str(row.pk))
    send_form(page)
    assert "Gør udredningen færdig" in page.content()
    page.locator(".de-line-missing", has_text="Udredningen").get_by_role("link").click()
    see(page, "61b-udredning")
    page.get_by_role("link", name="Gør færdig").click()
    fill(page, summary="Kan bo selv, når der er nogen om post og penge.")
    choose(page, "support_need", "2")
    send_form(page)
    row.refresh_from_db()
    assert row.state == Assessment.State.CONCLUDED


def note_what_must_be_heard(page, case):
    page.goto(reverse("decisions:note-fact", args=[case.pk]))
    fill(page, text="Lindegården skriver, at du er væk de fleste weekender.", source="Lindegården")
    page.locator("main [name=known_to_citizen]").uncheck(force=True)
    page.locator("main [name=against]").check(force=True)
    send_form(page)


def write_the_draft(page, case):
    page.goto(reverse("decisions:write-decision", args=[case.pk]))
    choose(page, "outcome", "partly")
    choose(page, "provider_wish_followed", "yes")
    fill(
        page,
        content="Støtte fra ACT-teamet 10 timer om ugen, mandag til fredag.",
        hours_a_week="10",
        provider_wish="ACT-teamet",
        provider="ACT-team Syd",
        from_day=day(9),
        review_on=day(100),
        facts="Du flytter i egen bolig og er væk de fleste weekender.",
        considerations="Du har brug for hjælp til at komme på plads.",
        reasons_not="I weekenden er du hos din bror, og vagttelefonen er åben.",
        citizen_view="Det er i orden, når jeg kan ringe.",
    )
    see(page, "64-skriv-afgoerelse")
    send_form(page)


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(p.extract_text() for p in PdfReader(BytesIO(pdf)).pages).split())


def test_decided_in_one_sitting_at_the_shelter(window, client, at_the_shelter, syd, kasper, amira):
    page, karen = window, at_the_shelter
    page.sign_in(kasper)
    ask_at_the_shelter(page, karen)
    case = CaseFile.objects.get()
    assert "Er sagen klar?" in page.content()
    assert case.answer_by == clock.today() + timedelta(days=28)

    find_out_together(page, karen, case)

    # What speaks against is heard, with a day for the answer that lies after the move.
    note_what_must_be_heard(page, case)
    assert "Borgeren har ikke hørt det, der taler imod" in page.content()
    page.locator(".de-line-missing", has_text="ikke hørt").get_by_role("link").click()
    choose(page, "how", "read_aloud")
    fill(page, answer_by=day(10))
    see(page, "62-hoering")
    send_form(page)
    page.goto(reverse("decisions:case", args=[case.pk]))
    assert "Udflytning før afgørelse" in page.content()
    assert page.get_by_role("button", name="Træf afgørelse: mangler").is_visible()
    see(page, "63-afgoerelse-advarsel")

    # Whoever lets her leave now is warned, and nothing is done without a word of why.
    page.sign_in(amira)
    page.goto(reverse("desk:leave-shelter", args=[karen.pk]))
    assert "Støtten er ved at blive afgjort" in page.content()
    choose(page, "tonight", Kind.OWN_HOME)
    send_form(page)
    assert Stay.objects.open().get(citizen=karen).kind == Kind.SHELTER
    # Neither does the page of the night let it happen unseen; what was answered stays there.
    page.goto(reverse("desk:tonight", args=[karen.pk]))
    assert "Støtten er ved at blive afgjort" in page.content()
    choose(page, "kind", Kind.FAMILY_FRIENDS)
    fill(page, place="Hos søsteren")
    see(page, "63b-i-nat-advarsel")
    send_form(page)
    assert page.locator("main [name=place]").input_value() == "Hos søsteren"
    assert Stay.objects.open().get(citizen=karen).kind == Kind.SHELTER

    # She answers at once, by mouth.
    page.sign_in(kasper)
    page.goto(reverse("decisions:answer-hearing", args=[Hearing.objects.get().pk]))
    fill(page, answer="Jeg er hos min bror i weekenden.")
    send_form(page)
    write_the_draft(page, case)
    see(page, "65-afgoerelse-klar")
    with page.expect_navigation():
        press(page, "Træf afgørelse")
    made = Decision.objects.get()
    assert (made.official, made.outcome) == (kasper, "partly")
    assert made.snapshot["assessment"]["summary"].startswith("Kan bo selv")
    see(page, "66-afgoerelse-truffet")

    # The letter, as she gets it: on paper and read aloud.
    client.force_login(kasper)
    paper = text_of(client.get(reverse("decisions:letter-pdf", args=[case.pk])).content)
    for words in ("10 timer om ugen", "hos min bror", "Ankestyrelsen", "§ 85 a", "Kasper Lund"):
        assert words in paper, words
    page.goto(reverse("decisions:read-aloud", args=[case.pk]))
    see(page, "67-brevet-laest-hoejt")
    page.get_by_role("link", name="Borgeren har hørt det").click()
    choose(page, "how", "read_aloud")
    send_form(page)

    # Ordered, and begun in her plan.
    page.get_by_role("link", name="Bestil hjælpen").click()
    fill(page, goals="Have en dør, jeg selv kan låse\nBetale husleje til tiden")
    send_form(page)
    see(page, "68-bestilling")
    page.get_by_role("link", name="Start hjælpen").click()
    send_form(page)
    service = Service.objects.get(citizen=karen)
    assert service.pk == ServiceOrder.objects.get().service_key
    assert service.legal_basis == "Serviceloven § 85 a"

    # Now she may move, and nobody is warned.
    page.sign_in(amira)
    page.goto(reverse("desk:leave-shelter", args=[karen.pk]))
    assert "Støtten er ved at blive afgjort" not in page.content()
    choose(page, "tonight", Kind.OWN_HOME)
    send_form(page)
    assert Stay.objects.open().get(citizen=karen).kind == Kind.OWN_HOME
    assert page.problems == []


def test_the_lists_and_registers_hold_at_every_width(window, at_the_shelter, syd, kasper, ulla):
    page = window
    decisions.open_case(
        at_the_shelter,
        by=kasper,
        team=syd,
        title="Støtte i eget hjem",
        basis_code="SEL85a",
        received_at=clock.now() - timedelta(days=26),
        how=CaseFile.How.ORAL,
    )
    page.sign_in(kasper)
    page.goto(reverse("decisions:cases"))
    see(page, "60-mine-sager")
    # With the keyboard alone: down to the first case, and in.
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/**")

    page.sign_in(ulla)
    for name, address in (
        ("69-registre", reverse("decisions:registers")),
        ("70-paragraffer", reverse("decisions:register", args=["legal-bases"])),
        ("71-mandater", reverse("decisions:mandates")),
    ):
        page.goto(address)
        see(page, name)
    page.goto(reverse("decisions:add-rule", args=["parameters"]))
    see(page, "72-ny-regel")
    assert page.problems == []
