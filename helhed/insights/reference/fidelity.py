"""The items of DACTS that facts can tell (methods.md 1), for each ACT team.

Rows are `<team>:<item>`. Four weeks end with the day; citizens enrolled during all of them count.
"""

from collections import Counter
from datetime import date, timedelta

from helhed.insights.records import Asked, Contact, Facts, Member
from helhed.insights.reference.figures import Line, Reference, known, stays_of

FACE_TO_FACE = ("met", "accompanied", "visit")
SPECIALISTS = {"H7": "psychiatrist", "H8": "nurse", "H9": "substance", "H10": "employment"}
MINUTES_OF_FULL_TIME = 37 * 60 * 4


def fidelity(facts: Facts, asked: Asked) -> list[Line]:
    lines: list[Line] = []
    for team in facts.teams:
        if team.kind == "act":
            lines += _Team(facts, asked, team.team).lines()
    return lines


class _Team:
    def __init__(self, facts: Facts, asked: Asked, team: int) -> None:
        self.facts, self.asked, self.team, self.on = facts, asked, team, asked.on
        self.opens = asked.on - timedelta(days=27)
        self.enrolments = [one for one in facts.enrolments if one.team == team]
        self.caseload = sorted(
            {
                one.person
                for one in self.enrolments
                if one.from_day <= self.opens and self._lasts(one.until_day, self.on)
            }
        )
        self.contacts = [
            contact
            for contact in facts.contacts
            if contact.team == team
            and contact.outcome in FACE_TO_FACE
            and known(contact.known_from, contact.known_until, asked.known_at)
            and contact.person in self.caseload
            and self.opens <= contact.day <= self.on
        ]
        self.members = [one for one in facts.members if one.team == team]
        self.staff = [one for one in self.members if self._works(one, self.on)]

    def lines(self) -> list[Line]:
        return [
            *self._caseload(),
            *self._team_approach(),
            *self._meetings(),
            *self._leader(),
            *self._turnover(),
            *self._specialists(),
            *self._intake(),
            *self._discharges(),
            *self._a_year_ago(),
            *self._each_citizen(),
        ]

    @staticmethod
    def _lasts(until: date | None, on: date) -> bool:
        return until is None or until > on

    def _works(self, member: Member, on: date) -> bool:
        return member.from_day <= on and self._lasts(member.until_day, on)

    def _line(self, item: str, person: int | None, value: int, of: int, missing: int = 0) -> Line:
        return Line(f"{self.team}:{item}", person, value, of, missing)

    def _caseload(self) -> list[Line]:
        percent = sum(one.percent for one in self.staff if one.profession != "psychiatrist")
        lines = [self._line("H1", person, 100, 0) for person in self.caseload]
        return [*lines, self._line("H1", None, 0, percent)]

    def _team_approach(self) -> list[Line]:
        two_weeks = self.on - timedelta(days=13)
        late = {c.contact for c in self.contacts if c.day >= two_weeks}
        seen: dict[int, set[int]] = {}
        for one in self.facts.attendances:
            if one.contact in late:
                seen.setdefault(one.person, set()).add(one.staff)
        return [
            self._line("H2", person, int(len(seen.get(person, set())) > 1), 1)
            for person in self.caseload
        ]

    def _meetings(self) -> list[Line]:
        held = [
            one
            for one in self.facts.reviews
            if one.team == self.team and self.opens <= one.day <= self.on
        ]
        spoken_of = {one.person for one in held}
        lines = [self._line("H3", None, len({one.day for one in held}), 4)]
        return lines + [
            self._line("H3_reviewed", person, int(person in spoken_of), 1)
            for person in self.caseload
        ]

    def _leader(self) -> list[Line]:
        leaders = {one.staff for one in self.staff if one.role == "team_leader"}
        percent = sum(one.percent for one in self.staff if one.staff in leaders)
        attended = {
            (one.contact, one.staff) for one in self.facts.attendances if one.staff in leaders
        }
        minutes = {c.contact: c.minutes or 0 for c in self.contacts}
        spent = sum(minutes.get(contact, 0) for contact, _staff in attended)
        return [self._line("H4", None, 100 * spent, percent * MINUTES_OF_FULL_TIME)]

    def _turnover(self) -> list[Line]:
        opens = self.on - timedelta(days=730)
        here = {one.staff for one in self.staff}
        left = {
            one.staff
            for one in self.members
            if one.until_day is not None and opens < one.until_day <= self.on
        } - here
        return [self._line("H5", None, len(left), len(here))]

    def _specialists(self) -> list[Line]:
        lines = [
            self._line(
                item,
                None,
                sum(one.percent for one in self.staff if one.profession == profession),
                len(self.caseload),
            )
            for item, profession in SPECIALISTS.items()
        ]
        return [*lines, self._line("H11", None, sum(one.percent for one in self.staff), 100)]

    def _intake(self) -> list[Line]:
        months = Counter(
            (self.on - one.from_day).days // 30
            for one in self.enrolments
            if 0 <= (self.on - one.from_day).days < 180
        )
        return [self._line("O2", None, max(months.values(), default=0), 1)]

    def _discharges(self) -> list[Line]:
        lines = []
        for person, stays in stays_of(self.facts, self.asked).items():
            for stay in stays:
                ended = stay.until_day
                if person not in self.caseload or stay.kind != "hospital" or ended is None:
                    continue
                if self.on - timedelta(days=364) <= ended <= self.on:
                    lines.append(self._line("O6", person, int(stay.planned), 1))
        return lines

    def _a_year_ago(self) -> list[Line]:
        then = self.on - timedelta(days=365)
        lines = []
        for one in self.enrolments:
            if one.from_day > then or not self._lasts(one.until_day, then):
                continue
            ended = one.until_day is not None and one.until_day <= self.on
            done = ended and one.end_reason == "aftercare_completed"
            lines.append(self._line("O7", one.person, int(done), 1))
            if not ended or one.end_reason == "own_wish":
                lines.append(self._line("S2", one.person, int(not ended), 1))
        return lines

    def _each_citizen(self) -> list[Line]:
        lines = []
        for person in self.caseload:
            met = [c for c in self.contacts if c.person == person]
            placed = [c for c in met if c.outside is not None]
            unplaced = len(met) - len(placed)
            if placed:
                outside = 10_000 * sum(bool(c.outside) for c in placed) // len(placed)
                lines.append(self._line("S1", person, outside, 10_000, unplaced))
            elif unplaced:
                lines.append(self._line("S1", person, 0, 0, unplaced))
            lines.append(self._line("S4", person, self._minutes(met), 4, self._unmeasured(met)))
            lines.append(self._line("S5", person, len(met), 4))
            close = sum(c.network for c in met)
            lines.append(self._line("S6", person, 30 * close, 28))
        return lines

    @staticmethod
    def _minutes(met: list[Contact]) -> int:
        return sum(c.minutes or 0 for c in met)

    @staticmethod
    def _unmeasured(met: list[Contact]) -> int:
        return sum(c.minutes is None for c in met)


REFERENCES: dict[str, Reference] = {"fidelity": fidelity}
