"""How far two people who decided the same cases agree: counts, and from enough of them on Cohen's kappa."""

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.ground import schema
from server.ground.api_quality import Agreement, Pair
from server.ground.schema_quality import second_reviews
from server.moderation.quality import QUALITY

w = second_reviews.c


def kappa(pairs: Mapping[tuple[str, str], int]) -> float | None:
    """Cohen's kappa of (first decision, second decision) -> how often: how much more often they agree than they would
    by chance, 1 for always. None where it is not defined: both always say the same one thing, or nothing was said.

    J. Cohen, "A coefficient of agreement for nominal scales", 1960.
    """
    total = sum(pairs.values())
    if total == 0:
        return None
    firsts: Counter[str] = Counter()
    seconds: Counter[str] = Counter()
    for (first, second), count in pairs.items():
        firsts[first] += count
        seconds[second] += count
    agreed = sum(count for (first, second), count in pairs.items() if first == second)
    by_chance = sum(firsts[one] * seconds[one] for one in firsts)
    if by_chance == total * total:
        return None
    return (agreed * total - by_chance) / (total * total - by_chance)


async def agreement(connection: AsyncConnection, days: int) -> Agreement:
    """Of the second reviews of the last days."""
    since = func.clock_timestamp() - func.make_interval(0, 0, 0, days)
    c = schema.cases.c
    rows = (
        await connection.execute(
            select(
                w.first, w.second, func.count().label("reviews"), func.count(c.subject_id.distinct()).label("people")
            )
            .join_from(second_reviews, schema.cases, c.id == w.case_id, isouter=True)
            .where(w.decided_at > since)
            .group_by(w.first, w.second)
            .order_by(w.first, w.second)
        )
    ).all()
    pairs = {(row.first, row.second): row.reviews for row in rows}
    reviews, least = sum(pairs.values()), QUALITY.reviews.kappa_from
    return Agreement(
        reviews=reviews,
        agreed=sum(count for (first, second), count in pairs.items() if first == second),
        kappa_from=least,
        pairs=[Pair(*row) for row in rows],
        kappa=kappa(pairs) if reviews >= least else None,
    )
