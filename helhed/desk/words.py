"""What rows are called when they are about to move."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: dict[str, str | Promise] = {
    "contacts.Contact": _("contacts"),
    "contacts.Appointment": _("appointments"),
    "contacts.Promise": _("promises"),
    "contacts.Enquiry": _("enquiries"),
    "plans.Plan": _("the plan"),
    "plans.Hope": _("hopes"),
    "plans.Goal": _("goals"),
    "plans.Step": _("steps"),
    "plans.Service": _("help"),
    "plans.Progress": _("marks on the scale"),
    "plans.Review": _("reviews"),
    "stays.Stay": _("stays"),
    "stays.Ward": _("wards"),
    "citizens.NameToken": _("pieces of names, for search"),
    "citizens.StreetName": _("nicknames"),
    "citizens.WayToReach": _("ways to reach"),
    "citizens.GoodToKnow": _("good to know"),
    "citizens.NetworkMember": _("people around"),
    "citizens.Consent": _("consents"),
    "teams.Enrolment": _("enrolments"),
    "teams.Relation": _("ways to the page"),
    "teams.Caseload": _("own persons"),
    "teams.Duty": _("duties"),
    "teams.DutyStep": _("lines of duties"),
    "teams.BoardLine": _("lines of the board"),
}
