"""Hospital notifications (advis om sygehusophold): what they mean, without any table."""
