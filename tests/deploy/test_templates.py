"""The templates for operators: their figures are the program's, their links lead somewhere, their blanks are marked."""

import re
from pathlib import Path

import pytest

from server.auth import erased_names, sessions
from server.moderation.deadlines import DEADLINES
from server.moderation.looks import rules
from server.rooms import conversations, retention

FOLDER = Path(__file__).parents[2] / "docs" / "templates"
TEMPLATES = sorted(FOLDER.glob("*.md"))


def test_there_are_three() -> None:
    names = ["data-protection-impact-assessment.md", "online-safety-risk-assessment.md", "privacy-notice.md"]
    assert [path.name for path in TEMPLATES] == names


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_blanks_are_marked_and_links_lead_somewhere(path: Path) -> None:
    text = path.read_text()
    blanks = re.findall(r"\*\*\[fill[ \n]in[^\]]*\]\*\*", text)
    assert len(blanks) > 5
    assert text.count("[fill") == len(blanks), "a blank that is not bold, or not closed"
    for link in re.findall(r"\]\(([^)]+)\)", text):
        assert (FOLDER / link.partition("#")[0]).exists(), link


def test_the_privacy_notice_says_what_is_done() -> None:
    text = (FOLDER / "privacy-notice.md").read_text()
    for row, days in (
        ("A message that you deleted", retention.TAKEN_BACK_DAYS),
        ("What you write with a moderator", conversations.RETENTION_DAYS),
        ("Notices to you", retention.NOTICES_DAYS),
        ("A moderator's case", retention.CASES_DAYS),
        ("Decisions about you", retention.CASES_DAYS),
    ):
        [line] = [line for line in text.splitlines() if line.startswith(f"| {row}")]
        assert f" {days} days" in line.rsplit("|", 2)[1], line
    assert rules().kept_days == 2 * 365
    assert erased_names.DAYS == 365
    assert (sessions.PASSING.total_seconds(), sessions.KEPT.days) == (16 * 3600, 30)
    assert "16 hours at most, or 30 days" in text
    assert f"within {DEADLINES['complaint'].days} days" in text
