"""What else happens around one invented life: telephones, consents, lines on the board."""

from datetime import timedelta

from helhed.demo import events as ev
from helhed.demo.chance import stream
from helhed.demo.places import DROP_IN, NIGHT_CAFE
from helhed.demo.planning import Course
from helhed.demo.scale import Scale, at
from helhed.demo.texts import Voice, sayings

PHONES_LOST_PER_YEAR = 1.3
CONSENTS = (
    ("coordination", "Rusmiddelcentret Åkøbing", "så vi kan hjælpe hinanden med behandlingen"),
    ("health", "Region Vestvand", "så hospitalet kan ringe til os, før nogen udskrives"),
    ("coordination", "Værestedet Broen", "så værestedet må sige til, når der er brug for os"),
    ("relative", "den nærmeste i netværket", "så de må få at vide, hvordan det går"),
)


def around_one_life(scale: Scale, course: Course) -> list[ev.Event]:
    return [*_phones(scale, course), *_consents(scale, course), *_board_line(scale, course)]


def _phones(scale: Scale, course: Course) -> list[ev.Event]:
    """Half change number twice a year or oftener; between two telephones somebody else is asked."""
    rng = stream(scale.seed, "phones", course.person.key)
    found: list[ev.Event] = []
    if not course.person.phone:
        return found
    day = course.first
    ask = rng.choice((NIGHT_CAFE, DROP_IN)).name
    while True:
        day += timedelta(days=round(rng.expovariate(PHONES_LOST_PER_YEAR / 365)) + 5)
        back = day + timedelta(days=rng.randrange(4, 30))
        if back > course.last:
            return found
        number = f"55 5{rng.randrange(10)} {rng.randrange(10, 100)} {rng.randrange(10, 100)}"
        who, by = course.person.key, course.person.regular
        found.append(ev.PhoneChanged(at=at(day, 15, 5), who=who, by=by, phone="", ask=ask))
        found.append(ev.PhoneChanged(at=at(back, 12, 25), who=who, by=by, phone=number))
        day = back


def _consents(scale: Scale, course: Course) -> list[ev.Event]:
    rng = stream(scale.seed, "consents", course.person.key)
    person = course.person
    found: list[ev.Event] = []
    for kind, to, purpose in CONSENTS:
        day = course.first + timedelta(days=rng.randrange(8, 70))
        wanted = rng.random() < (0.55 if kind != "relative" or person.kin else 0.0)
        if not wanted or day > course.last - timedelta(days=3):
            continue
        found.append(
            ev.Consented(
                at=at(day, 13, 15),
                who=person.key,
                by=person.regular,
                kind=kind,
                to=to,
                purpose=purpose,
                until=scale.as_of + timedelta(days=rng.randrange(30, 330)),
            )
        )
        again = day + timedelta(days=rng.randrange(40, 400))
        if rng.random() < 0.07 and again < course.last:
            found.append(
                ev.Withdrew(at=at(again, 13, 20), who=person.key, by=person.regular, kind=kind)
            )
    return found


def _board_line(scale: Scale, course: Course) -> list[ev.Event]:
    """One line per person, written in the last days; older ones have been wiped off."""
    person = course.person
    rng = stream(scale.seed, "board", person.key)
    day = course.last - timedelta(days=rng.randrange(1, 12))
    if rng.random() > 0.55 or day <= course.first:
        return []
    words = Voice(person.slots(), rng).say("board", sayings()["board"])
    return [ev.BoardLine(at=at(day, 8, 55), who=person.key, by=person.regular, words=words)]
