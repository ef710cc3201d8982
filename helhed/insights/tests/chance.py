"""Facts invented at random: stays in every order, gaps, late entries, deaths, several teams."""

import random
from datetime import date, datetime, timedelta

from helhed.insights import records as r
from helhed.stays.models import Kind

DAY0 = date(2022, 1, 1)
DAYS = 1500
# The database keeps nights at an acute offer one by one: no long stays of that kind.
KINDS = [str(kind) for kind in Kind if kind != Kind.ACUTE_OFFER]
# Homes and shelters oftener, so that moves between them happen.
LIKELY = ["own_home", "shelter", "street", "family_friends", "transitional", "hospital", "prison"]
OUTCOMES = ("met", "seen", "not_found", "phone", "no_show", "accompanied", "visit", "note")


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12)


def facts(seed: int, *, persons: int = 60) -> r.Facts:
    """Facts that obey the database: no two certain stays of a person share a night."""
    rng = random.Random(seed)  # noqa: S311 - invented facts, no secret
    found = r.Facts()
    _teams(found, rng)
    for person in range(1, persons + 1):
        dead = _day(rng) if rng.random() < 0.1 else None
        found.persons.append(r.Person(person, moment(DAY0), dead))
        _stays(found, rng, person)
        _enrolments(found, rng, person)
        _contacts(found, rng, person)
        _rest(found, rng, person)
        _homes(found, rng, person)
        _complaints_and_costs(found, rng, person)
    return found


def _day(rng: random.Random) -> date:
    return DAY0 + timedelta(days=rng.randrange(DAYS))


def _maybe(rng: random.Random, share: float, day: date) -> date | None:
    return day if rng.random() < share else None


def _teams(found: r.Facts, rng: random.Random) -> None:
    for team, kind in ((1, "act"), (2, "act"), (3, "outreach")):
        found.teams.append(r.Team(team, kind))
        for staff in range(team * 10, team * 10 + rng.randrange(1, 6)):
            role = rng.choice(("team_leader", "act_worker", "social_nurse"))
            profession = rng.choice(("psychiatrist", "nurse", "substance", "employment", "other"))
            begins = _day(rng)
            ends = _maybe(rng, 0.4, begins + timedelta(days=rng.randrange(1, 700)))
            percent = rng.choice((50, 75, 100))
            found.members.append(r.Member(team, staff, role, profession, percent, begins, ends))
    for site, kind in ((1, "shelter"), (2, "night_shelter"), (3, "transitional")):
        begins = _day(rng)
        ends = _maybe(rng, 0.3, begins + timedelta(days=rng.randrange(1, 600)))
        found.capacities.append(r.Capacity(site, kind, rng.randrange(1, 30), begins, ends))


def _stays(found: r.Facts, rng: random.Random, person: int) -> None:
    day = DAY0 + timedelta(days=rng.randrange(400))
    for number in range(rng.randrange(0, 14)):
        day += timedelta(days=rng.choice((0, 0, 0, 0, 1, 6, 7, 8, 14, 15, 60)))
        kind = rng.choice(KINDS + LIKELY * 4)
        length = rng.choice((0, 1, 3, 29, 30, 31, 60, 89, 90, 91, 180, 365, 500))
        until = day + timedelta(days=length)
        lasts = rng.random() < 0.05
        key = person * 1000 + number
        stay = _stay(rng, person, key, kind, day, None if lasts else until)
        found.stays.append(stay)
        _earlier_version(found, rng, stay)
        if rng.random() < 0.1:
            found.stays.append(_uncertain(rng, stay, key + 500))
        if lasts:
            return
        day = until


def _stay(
    rng: random.Random, person: int, key: int, kind: str, day: date, until: date | None
) -> r.Stay:
    away = kind in ("prison", "hospital", "treatment")
    return r.Stay(
        person=person,
        stay=key,
        kind=kind,
        from_night=day,
        until_day=until,
        known_from=moment(day + timedelta(days=rng.choice((0, 0, 1, 40)))),
        site=rng.choice((None, 1, 2, 3, 4)),
        by_system=rng.random() < 0.5,
        home_kept=away and rng.random() < 0.4,
        place_kept=away and rng.random() < 0.2,
        told_later=rng.random() < 0.15,
        planned=rng.random() < 0.5,
        tonight="" if until is None else rng.choice((*KINDS, "unanswered", "deceased")),
        ready_on=_maybe(rng, 0.5, day + timedelta(days=rng.randrange(-2, 40)))
        if kind == "hospital"
        else None,
    )


def _earlier_version(found: r.Facts, rng: random.Random, stay: r.Stay) -> None:
    """What stood before the end was noted: the stay still lasted."""
    if stay.until_day is None or rng.random() < 0.5:
        return
    noted = moment(stay.until_day + timedelta(days=rng.choice((0, 1))))
    if noted <= stay.known_from:
        return
    found.stays[found.stays.index(stay)] = r.Stay(**{**vars(stay), "known_from": noted})
    found.stays.append(
        r.Stay(**{**vars(stay), "until_day": None, "tonight": "", "known_until": noted})
    )


