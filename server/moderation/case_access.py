"""Who sees which case, who may work on it, and what they can do with it now."""

from datetime import timedelta
from typing import Any

from server.auth.sessions import Person
from server.ground.refusal import Refusal
from server.moderation import transitions

UNDO = timedelta(minutes=10)
"""How long a closed case can be opened again by whoever closed it."""


def may_see(row: Any, person: Person) -> bool:
    """Whether cases of this kind are this person's to see."""
    if not person.roles.isdisjoint(transitions.seen_by(row.kind, row.category)):
        return True
    return bool(row.waits_for_second) and "trustee" in person.roles


def has_conflict(row: Any, person: Person) -> bool:
    """Nobody works on a case about themselves, one they reported, or an appeal against what they decided."""
    return row.subject_id == person.account or person.account in (row.conflicted or ())


def check_may(row: Any, person: Person) -> None:
    """Raises Refusal. A case that is not theirs to see is not there."""
    if row.subject_id == person.account or (not may_see(row, person) and row.taken_by != person.account):
        raise Refusal("not_found")
    if has_conflict(row, person):
        raise Refusal("conflict_of_interest")


def possible(row: Any, person: Person) -> list[str]:
    """The acts this person can do with this case now."""
    if row.state == "taken" and row.taken_by != person.account:
        return []
    if row.state == "closed" and (row.taken_by != person.account or row.now - row.closed_at > UNDO):
        return []
    acts = transitions.acts(row.state, row.kind)
    if "lead" not in person.roles:
        acts = [act for act in acts if act not in transitions.FOR_LEADS]
    if row.subject_id is None or row.erased_at is not None:  # nobody is there to be told, or kept from writing
        acts = [act for act in acts if act not in transitions.WITH_A_PERSON]
    if person.roles.isdisjoint(("moderator", "lead")):
        return [act for act in acts if act in transitions.FOR_TRUSTEES]
    return acts
