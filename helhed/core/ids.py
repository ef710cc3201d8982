"""Keys made by the program or by the device, never by the database."""

from uuid import UUID

import uuid_utils.compat


def new_id() -> UUID:
    """A UUID of version 7: sorts by the time it was made, and a device may make it offline."""
    return UUID(int=uuid_utils.compat.uuid7().int)
