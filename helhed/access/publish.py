"""After every migration the database learns what the roles may do."""

from typing import Any

from helhed.access.may import area_of
from helhed.access.models import RoleMay, SystemActor
from helhed.access.roles import MATRIX, SYSTEM_ACTORS, WIDE


def publish_roles(**kwargs: Any) -> None:
    """Make `access_rolemay` and `access_systemactor` equal to the matrix in `roles`."""
    rows = [
        RoleMay(
            id=f"{role}:{may}",
            role=role,
            may=may,
            area=area_of(may),
            everyone=may in WIDE.get(role, frozenset()),
        )
        for role, mays in MATRIX.items()
        for may in mays
    ]
    RoleMay.objects.exclude(pk__in=[row.pk for row in rows]).delete()
    RoleMay.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["role", "may", "area", "everyone"],
    )
    SystemActor.objects.exclude(pk__in=SYSTEM_ACTORS).delete()
    SystemActor.objects.bulk_create(
        [SystemActor(name=name, mays=sorted(mays)) for name, mays in SYSTEM_ACTORS.items()],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["mays"],
    )
