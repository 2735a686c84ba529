"""What is stored beside a message that is more than plain: for `append_messages_20.sql`, as JSON.

Notices are sealed under the author's key, evidence under a key of its own, so the JSON holds no words.
"""

import uuid
from collections.abc import Sequence
from uuid import UUID

import msgspec

from server.ground.api import Before, Marked
from server.ground.keys import Keys
from server.ground.seal import place
from server.moderation import evidence, ladder
from server.moderation.assess import Assessment
from server.moderation.judge import Judgement, Trial
from server.moderation.policy import CaseOrder, Decision
from server.rooms.append import Row
from server.rooms.log import NoticeBody

NOBODY_YET_S = {"2_min": 120.0, "10_min": 600.0}
"""When the author of a most urgent message is told that no moderator has come yet."""
CONVERSE = "converse"
"""The step that opens the private conversation with a moderator, where the policy wants it before one is there."""
APPROACHED = "approached"
"""The step that reaches whoever is approached (approached.py)."""
TO_THE_AUTHOR_S = {CONVERSE: 0.0} | NOBODY_YET_S


class AssessmentFacts(msgspec.Struct, omit_defaults=True):
    level: int
    categories: Sequence[str]
    rules: Sequence[str]
    action: str
    card: str
    version: str
    policy: str
    trial: Trial | None = None


class NoticeFacts(msgspec.Struct):
    id: UUID
    kind: str
    body: str


class AlertFacts(msgspec.Struct):
    step: str
    after_s: float


class EvidenceFacts(msgspec.Struct):
    id: UUID
    key: str
    body: str


class CaseFacts(msgspec.Struct, omit_defaults=True):
    id: UUID
    key: str
    kind: str
    category: str
    level: int
    urgency: str
    due_s: float
    alerts: list[AlertFacts] = []
    evidence: EvidenceFacts | None = None


class PauseFacts(msgspec.Struct):
    """The author's sending, paused for `s` seconds until somebody has looked."""

    id: UUID
    s: int


class Facts(msgspec.Struct, omit_defaults=True):
    """`case` is a keyword of no language that reads this."""

    refused: str | None = None
    state: str = "shown"
    veiled: bool = False
    original: str | None = None
    release_after_s: int | None = None
    assessment: AssessmentFacts | None = None
    notices: list[NoticeFacts] | msgspec.UnsetType = msgspec.UNSET
    case: CaseFacts | msgspec.UnsetType = msgspec.UNSET
    pause: PauseFacts | msgspec.UnsetType = msgspec.UNSET


def assessed(judgement: Judgement, decision: Decision) -> AssessmentFacts:
    found = judgement.assessment
    return AssessmentFacts(
        level=found.level,
        categories=found.categories,
        rules=sorted({match.rule for match in found.matches}),
        action=decision.action,
        card=decision.card,
        version=found.rules_version,
        policy=judgement.policy_version,
        trial=judgement.trial,
    )


def notice(keys: Keys, account: UUID, kind: str, body: NoticeBody) -> NoticeFacts:
    """A notice for the author's personal log. The account's key must be held."""
    id = uuid.uuid4()
    sealed = keys.held(account).seal(msgspec.json.encode(body), place("notices", id))
    return NoticeFacts(id, kind, sealed.hex())


def alerts(order: CaseOrder) -> list[AlertFacts]:
    """When who else is called, and when the author is told that nobody has come."""
    due = ladder.rungs(order)
    if order.approaches:  # and its author is not told that a moderator is called
        due |= {APPROACHED: 0.0}
    elif order.urgency == "now":
        due |= NOBODY_YET_S
    if order.opens_conversation:
        due |= {CONVERSE: TO_THE_AUTHOR_S[CONVERSE]}
    return [AlertFacts(step, after_s) for step, after_s in due.items()]


def case(
    keys: Keys, order: CaseOrder, row: Row, text: str, assessment: Assessment, before: list[Before], *, refused: bool
) -> CaseFacts:
    """A case with its evidence. It may join one that is open: then only the evidence is kept of it.

    The evidence's id follows from author, `client_id` and words: refused first and stored later, it is the same piece.
    """
    case_id = uuid.uuid4()
    words = (b"evidence", row.account.bytes, row.client_id.bytes, row.fingerprint)
    evidence_id = UUID(bytes=keys.master.fingerprint(*words))
    _, wrapped_case_key = keys.new(case_id)
    key, wrapped = keys.new(evidence_id)
    marks = [Marked(rule=m.rule, says=m.says, start=m.start, end=m.end) for m in assessment.matches]
    snapshot = evidence.encode(evidence.Snapshot(text, marks, before, refused, locked=order.locks_evidence))
    return CaseFacts(
        id=case_id,
        key=wrapped_case_key.hex(),
        kind="danger" if order.care else "boundary",
        category=order.category,
        level=order.level,
        urgency=order.urgency,
        due_s=order.due_s,
        alerts=alerts(order),
        evidence=EvidenceFacts(evidence_id, wrapped.hex(), key.seal(snapshot, place("evidence", evidence_id)).hex()),
    )
