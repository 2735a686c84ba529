"""A moment as the wire has it: milliseconds since 1970, rounded down as the log's reads do."""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def milliseconds(moment: datetime) -> int:
    """Of a timestamp with a time zone, as the database gives it."""
    return (moment - EPOCH) // timedelta(milliseconds=1)
