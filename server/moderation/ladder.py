"""The ladder: who is called, one after the other, about a case that nobody takes.

When each step is due is in policy.toml, in the row of what was found: `lead`, `lead_s`, `page_s`, `page_unstaffed_s`,
`backup_s`. What is the same for all is this table. A moderator on duty is below the first step: they hear the bell.
"""

from typing import NamedTuple

from server.moderation.policy import CaseOrder


class Step(NamedTuple):
    """`then`: the step that is carried out at once where this one reached nobody. The rest are seconds: after a
    moderator left the case with somebody on duty, and with nobody; and after the last step, when all begins anew."""

    then: str | None
    left_s: float
    left_unstaffed_s: float
    anew_s: float | None


STEPS: dict[str, Step] = {
    "lead_first": Step("page", 0, 0, None),  # the policy gives the case to a lead: with none there, to the on-call
    "lead": Step(None, 30, 0, None),  # with none on duty the on-call's own time stands
    "page": Step("backup", 60, 0, 600),  # the on-call, outside the browser
    "backup": Step(None, 120, 120, 720),
    "trustee": Step("page", 0, 0, None),  # about an appeal or a complaint that waits for its answer (deadlines.toml)
}
LEADS = ("lead_first", "lead")
OUTSIDE = ("page", "backup")
ASKED: dict[bool, dict[str, float]] = {True: {"lead": 300}, False: {"page": 0}}
"""The steps of somebody who asks for a moderator, which no row of the policy is about: staffed, and not."""


def rungs(order: CaseOrder) -> dict[str, float]:
    """The steps of a case that is opened now, with the seconds from now until each."""
    due: dict[str, float | None] = {
        "lead_first": 0 if order.lead else None,
        "lead": order.lead_s,
        "page": order.page_s,
        "backup": None if order.page_s is None or order.backup_s is None else order.page_s + order.backup_s,
    }
    return {step: after_s for step, after_s in due.items() if after_s is not None}


def after_leaving(step: str, *, staffed: bool) -> float:
    """Seconds until a step is carried out again for a case that its moderator left."""
    return STEPS[step].left_s if staffed else STEPS[step].left_unstaffed_s
