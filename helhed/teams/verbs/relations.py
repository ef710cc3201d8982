"""Working relations: the ways by which teams come to a citizen's record."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.citizens.models import Citizen, Consent
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.teams.models import Relation, Team, TrustedWorker

# What a team that works with the citizen comes to; what its people may do there is for their roles.
ALL_AREAS = ("basic", "plan", "contacts", "decisions", "health", "money")
OUTREACH_AREAS = ("basic", "plan", "contacts")
SITE_AREAS = ("basic", "contacts")
HANDOVER_AREAS = ("basic", "plan")


class SharingNeedsPurpose(Refused):
    message = _("Write what the sharing is for. The citizen can read it.")


class SharingNeedsEnd(Refused):
    message = _("Choose until when it is shared. It can be shared again.")


class SharingNeedsAreas(Refused):
    message = _("Choose what is shared.")


@transaction.atomic
def open_relation(
    citizen: Citizen,
    *,
    by: User | None,
    team: Team,
    kind: str,
    areas: Iterable[str],
    purpose: str,
    cause: str,
    ends_at: datetime | None = None,
    consent: Consent | None = None,
    system_actor: str = "",
) -> Relation:
    """Open a way for the team to the citizen's record, once for each cause."""
    relation = Relation.objects.filter(
        citizen=citizen, team=team, cause=cause, revoked_at__isnull=True
    ).first()
    if relation is not None:
        return relation
    relation = Relation(
        citizen=citizen,
        team=team,
        kind=kind,
        areas=list(areas),
        purpose=str(purpose),
        cause=cause,
        starts_at=clock.now(),
        ends_at=ends_at,
        given_by=by,
        consent=consent,
    )
    relation.save()
    audit.record(
        "teams.open_relation",
        by=by,
        obj=relation,
        system_actor=system_actor,
        kind=kind,
        areas=relation.areas,
        team=team.pk,
    )
    return relation


@transaction.atomic
def close_relations(
    citizen: Citizen, *, by: User | None, cause: str, system_actor: str = ""
) -> int:
    """Close every way that this cause opened. Returns how many there were."""
    now = clock.now()
    open_ways = list(
        Relation.objects.select_for_update().filter(
            citizen=citizen, cause=cause, revoked_at__isnull=True
        )
    )
    for relation in open_ways:
        # The log first: afterwards the row may be closed to the one who closes it.
        audit.record("teams.close_relation", by=by, obj=relation, system_actor=system_actor)
    Relation.objects.filter(pk__in=[way.pk for way in open_ways]).update(revoked_at=now)
    return len(open_ways)


@transaction.atomic
def share(
    citizen: Citizen,
    *,
    by: User,
    team: Team,
    areas: Iterable[str],
    purpose: str,
    until: datetime | None,
    consent: Consent | None = None,
) -> Relation:
    """Share areas of the record with another team for a purpose and until a time.

    The citizen sees it and may have it revoked. Source: mechanism of law.md 12.3.
    """
    chosen = [str(area) for area in areas]
    if not purpose.strip():
        raise SharingNeedsPurpose
    if not chosen:
        raise SharingNeedsAreas
    if until is None or until <= clock.now():
        raise SharingNeedsEnd
    return open_relation(
        citizen,
        by=by,
        team=team,
        kind=Relation.Kind.SHARE,
        areas=sorted({"basic", *chosen}),
        purpose=purpose,
        cause=f"share:{clock.now():%Y%m%d%H%M%S%f}",
        ends_at=until,
        consent=consent,
    )


@transaction.atomic
def revoke_share(relation: Relation, *, by: User) -> Relation:
    """End a share now; whoever came by it comes no more."""
    if relation.revoked_at is None:
        audit.record("teams.revoke_share", by=by, obj=relation)
        relation.revoked_at = clock.now()
        relation.save(update_fields=["revoked_at"])
    return relation


@transaction.atomic
def trust_worker(citizen: Citizen, *, by: User, user: User) -> TrustedWorker:
    """Name a colleague who may open a protected citizen's page."""
    trusted = TrustedWorker.objects.filter(
        citizen=citizen, user=user, until_day__isnull=True
    ).first()
    if trusted is None:
        trusted = TrustedWorker(citizen=citizen, user=user, named_by=by)
        trusted.save()
        audit.record("teams.trust_worker", by=by, obj=trusted, user=user.pk)
    return trusted


@transaction.atomic
def stop_trusting(trusted: TrustedWorker, *, by: User) -> TrustedWorker:
    """The colleague opens the protected citizen's page no more, from today."""
    audit.record("teams.stop_trusting", by=by, obj=trusted, user=trusted.user_id)
    trusted.until_day = clock.today()
    trusted.save(update_fields=["until_day"])
    return trusted
