"""What happens to a message that was assessed: `decide(assessment, situation) -> Decision`, by policy.toml.

Findings combine: the strictest action, the card and the tip of the gravest, the most urgent case. Who may need
support is never shown the notice of a rule in place of their card, and their words are held at most, never blocked.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct

from server.moderation.assess import Assessment
from server.moderation.contact import Span
from server.moderation.policy_file import (
    ACTIONS,
    CARDS,
    URGENCIES,
    Action,
    Card,
    Place,
    Policy,
    Room,
    Row,
    Urgency,
    load,
)
from server.moderation.rules import shipped
from server.moderation.ruleset import RuleSet

SHIPPED = Path(__file__).parent / "policy.toml"


class CaseOrder(Struct, frozen=True, kw_only=True):
    """The case to open. Seconds count from the message, those of the backup from the page; None: nobody is called."""

    category: str
    level: int
    care: bool  # about somebody's safety, not about house rules
    urgency: Urgency
    due_s: int
    lead_s: int | None = None
    page_s: int | None = None
    backup_s: int | None = None
    lead: bool = False
    opens_conversation: bool = False
    locks_evidence: bool = False
    approaches: bool = False  # somebody else is approached: they are reached first, and its author is told nothing


class Situation(Struct, frozen=True):
    """`known`: the account is not new. `before`: categories of what the author said of late. `signs`: those of the last
    weeks, with how many seconds ago each was found last."""

    room: Room
    staffed: bool
    known: bool
    before: frozenset[str] = frozenset()
    signs: Mapping[str, float] = {}


class Decision(Struct, frozen=True, kw_only=True):
    """`notice` and `tip` are codes of the interface's catalogue: for the author, for the other one in a channel."""

    action: Action = "deliver"
    category: str | None = None  # of the finding that decided the action
    why: str | None = None  # the same for its author, who asks "why was this stopped?"; None: nothing is said
    mask_spans: tuple[Span, ...] = ()
    card: Card = "none"
    notice: str | None = None
    tip: str | None = None
    case: CaseOrder | None = None
    pause_s: int = 0
    release_after_s: int | None = None  # of a hold that nobody reviews; None: it stays held


class _Finding(Struct, frozen=True):
    category: str
    level: int
    row: Row
    place: Place
    action: Action


def policy_for(rules: RuleSet, path: Path = SHIPPED) -> Policy:
    """The policy of a file, which must say what happens to all that these rules can find. Raises PolicyRejected."""
    return load(path, rules.yields() | {("contact", 0)}, {rule.id for rule in rules.rules})


@cache
def shipped_policy() -> Policy:
    return policy_for(shipped())


def attention(policy: Policy) -> CaseOrder:
    """The case that the second reader opens."""
    case = policy.second_reader
    category = case.category or "second_reader"
    return CaseOrder(category=category, level=0, care=True, urgency=case.urgency, due_s=case.due_s, page_s=case.page_s)


def decide(assessment: Assessment, situation: Situation, policy: Policy | None = None) -> Decision:
    policy = policy or shipped_policy()
    findings = list(_findings(assessment, situation, policy))
    if not findings:
        return Decision()
    cares = [f for f in findings if f.row.care and (f.level > 0 or f.place.card != "none")]
    deciding = max(findings, key=lambda f: (ACTIONS.index(f.action), f.row.care, f.level))
    gravest = max(findings, key=lambda f: (CARDS.index(f.place.card), f.level))
    action, notice = deciding.action, deciding.place.notice
    if cares and not deciding.row.care:
        action = "hold" if action == "block" else action
        # Told honestly that it is held, but not as somebody who broke a rule.
        notice = "held_for_review" if action == "hold" else gravest.place.notice or notice
    notice = notice or gravest.place.notice
    # Whose words may be of danger is not told of a rule, and somebody who may be grooming is not warned.
    is_told = action != "deliver" and not deciding.row.neutral and (deciding.row.care or not cares)
    tips = sorted((f for f in findings if f.place.tip), key=lambda f: (f.level, f.row.case is not None))
    return Decision(
        action=action,
        category=deciding.category,
        why=deciding.category if is_told else None,
        mask_spans=_mask_spans(assessment, findings),
        card=gravest.place.card,
        notice=notice,
        tip=tips[-1].place.tip if tips else None,
        case=_case(findings, situation, policy),
        pause_s=max(f.row.pause_s for f in findings) if not cares else 0,
        release_after_s=_release(deciding.place) if action == "hold" else None,
    )


def _findings(assessment: Assessment, situation: Situation, policy: Policy) -> Iterator[_Finding]:
    keys = dict.fromkeys((m.category, m.level) for m in assessment.matches)
    rows = [(category, level, policy.rows.get((category, level), policy.failed)) for category, level in keys]
    if assessment.failed:
        rows.append(("check_failed", 0, policy.failed))
    for category, level, row in rows:
        place = row.place(situation.room, situation.staffed)
        assert place is not None, "load() lets no such policy through"
        yield _Finding(category, level, row, place, (not situation.known and place.new_account) or place.action)


def _release(place: Place) -> int | None:
    words = (place.unreviewed or "").split()
    return 60 * int(words[2]) if words[:1] == ["release"] else None


def _mask_spans(assessment: Assessment, findings: Iterable[_Finding]) -> tuple[Span, ...]:
    hidden = {category for f in findings for category in f.place.mask}
    return tuple(
        Span(m.start, m.end, m.rule.removeprefix("contact-") if m.category == "contact" else m.category)
        for m in assessment.matches
        if m.category in hidden
    )


def _is_due(finding: _Finding, findings: list[_Finding], situation: Situation, policy: Policy) -> bool:
    """Whether a finding opens its case: some do only the second time, or beside another signal, then or of late."""
    if finding.row.case is None:
        return False
    if finding.row.case.when == "always" or finding.category in situation.before:
        return True
    beside = any(f is not finding and f.row.case is not None for f in findings)
    signals = {category for (category, _), row in policy.rows.items() if row.case is not None}
    return finding.row.case.when == "with_another" and (beside or not signals.isdisjoint(situation.before))


def _case(findings: list[_Finding], situation: Situation, policy: Policy) -> CaseOrder | None:
    orders = [(f, f.row.case) for f in findings if f.row.case is not None and _is_due(f, findings, situation, policy)]
    if not orders:
        return None
    finding, first = max(orders, key=lambda o: (URGENCIES.index(o[1].urgency), -o[1].due_s, o[0].level))
    pages = [p for _, c in orders if (p := c.page_s if situation.staffed else c.page_unstaffed_s) is not None]
    leads = [c.lead_s for _, c in orders if c.lead_s is not None and situation.staffed]
    backups = [c.backup_s for _, c in orders if c.backup_s is not None]
    return CaseOrder(
        category=first.category or finding.category,
        level=max(f.level for f in findings),
        care=any(f.row.care for f, _ in orders),
        urgency=first.urgency,
        due_s=first.due_s,
        lead_s=min(leads, default=None),
        page_s=min(pages, default=None),
        backup_s=min(backups, default=None),
        lead=any(c.lead for _, c in orders),
        opens_conversation=any(c.opens_conversation for _, c in orders),
        locks_evidence=any(c.locks_evidence for _, c in orders),
        approaches=any(f.row.approaches for f, _ in orders),
    )
