"""Who asks from outside, and who answers."""

from datetime import timedelta

from helhed.demo import events as ev
from helhed.demo.chance import rotate, stream
from helhed.demo.scale import Scale, at
from helhed.demo.texts import enquiries

OWNERS = ("leder", "gade", "sofie", "sagsbehandler", "skp", "bolig")
NOBODY = -1


def enquiry_events(scale: Scale) -> list[ev.Event]:
    """Two a week for 80 citizens; nearly all answered in time, three still open today."""
    rng = stream(scale.seed, "enquiries")
    used: list[int] = []
    found: list[ev.Event] = []
    moment = at(scale.first_day + timedelta(days=1), 9)
    end = at(scale.as_of, 8, 20)
    number = 0
    while True:
        moment += timedelta(hours=rng.expovariate(1 / (84 * 80 / max(scale.citizens, 8))))
        number += 1
        asked = at(moment.date(), rng.randrange(8, 21), rng.randrange(60))
        if asked >= end:
            return found
        asking, key = rotate(enquiries(), rng, used), f"e{number}"
        owner = rng.choice(OWNERS)
        due = asked + timedelta(days=2 if asking.who in ("police", "ward", "prison") else 5)
        found.append(
            ev.Enquired(
                at=asked,
                who=NOBODY,
                by=owner if asking.channel != "page" else "",
                enquiry=key,
                asker=asking.who,
                channel=asking.channel,
                words=asking.words,
                owner=owner,
                respond_by=due,
            )
        )
        late = rng.random() < 0.07
        answered = asked + timedelta(hours=rng.uniform(1, 30) * (6 if late else 1))
        if rng.random() < 0.2:
            owner = rng.choice([name for name in OWNERS if name != owner])
            passed = asked + (answered - asked) / 2
            if passed < end:
                found.append(
                    ev.EnquiryForwarded(
                        at=passed, who=NOBODY, by=found[-1].by or "leder", enquiry=key, to=owner
                    )
                )
        if answered < end:
            found.append(
                ev.EnquiryAnswered(
                    at=answered, who=NOBODY, by=owner, enquiry=key, words=asking.answer
                )
            )
