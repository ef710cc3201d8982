"""The health record as it is read: twelve areas, medicine, what to look out for. Reads only."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from helhed.health.models import Allergy, Area, AreaNote, Medication, Overdose, Summary, Visit


@dataclass(frozen=True)
class Standing:
    """One of the twelve areas: the latest note, and how many stood before it."""

    key: str
    label: str
    last: AreaNote | None
    earlier: list[AreaNote]


@dataclass(frozen=True)
class Record:
    areas: list[Standing]
    medications: list[Medication]
    stopped: list[Medication]
    allergies: list[Allergy]
    overdoses: list[Overdose]
    visits: list[Visit]
    summary: Summary | None

    @property
    def problems(self) -> list[Standing]:
        """Areas with a problem now or to come, those now first."""
        told = [area for area in self.areas if area.last and area.last.state != "none"]
        return sorted(told, key=lambda area: area.last is not None and area.last.state != "actual")


def areas_of(citizen_id: UUID) -> list[Standing]:
    """All twelve in their order; one nobody has looked at has no note."""
    notes: dict[str, list[AreaNote]] = {key: [] for key in Area.values}
    for note in _standing(AreaNote, citizen_id).select_related("noted_by"):
        notes[note.area].append(note)
    return [
        Standing(
            area.value, str(area.label), next(reversed(notes[area.value]), None), notes[area][:-1]
        )
        for area in Area
    ]


def _standing(model: type, citizen_id: UUID) -> QuerySet:  # type: ignore[type-arg]
    rows: QuerySet = model.objects.filter(citizen_id=citizen_id)  # type: ignore[attr-defined, type-arg]
    return rows.filter(withdrawn_on__isnull=True)


def record_of(citizen_id: UUID, *, on: date) -> Record:
    """Everything in the record; visits from a month back and on."""
    medications = list(_standing(Medication, citizen_id))
    return Record(
        areas=areas_of(citizen_id),
        medications=[row for row in medications if row.stopped_on is None],
        stopped=[row for row in medications if row.stopped_on is not None],
        allergies=list(_standing(Allergy, citizen_id)),
        overdoses=list(_standing(Overdose, citizen_id)),
        visits=list(_standing(Visit, citizen_id).select_related("companion")),
        summary=summary_of(citizen_id, on=on),
    )


def summary_of(citizen_id: UUID, *, on: date) -> Summary | None:
    """What the team may know today; the database lets the team see nothing else."""
    rows = _standing(Summary, citizen_id).filter(agreed_on__isnull=False)
    found: Summary | None = (
        rows.filter(Q(until_day__isnull=True) | Q(until_day__gt=on))
        .select_related("noted_by")
        .first()
    )
    return found
