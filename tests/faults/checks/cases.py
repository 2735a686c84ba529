"""Danger reaches a person: each message in danger belongs to one case, and each case that was due was paged."""

from collections import defaultdict
from collections.abc import Iterator

from tests.faults.history import History, Violation
from tests.faults.records import Acted, CaseSeen, Paged, Wrote

PAGE_AFTER_S = {True: 0.0, False: 120.0}
"""By policy: held because nobody was on duty, it is paged at once; else when nobody came."""
PUT_OFF_S = 120.0
"""After a back-up was restored nothing is due for so long: what had been done since then is to be found out first."""
TAKEN_WITHIN_S = 60.0
"""A page may be late while everything is down; a case that somebody takes until then need not be paged."""


def one_case(history: History) -> Iterator[Violation]:
    """Every message in danger that was acknowledged is evidence once, in one case about its author."""
    found: dict[str, list[CaseSeen]] = defaultdict(list)
    for record in history.records:
        if isinstance(record, CaseSeen):
            for piece in record.evidence:
                found[piece.text].append(record)
    for wrote in history.wrote.values():
        last = history.acknowledged(wrote.client_id)
        if wrote.sort != "danger" or last is None:
            continue
        cases = found[wrote.text]
        if not cases and history.restores and (history.withdrawn(wrote.client_id) or _was_undone(history, wrote)):
            continue  # its case was gone with the back-up, and these words were not to be said again
        if len(cases) != 1:
            many = f"{len(cases)} cases" if cases else "no case"
            yield Violation("one case", f"{wrote.tag} has {many}", [wrote, last, *cases])
        elif cases[0].alias != history.began.aliases.get(wrote.who, cases[0].alias):
            yield Violation("one case", f"{wrote.tag} is in a case about somebody else", [wrote, last, *cases])


def _was_undone(history: History, wrote: Wrote) -> bool:
    """Whether it was refused for good when it was said again, its author having left, and even that was undone."""
    final = [answer for answer in history.answers[wrote.client_id] if answer.final][-1]
    return final.code != "sent" and not history.surely_holds(final.at, len(history.restores))


def paged(history: History) -> Iterator[Violation]:
    """A case that nobody had taken when it was due was paged, and the pager heard it."""
    called: dict[str, list[Paged]] = defaultdict(list)
    taken: dict[str, list[Acted]] = defaultdict(list)
    by_text = {wrote.text: wrote for wrote in history.wrote.values() if wrote.sort == "danger"}
    for record in history.records:
        if isinstance(record, Paged) and record.accepted and record.urgency == "now":
            called[record.case].append(record)
        elif isinstance(record, Acted) and record.act == "take":
            taken[record.case].append(record)
    for record in history.records:
        if not isinstance(record, CaseSeen) or record.urgency != "now" or called[record.case]:
            continue
        wrote = [by_text[piece.text] for piece in record.evidence if piece.text in by_text]
        due = min((_due(history, one) for one in wrote), default=float("inf"))
        if due > history.healed_at or any(take.at < due + TAKEN_WITHIN_S for take in taken[record.case]):
            continue
        yield Violation("paged", f"case {record.case} was due and nobody was paged", [record, *wrote])


def _due(history: History, wrote: Wrote) -> float:
    """When the pager was to be called because of this message, by what its author was told."""
    answers = [answer for answer in history.answers[wrote.client_id] if answer.code == "sent"]
    if not answers:
        return float("inf")
    stored = ([answer for answer in answers if not answer.again] or answers)[-1]
    at = stored.stored or stored.at
    due = at + PAGE_AFTER_S[stored.state == "held" and not stored.again]
    return max([due, *(restored.at + PUT_OFF_S for restored in history.restores if restored.at > at)])
