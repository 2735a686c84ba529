"""Judging a text: what the rules find in it and what the policy makes of that, in one go.

A `Judge` is a set of rules and the policy that goes with it, so both change in the same moment. What is in shadow (a
rule or a row of its policy, or a second judge beside it) is judged too and told apart as a `Trial`: it has no effect.
"""

from functools import cache

import msgspec
from msgspec import Struct

from server.moderation.assess import Assessment, Context, assess
from server.moderation.policy import Decision, Situation, decide, shipped_policy
from server.moderation.policy_file import Policy
from server.moderation.rules import shipped
from server.moderation.ruleset import Match, RuleSet


class Trial(Struct, frozen=True):
    """What would have become of a message. Stored where it is something else than what did."""

    level: int
    categories: tuple[str, ...]
    rules: tuple[str, ...]
    action: str
    card: str
    case: str | None  # its urgency
    rules_version: str
    policy_version: str


class Judgement(Struct, frozen=True):
    """`assessment` holds only what has an effect."""

    assessment: Assessment
    decision: Decision
    policy_version: str
    trial: Trial | None = None


class Judge(Struct, frozen=True):
    """Rules, their policy, and another judge in shadow."""

    rules: RuleSet
    policy: Policy
    shadow: "Judge | None" = None

    def judge(self, text: str, context: Context, situation: Situation, before: str = "") -> Judgement:
        """What becomes of a text. `before`: what its author said a moment ago, of which it may be the other half.
        Never raises."""
        everything = self._found(text, context, before)
        found = self._with_patterns(self._in_effect(everything), situation)
        decision = decide(found, situation, self.policy)
        done = _outcome(found, decision)
        trial = None
        if self.shadow is not None:
            trial = self.shadow._tried(text, context, situation, before)
        elif len(found.matches) < len(everything.matches):
            trial = self._trial(everything, decide(everything, situation, self.policy))
        differs = trial is not None and (trial.level, trial.action, trial.card, trial.case) != done
        return Judgement(found, decision, self.policy.version, trial if differs else None)

    def refused_in(self, field: str, text: str) -> Assessment | None:
        """For what others see outside rooms: what is wrong with it, or None. A check that fails refuses."""
        found = self._in_effect(self._found(text, Context(field)))
        refuses = self.policy.fields[field].refuses
        return found if found.failed or any(refuses(category) for category in found.categories) else None

    def _found(self, text: str, context: Context, before: str = "") -> Assessment:
        context = msgspec.structs.replace(context, rules=self.rules)
        found = assess(text, context)
        return _with_what_spans(found, assess(f"{before} {text}", context), len(before) + 1) if before else found

    def _in_effect(self, found: Assessment) -> Assessment:
        is_shadow = self.policy.is_shadow
        matches = tuple(m for m in found.matches if not is_shadow(m.rule, m.category, m.level))
        if len(matches) == len(found.matches):
            return found
        return _of(found, matches)

    def _with_patterns(self, found: Assessment, situation: Situation) -> Assessment:
        """What adds up to more with what the author said in the last weeks. In a conversation with a moderator nothing
        does: there it is answered."""
        if not found.matches or situation.room == "conversation":
            return found
        complete = [p for p in self.policy.patterns if p.is_there(found.categories, situation.signs)]
        here = [next(m for m in found.matches if m.category in pattern.of) for pattern in complete]
        more = (
            Match(f"pattern-{pattern.category}", pattern.category, 0, pattern.says, sign.start, sign.end)
            for pattern, sign in zip(complete, here, strict=True)
            if pattern.category not in found.categories
        )
        return _of(found, (*more, *found.matches)) if complete else found

    def _tried(self, text: str, context: Context, situation: Situation, before: str) -> Trial:
        found = self._in_effect(self._found(text, context, before))
        return self._trial(found, decide(found, situation, self.policy))

    def _trial(self, found: Assessment, decision: Decision) -> Trial:
        level, action, card, case = _outcome(found, decision)
        rules = tuple(sorted({m.rule for m in found.matches}))
        return Trial(level, found.categories, rules, action, card, case, found.rules_version, self.policy.version)


def _of(found: Assessment, matches: tuple[Match, ...]) -> Assessment:
    level = max((m.level for m in matches), default=0)
    categories = tuple(dict.fromkeys(m.category for m in matches))
    return msgspec.structs.replace(found, level=level, categories=categories, matches=matches)


def _with_what_spans(found: Assessment, both: Assessment, at: int) -> Assessment:
    """What was found, and what these words, which start `at`, say only after those before, or more strongly then."""
    alone: dict[str, int] = {}
    for m in found.matches:
        alone[m.rule] = max(m.level, alone.get(m.rule, 0))
    more = (m for m in both.matches if m.end > at and m.level > alone.get(m.rule, -1))
    moved = tuple(msgspec.structs.replace(m, start=max(m.start - at, 0), end=m.end - at) for m in more)
    return _of(found, (*moved, *found.matches)) if moved else found


def _outcome(found: Assessment, decision: Decision) -> tuple[int, str, str, str | None]:
    """What anybody could notice of a judgement."""
    return found.level, decision.action, decision.card, decision.case.urgency if decision.case else None


@cache
def shipped_judge() -> Judge:
    """Raises RulesRejected or PolicyRejected."""
    return Judge(shipped(), shipped_policy())
