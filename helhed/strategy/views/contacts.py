"""Contact persons of an initiative, for colleagues."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from helhed.access.asking import Question, ask
from helhed.access.requests import StaffRequest
from helhed.strategy.entrance import steering
from helhed.strategy.forms.asked import as_it_stands
from helhed.strategy.forms.keys import ContactForm, EditContactForm
from helhed.strategy.models import ContactPerson, Initiative
from helhed.strategy.verbs import contacts as verbs
from helhed.strategy.views.doing import anew, do_or_say, page_of

page = partial(page_of, "initiative")


@steering
def add_contact(request: StaffRequest, initiative_id: UUID) -> HttpResponse:
    found = get_object_or_404(Initiative, pk=initiative_id)
    intro = _("For colleagues only. Never shown in public.")
    words = Question(_("A contact person"), about=found.title, intro=intro)
    do = partial(verbs.add_contact, found, by=request.user)
    return ask(request, ContactForm(request.POST or None), words, do, back=page(found))


@steering
def change_contact(request: StaffRequest, contact_id: UUID) -> HttpResponse:
    contact = _contact(contact_id)
    form = EditContactForm(request.POST or None, initial=as_it_stands(contact, EditContactForm))
    words = Question(_("Put the contact person right"), about=contact.initiative.title)
    do = anew(verbs.change_contact, contact, by=request.user)
    return ask(request, form, words, do, back=page(contact.initiative))


@steering
@require_POST
def remove_contact(request: StaffRequest, contact_id: UUID) -> HttpResponse:
    contact = _contact(contact_id)
    do = partial(verbs.remove_contact, contact, by=request.user)
    return do_or_say(request, do, _("The contact person is removed."), page(contact.initiative))


def _contact(contact_id: UUID) -> ContactPerson:
    return get_object_or_404(ContactPerson.objects.select_related("initiative"), pk=contact_id)
