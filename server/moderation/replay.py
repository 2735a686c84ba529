"""Replaying messages by two judges: what would change, before it is switched on.

Figures only: nobody's words leave here. Where messages have labels (a person read them), precision and recall are told
of each label: "crisis" is found by a level of 2 or more, every other label by a category that begins with its name.
Where somebody said of rules that they are right or wrong to match, they are told of each such rule, too.
"""

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from server.moderation.assess import Assessment
from server.moderation.judge import Judge, Judgement
from server.moderation.stream import Said, Stream

NONE = "none"
"""The label of what nothing should be found in."""


class Change(Struct, frozen=True):
    """How many messages something was found in, or came to, by each judge; and in how many only by one of them."""

    now: int
    new: int
    more: int
    fewer: int


class Found(Struct, frozen=True):
    """Of messages with a label: how many there are, how many alarms, how many of them right."""

    labelled: int
    alarms: int
    right: int

    @property
    def precision(self) -> float | None:
        return self.right / self.alarms if self.alarms else None

    @property
    def recall(self) -> float | None:
        return self.right / self.labelled if self.labelled else None


class Report(Struct, frozen=True):
    messages: int
    changed: int
    levels: dict[str, Change]
    actions: dict[str, Change]
    cases: dict[str, Change]
    rules: dict[str, Change]
    labels: dict[str, tuple[Found, Found]]
    judged: dict[str, tuple[Found, Found]]


class Counts:
    """One thing that is counted of both judges: levels, actions, cases or rules."""

    def __init__(self) -> None:
        self._now: Counter[str] = Counter()
        self._new: Counter[str] = Counter()
        self._more: Counter[str] = Counter()
        self._fewer: Counter[str] = Counter()

    def add(self, now: set[str], new: set[str]) -> None:
        self._now.update(now)
        self._new.update(new)
        self._more.update(new - now)
        self._fewer.update(now - new)

    def changes(self) -> dict[str, Change]:
        keys = sorted({*self._now, *self._new})
        return {key: Change(self._now[key], self._new[key], self._more[key], self._fewer[key]) for key in keys}


class Replay:
    """`add` every message in order, then read `report`."""

    def __init__(self, now: Judge, new: Judge, *, staffed: bool = True) -> None:
        self._now, self._new = Stream(now, staffed=staffed), Stream(new, staffed=staffed)
        self._messages = self._changed = 0
        self._levels, self._actions, self._cases, self._rules = Counts(), Counts(), Counts(), Counts()
        self._labelled: list[tuple[str, Assessment, Assessment]] = []
        self._judged: list[tuple[Said, set[str], set[str]]] = []

    def add(self, said: Said) -> None:
        now, new = self._now.judge(said), self._new.judge(said)
        self._messages += 1
        self._changed += outcome(now) != outcome(new)
        self._levels.add({str(now.assessment.level)}, {str(new.assessment.level)})
        self._actions.add({now.decision.action}, {new.decision.action})
        self._cases.add(_case(now), _case(new))
        by_now, by_new = ({m.rule for m in one.assessment.matches} for one in (now, new))
        self._rules.add(by_now, by_new)
        if said.right or said.wrong:
            self._judged.append((said, by_now, by_new))
        if said.label is not None:
            self._labelled.append((said.label, now.assessment, new.assessment))

    def report(self) -> Report:
        labels = sorted({label for label, _, _ in self._labelled} - {NONE})
        return Report(
            messages=self._messages,
            changed=self._changed,
            levels=self._levels.changes(),
            actions=self._actions.changes(),
            cases=self._cases.changes(),
            rules=self._rules.changes(),
            labels={
                label: (
                    found_of(label, ((theirs, now) for theirs, now, _ in self._labelled)),
                    found_of(label, ((theirs, new) for theirs, _, new in self._labelled)),
                )
                for label in labels
            },
            judged={
                rule: (
                    matched_of(rule, ((said, now) for said, now, _ in self._judged)),
                    matched_of(rule, ((said, new) for said, _, new in self._judged)),
                )
                for rule in sorted({rule for said, *_ in self._judged for rule in said.right | said.wrong})
            },
        )


def found_of(label: str, rows: Iterable[tuple[str, Assessment]]) -> Found:
    labelled = alarms = right = 0
    for theirs, assessment in rows:
        alarm = is_found(label, assessment)
        labelled += theirs == label
        alarms += alarm
        right += alarm and theirs == label
    return Found(labelled, alarms, right)


def matched_of(rule: str, rows: Iterable[tuple[Said, set[str]]]) -> Found:
    """Of the messages of which somebody said whether this rule is right to match."""
    labelled = alarms = right = 0
    for said, matched in rows:
        if rule in said.right | said.wrong:
            labelled += rule in said.right
            alarms += rule in matched
            right += rule in matched and rule in said.right
    return Found(labelled, alarms, right)


def is_found(label: str, assessment: Assessment) -> bool:
    if label == "crisis":
        return assessment.level >= 2
    return any(category.startswith(label) for category in assessment.categories)


def outcome(judgement: Judgement) -> tuple[int, str, str, set[str]]:
    """What anybody could notice."""
    decision = judgement.decision
    return judgement.assessment.level, decision.action, decision.card, _case(judgement)


def _case(judgement: Judgement) -> set[str]:
    case = judgement.decision.case
    return {case.urgency} if case is not None else set()


def table(report: Report) -> str:
    """The report for a terminal."""
    lines = [f"{report.messages:,} messages, of which {report.changed:,} would be treated otherwise", ""]
    parts = {"level": report.levels, "action": report.actions, "case": report.cases, "rule": report.rules}
    for name, changes in parts.items():
        # Of rules, those alone that change.
        rows = [(key, c) for key, c in changes.items() if name != "rule" or c.more or c.fewer]
        if rows:
            lines.append(f"{name:<36}{'now':>9}{'new':>9}{'more':>9}{'fewer':>9}")
            lines += [f"  {key:<34}{c.now:>9,}{c.new:>9,}{c.more:>9,}{c.fewer:>9,}" for key, c in rows]
            lines.append("")
    for name, labelled in {"label": report.labels, "rule, by moderators": report.judged}.items():
        if labelled:
            lines += [*_shares(name, labelled), ""]
    return "\n".join(lines)


def _shares(name: str, labelled: dict[str, tuple[Found, Found]]) -> list[str]:
    """How right what is found is, and how much of it is found, by each judge."""
    width = max(18, *map(len, labelled))
    lines = [f"{name:<{width + 2}}{'messages':>9}{'':>6}{'alarms':>9}{'right':>9}{'precision':>11}{'recall':>9}"]
    for label, both in labelled.items():
        for which, found in zip(("now", "new"), both, strict=True):
            shown = label if which == "now" else ""
            share = f"{_share(found.precision):>11}{_share(found.recall):>9}"
            lines.append(f"  {shown:<{width}}{found.labelled:>9,}{which:>6}{found.alarms:>9,}{found.right:>9,}{share}")
    return lines


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"
