"""Is the case ready? What the law requires of a decision, line by line, and what to do about it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.template.defaultfilters import floatformat
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helhed.accounts.models import User
from helhed.assessments.models import Assessment
from helhed.decisions import clocks, mandates, registers
from helhed.decisions.models import Decision, Hearing, LegalBasis, Outcome
from helhed.design.words import plain_day

Text = str | Promise
DAYS_A_WEEK = 7


@dataclass(frozen=True)
class Line:
    """One line of the list. `action` is the name of the address where it is put right."""

    key: str
    what: Text
    detail: Text = ""
    done: bool = True
    do: Text = ""
    action: str = ""
    # What the address is about; the case where nothing else is said.
    about: UUID | None = None


def checklist(
    decision: Decision, *, by: User, on: date, basis: LegalBasis | None = None
) -> list[Line]:
    """All lines, the missing ones first; `by` is who would decide it today.

    `basis` is the paragraph of the case on the day, where the caller has it at hand.
    """
    basis = basis or LegalBasis.objects.with_code(decision.case.basis_code, on=on)
    lines = [
        _asked_for(decision, on),
        _words(decision),
        _impartial(decision),
        _law(basis, on),
        *_collections(decision),
        *_assessed(decision),
        _informed(decision),
        *_hearing(decision, basis, on),
        _view(decision),
        _outcome(decision),
        *_reasons(decision),
        *_provider(decision, basis),
        *_period(decision, basis, on),
        *_reduction(decision, on),
        *_facility(decision),
        _mandate(decision, by, on),
    ]
    return sorted(lines, key=lambda line: line.done)


def what_is_missing(decision: Decision, *, by: User, on: date) -> list[Line]:
    """What the law requires and is not there yet, each with what to do."""
    return [line for line in checklist(decision, by=by, on=on) if not line.done]


def _asked_for(decision: Decision, on: date) -> Line:
    case = decision.case
    day = plain_day(case.received_at, on)
    detail = f"{case.get_how_display()}, {day}"
    return Line("asked", _("What is asked for"), detail)


def _words(decision: Decision) -> Line:
    case = decision.case
    return Line(
        "words",
        _("The citizen's wishes and words"),
        done=bool(case.words) or case.words_declined,
        do=_("Ask what matters most, and write it in the citizen's own words."),
        action="decisions:note-words",
    )


def _impartial(decision: Decision) -> Line:
    return Line(
        "impartial",
        _("No part in it oneself"),
        done=decision.case.impartial,
        do=_("Hand the case to a colleague who has no part in it."),
        action="decisions:pass-case",
    )


def _law(basis: LegalBasis | None, on: date) -> Line:
    return Line(
        "law",
        _("A paragraph in force today"),
        basis.label if basis else "",
        done=basis is not None,
        do=_("The paragraph is not in force today. Choose another for the case."),
        action="decisions:choose-basis",
    )


def _collections(decision: Decision) -> list[Line]:
    return [
        Line(
            "collection",
            _("Answer from %(whom)s") % {"whom": row.from_whom},
            row.what,
            done=not row.waiting,
            do=_("Note the answer, or write why you decide without it."),
            action="decisions:answer-collection",
            about=row.pk,
        )
        for row in sorted(decision.case.collections.all(), key=lambda row: row.asked_on)
    ]


def _assessed(decision: Decision) -> list[Line]:
    assessment = decision.case.assessment
    if assessment is None:
        return []
    return [
        Line(
            "assessment",
            _("The assessment it rests on"),
            assessment.get_state_display(),
            done=assessment.state == Assessment.State.CONCLUDED,
            do=_("Conclude the assessment, or let the case rest on another."),
            action="assessments:assessment",
            about=assessment.pk,
        )
    ]


def _informed(decision: Decision) -> Line:
    known = len(decision.case.facts.all())
    if decision.case.assessment is not None and not known:
        # What was found out together is knowledge too; its own line says how far it is.
        return Line("informed", _("What we know, from whom and when"), _("the assessment"))
    return Line(
        "informed",
        _("What we know, from whom and when"),
        ngettext("%(n)d fact", "%(n)d facts", known) % {"n": known},
        done=known > 0,
        do=_("Write at least one thing we know, from whom and when."),
        action="decisions:note-fact",
    )


def _hearing(decision: Decision, basis: LegalBasis | None, on: date) -> list[Line]:
    if basis is not None and basis.hearing == LegalBasis.Hearing.NONE:
        return []
    # A refusal of nothing disputed needs no hearing; facts against do, whatever the outcome.
    facts = [fact for fact in decision.case.facts.all() if fact.must_be_heard]
    if not facts:
        return []
    unheard = [fact for fact in facts if fact.hearing is None]
    if unheard:
        return [_must_hear(len(unheard))]
    waiting = [fact.hearing for fact in facts if fact.hearing and not fact.hearing.over_on(on)]
    if waiting:
        return [_must_wait(max(waiting, key=lambda row: row.answer_by), on)]
    return [Line("hearing", _("The citizen has been heard"))]


def _must_hear(facts: int) -> Line:
    return Line(
        "hearing",
        _("The citizen has not heard the facts that speak against"),
        done=False,
        do=_("Things to read aloud: %(number)d. Agree a day for the answer.") % {"number": facts},
        action="decisions:start-hearing",
    )


def _must_wait(hearing: Hearing, on: date) -> Line:
    return Line(
        "hearing",
        _("The citizen's answer to the hearing is missing"),
        done=False,
        do=_("It is agreed for %(day)s. An answer may be given orally before then.")
        % {"day": plain_day(hearing.answer_by, on)},
        action="decisions:answer-hearing",
        about=hearing.pk,
    )


def _view(decision: Decision) -> Line:
    return Line(
        "view",
        _("What the citizen thinks of it"),
        done=bool(decision.citizen_view) or decision.view_declined,
        do=_("Read the draft aloud, and write what the citizen says to it."),
        action="decisions:write-decision",
    )


def _outcome(decision: Decision) -> Line:
    return Line(
        "outcome",
        _("The outcome, and the help in plain words"),
        done=bool(decision.outcome)
        and (decision.outcome == Outcome.REFUSED or bool(decision.content)),
        do=_("Choose the outcome, and write the help as you would say it."),
        action="decisions:write-decision",
    )


def _reasons(decision: Decision) -> list[Line]:
    lines = [
        Line(
            "reasons",
            _("Facts and reasons"),
            done=bool(decision.facts) and bool(decision.considerations),
            do=_("Write what weighs, and how you weigh it. A missed appointment is no reason."),
            action="decisions:write-decision",
        )
    ]
    if decision.outcome in (Outcome.PARTLY, Outcome.REFUSED):
        lines.append(
            Line(
                "reasons_not",
                _("Why not all that was asked for"),
                done=bool(decision.reasons_not),
                do=_("Write the reason, or give it."),
                action="decisions:write-decision",
            )
        )
    return lines


def _provider(decision: Decision, basis: LegalBasis | None) -> list[Line]:
    asked = basis is not None and basis.asks_for_provider_wish
    if decision.outcome == Outcome.REFUSED or not asked:
        return []
    followed = decision.provider_wish_followed
    return [
        Line(
            "provider",
            _("The wish for who gives the help"),
            decision.provider_wish,
            done=bool(decision.provider_wish)
            and followed is not None
            and (followed or bool(decision.reason_if_not)),
            do=_("Ask for the wish. When it is not followed, the reason stands in the decision."),
            action="decisions:write-decision",
        )
    ]


def _period(decision: Decision, basis: LegalBasis | None, on: date) -> list[Line]:
    if decision.outcome == Outcome.REFUSED:
        return []
    lines = [
        Line(
            "period",
            _("From when, and when it is looked at again"),
            plain_day(decision.review_on, on) if decision.review_on else "",
            done=decision.from_day is not None and decision.review_on is not None,
            do=_("Choose the first day and a day to look at it again together."),
            action="decisions:write-decision",
        )
    ]
    longest = _longest(decision, basis)
    if longest is not None:
        until = decision.until_day
        lines.append(
            Line(
                "longest",
                _("Not longer than the law allows"),
                done=until is not None and until <= longest,
                do=_("By this paragraph the help ends by %(day)s at the latest.")
                % {"day": plain_day(longest, on)},
                action="decisions:write-decision",
            )
        )
    return lines


def _longest(decision: Decision, basis: LegalBasis | None) -> date | None:
    if basis is None or decision.from_day is None:
        return None
    return clocks.longest_until(basis, from_day=decision.from_day)


def _reduction(decision: Decision, on: date) -> list[Line]:
    """§ 3 a: asked where there is help already; who it is for is judged, never worked out."""
    if decision.reduces_help:
        return [_notice(decision, on)]
    earlier = Decision.objects.in_force_on(on).filter(citizen=decision.citizen_id)
    if decision.reduces_help is None and not earlier.exclude(pk=decision.pk).exists():
        return []
    return [
        Line(
            "reduces",
            _("Whether the help of today is reduced or ended"),
            done=decision.reduces_help is not None,
            do=_("The citizen has help already. Say whether this makes it less."),
            action="decisions:write-decision",
        )
    ]


def _notice(decision: Decision, on: date) -> Line:
    said, day = decision.notice_applies, decision.less_from
    earliest = clocks.earliest_reduction(on)
    if said is None:
        do = _("Judge whether the citizen belongs to those of § 3 a, and say it on the draft.")
    elif day is None:
        do = _("Write until which day the help of today goes on.")
    else:
        do = _("It may be less from %(day)s at the earliest: %(weeks)d weeks from today.") % {
            "day": plain_day(earliest, on),
            "weeks": (earliest - on).days // DAYS_A_WEEK,
        }
    return Line(
        "notice",
        _("Notice before the help of today is reduced or ended"),
        plain_day(day, on) if day else "",
        done=said is not None and day is not None and (not said or day >= earliest),
        do=do,
        action="decisions:write-decision",
    )


def _facility(decision: Decision) -> list[Line]:
    if not decision.facility_code or decision.from_day is None:
        return []
    row = registers.facility(decision.facility_code, on=decision.from_day)
    return [
        Line(
            "facility",
            _("The place is approved on the first day"),
            row.name if row and not row.hidden else "",
            done=row is not None and (not row.needs_approval or bool(row.approved_by)),
            do=_("Choose another place, or ask the supervision for its approval."),
            action="decisions:write-decision",
        )
    ]


def _mandate(decision: Decision, by: User, on: date) -> Line:
    power = mandates.power_of(by, decision, on=on)
    approved = decision.approved_by_id is not None
    detail = _("approved") if approved else ""
    if power.enough:
        return Line("mandate", _("Your mandate"), detail or _limits(power), done=True)
    if approved:
        return Line("mandate", _("Your mandate"), detail, done=True)
    names = ", ".join(person.name for person in mandates.who_may_approve(decision, on=on))
    return Line(
        "mandate",
        _("This lies above your mandate"),
        _limits(power),
        done=False,
        do=_("Ask for approval. It can be given by: %(names)s.")
        % {"names": names or _("nobody yet")},
        action="decisions:ask-approval",
    )


def _limits(power: mandates.Power) -> str:
    mandate = power.mandate
    if mandate is None:
        return _("you have none by this paragraph")
    hours = mandate.hours_limit
    if hours is None:
        return ""
    return _("up to %(hours)s hours a week") % {"hours": floatformat(hours)}