def _uncertain(rng: random.Random, stay: r.Stay, key: int) -> r.Stay:
    return r.Stay(**{**vars(stay), "stay": key, "certain": False, "kind": rng.choice(KINDS)})


def _enrolments(found: r.Facts, rng: random.Random, person: int) -> None:
    begins = _day(rng) - timedelta(days=500)
    for team in rng.sample((1, 2, 3), rng.randrange(0, 3)):
        until = begins + timedelta(days=rng.randrange(1, 1200))
        ended = rng.random() < 0.5
        reason = rng.choice(("own_wish", "handed_over", "aftercare_completed", "death"))
        found.enrolments.append(
            r.Enrolment(
                person,
                team,
                begins,
                until if ended else None,
                moment(begins),
                reason if ended else "",
            )
        )
        begins += timedelta(days=rng.randrange(0, 300))


def _contacts(found: r.Facts, rng: random.Random, person: int) -> None:
    for _ in range(rng.randrange(0, 60)):
        day = rng.choice((_day(rng), date(2025, 3, 1) - timedelta(days=rng.randrange(40))))
        key = len(found.contacts) + 1
        undone = moment(day + timedelta(days=9)) if rng.random() < 0.1 else None
        found.contacts.append(
            r.Contact(
                person,
                key,
                day,
                rng.choice(OUTCOMES),
                moment(day),
                undone,
                team=rng.choice((None, 1, 2, 3)),
                minutes=rng.choice((None, 5, 20, 45)),
                outside=rng.choice((None, True, False)),
                network=rng.random() < 0.3,
            )
        )
        for staff in rng.sample(range(10, 36), rng.randrange(1, 4)):
            found.attendances.append(r.Attendance(person, key, staff))


def _rest(found: r.Facts, rng: random.Random, person: int) -> None:
    if rng.random() < 0.5:
        about = rng.choice((person, person, None))
        received = _day(rng)
        found.enquiries.append(r.Enquiry(person, received, about, None))
    for number in range(rng.randrange(0, 3)):
        begins = _day(rng)
        treats = rng.random() < 0.6
        found.services.append(r.Service(person, person * 10 + number, treats, begins, None))
    for _ in range(rng.randrange(0, 5)):
        day = date(2025, 3, 1) - timedelta(days=rng.randrange(35))
        found.reviews.append(r.Review(rng.choice((1, 2)), person, day))
    begins = _day(rng)
    for scope in ("LITERAL", "DK_ALL"):
        came = rng.choice(("newly_identified", "returned_from_housing", "returned_from_inactive"))
        until = _maybe(rng, 0.6, begins + timedelta(days=rng.randrange(1, 500)))
        went = rng.choice(("housing_placement", "moved_to_inactive", "no_longer_meets"))
        state = rng.choice(("active", "active", "housed", "inactive"))
        found.listed.append(
            r.Listed(person, scope, state, begins, until, came, went if until else "")
        )


def _homes(found: r.Facts, rng: random.Random, person: int) -> None:
    for number in range(rng.randrange(0, 4)):
        offer = person * 10 + number
        found.offers.append(
            r.Offer(person, offer, rng.randrange(1, 4), _day(rng), rng.choice((0, 0, 0, 1, 2)))
        )
    if rng.random() < 0.3:
        found.wished.append(r.Wished(person, _day(rng)))
    for number in range(rng.randrange(0, 3)):
        moved = _maybe(rng, 0.8, _day(rng))
        ended = moved and _maybe(rng, 0.5, moved + timedelta(days=rng.randrange(1, 900)))
        helps = rng.choice((None, False, False, True))
        found.tenancies.append(
            r.Tenancy(person, person * 10 + number, moved, ended, rng.random() < 0.2, helps)
        )


def _complaints_and_costs(found: r.Facts, rng: random.Random, person: int) -> None:
    for number in range(rng.randrange(0, 3)):
        looked = _day(rng)
        sent = _maybe(rng, 0.7, looked + timedelta(days=rng.randrange(30)))
        decided = sent and _maybe(rng, 0.6, sent + timedelta(days=rng.randrange(300)))
        result = rng.choice(("upheld", "changed", "remitted", "dismissed")) if decided else ""
        reassessed = rng.choice(("changed", "partly", "upheld"))
        found.complaints.append(
            r.Complaint(person, person * 10 + number, looked, reassessed, sent, decided, result)
        )
    for number in range(rng.randrange(0, 8)):
        found.postings.append(
            r.Posting(
                person,
                person * 100 + number,
                rng.choice(("municipality", "region", "state")),
                rng.choice(("commitment", "actual", "refund")),
                _day(rng).replace(day=1),
                rng.randrange(-50_000, 900_000),
            )
        )
