"""The rows of the board as HTML, made without templates.

A hundred rows of seven cells took a template engine two milliseconds each, most of the page.
"""

from datetime import date, datetime
from functools import cache, lru_cache
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from helhed.accounts.models import User
from helhed.contacts.models import Appointment
from helhed.design import icons, words
from helhed.design.markup import fill, join
from helhed.design.templatetags.helhed import tonight
from helhed.desk.board import Row
from helhed.desk.urgency import Tag
from helhed.teams.models import Duty, Team

# Stands in an address until the citizen's key is put there: finding an address is slow.
ANYBODY = UUID(int=0)
EMPTY = SafeString("")
NOTHING = "\N{EN DASH}"


def table_rows(
    rows: list[Row], *, team: Team, user: User, at: datetime, may_choose: bool
) -> SafeString:
    """One `<tr>` for each row, as `user` sees it at the moment.

    `may_choose` says whether the user may choose own persons in the team.
    """
    sheet = _Sheet(team, user, timezone.localdate(at), may_choose)
    return join(sheet.row(row) for row in rows)


class _Sheet:
    """Everything that is the same in all rows, said once: addresses and words."""

    def __init__(self, team: Team, user: User, today: date, may_choose: bool) -> None:
        self.user, self.today, self.may_choose = user, today, may_choose
        self.citizen_url = reverse("desk:citizen", args=[ANYBODY])
        self.appointment_url = reverse("contacts:make-appointment", args=[ANYBODY])
        self.own_url = reverse("desk:set-own-person", args=[team.pk, ANYBODY])
        self.since = cache(lambda day: words.days_since(day, today))
        self.day = cache(lambda day: words.day(day, today))
        self.night = cache(tonight)
        self.nobody_yet, self.not_met_yet, self.not_agreed = (
            _("Nobody yet"),
            _("not met yet"),
            _("Not agreed"),
        )
        self.no_next = fill(
            '<b class="hh-red">{} {}</b>',
            icons.icon("error", size=18, inline=True),
            _("No next contact"),
        )
        self.appointment_with, self.own_person_of = _("Appointment with"), _("Own person of")
        self.language = get_language() or ""
        self.titles = {
            "met": _("Last met"),
            "next": _("Next contact"),
            "tonight": _("Tonight"),
            "week": _("This week"),
            "tags": _("Important now"),
            "own": _("Own person"),
        }

    def row(self, row: Row) -> SafeString:
        cells = (
            ("met", self.met(row)),
            ("next", fill("{}{}", self.next(row), self.keys(row))),
            ("tonight", self.tonight(row)),
            ("week", self.week(row)),
            ("tags", self.important(row)),
            ("own", self.own(row)),
        )
        return fill(
            '<tr data-key-row aria-current="false" id="row-{}"><td class="hh-wide">{}</td>{}</tr>',
            row.citizen.pk,
            self.person(row),
            join(
                fill('<td data-title="{}">{}</td>', self.titles[name], inside)
                for name, inside in cells
            ),
        )

    def address(self, pattern: str, row: Row) -> str:
        return pattern.replace(str(ANYBODY), str(row.citizen.pk))

    def person(self, row: Row) -> SafeString:
        citizen = row.citizen
        street = fill('<span class="hh-sub">”{}”</span>', citizen.street_name)
        return fill(
            '<div class="hh-cell-person"><span class="hh-avatar hh-avatar-{}" aria-hidden="true">'
            '{}</span><span><a class="hh-name" href="{}">{}</a>{}</span></div>',
            "protected" if citizen.protected else "named",
            words.initials(citizen.name),
            self.address(self.citizen_url, row),
            citizen.name,
            street if citizen.street_name else "",
        )

    def met(self, row: Row) -> SafeString:
        said, sub = self.not_met_yet, ""
        if row.met:
            said = self.since(timezone.localdate(row.met.at))
            place = "" if row.citizen.protected else row.met.place
            sub = ", ".join(filter(None, (row.met.by, place)))
        elif row.seen:
            sub = f"{_('seen')} {self.since(timezone.localdate(row.seen.at))}"
        strong = "<b>{}</b>{}" if row.not_met_for_long else "{}{}"
        return fill(strong, said, _sub(sub))

    def next(self, row: Row) -> SafeString:
        if row.next:
            return self.appointment(row, row.next)
        if row.citizen.deceased_on:
            return _sub(NOTHING)
        looking = row.looking
        return fill("{}{}", self.no_next, _sub(self.looking(looking)) if looking else "")

    def appointment(self, row: Row, agreed: Appointment) -> SafeString:
        place = "" if row.citizen.protected else agreed.place
        return fill(
            "<b>{} · {}</b>{}",
            self.when(agreed),
            agreed.worker.get_short_name(),
            _sub(", ".join(filter(None, (agreed.what, place)))),
        )

    def when(self, agreed: Appointment) -> str:
        """`i morgen kl. 13`, or `i morgen, om formiddagen` where no time was agreed."""
        day = self.day(timezone.localdate(agreed.at))
        if agreed.loose_time:
            return f"{day}, {agreed.loose_words}"
        return f"{day} {words.at_clock(agreed.at)}"

    def looking(self, duty: Duty) -> str:
        who = duty.owner.get_short_name() if duty.owner else ""
        said = _("nobody has it")
        if who and duty.kind == Duty.Kind.NEXT_CONTACT:
            said = _("%(who)s agrees it") % {"who": who}
        elif who:
            said = _("looked for by %(who)s") % {"who": who}
        return f"{said}, {self.day(timezone.localdate(duty.due_at))}"

    def keys(self, row: Row) -> SafeString:
        """What the keys A and T open, for the keyboard and those who hear the page."""
        name = row.citizen.name
        keys = [("A", self.address(self.appointment_url, row), self.appointment_with, name)]
        if self.may_choose:
            keys.append(("T", self.address(self.own_url, row), self.own_person_of, name))
        link = '<a class="sr-only" data-key="{}" href="{}" tabindex="-1">{} {}</a>'
        return join(fill(link, *key) for key in keys)

    def tonight(self, row: Row) -> SafeString:
        if row.without_address and not row.tonight:
            return self.night("unknown", self.not_agreed, row.ended_words)
        return self.night(row.night_kind, row.night_place, row.since_words)

    def week(self, row: Row) -> SafeString:
        return fill(
            '<span class="hh-week" role="img" aria-label="{}">{}</span>',
            words.week(row.week),
            icons.week_dots(row.week, self.today.weekday()),
        )

    def important(self, row: Row) -> SafeString:
        tags = join(_tag(tag, self.language) for tag in row.tags)
        line = _sub(row.line.text) if row.line else EMPTY
        return fill('<div class="hh-tags">{}</div>{}', tags, line)

    def own(self, row: Row) -> SafeString:
        if row.own is None and not self.may_choose:
            return fill('<span class="hh-red">{}</span>', self.nobody_yet)
        if row.own is None:
            where = self.address(self.own_url, row)
            return fill('<a class="hh-red" href="{}">{}</a>', where, self.nobody_yet)
        worker = row.own.worker
        return fill(
            '<span class="desk-own"><span class="hh-avatar hh-avatar-{} hh-avatar-s"'
            ' aria-hidden="true">{}</span> {}</span>',
            "me" if worker.pk == self.user.pk else "staff",
            words.initials(worker.name),
            worker.get_short_name(),
        )


def _sub(said: str) -> SafeString:
    return fill('<span class="hh-sub">{}</span>', said)


@lru_cache(maxsize=256)
def _tag(tag: Tag, language: str) -> SafeString:
    """The tag in the active language, which only tells the answers apart."""
    return fill(
        '<span class="hh-tag hh-tag-{}">{}<span>{}</span></span>',
        tag.tone,
        icons.icon(tag.icon, size=16),
        tag.words,
    )
