"""What an author is told was hidden is what the message says was hidden."""

import pytest

from server.moderation.contact import Span
from server.moderation.mask import mask, shown_kinds

TEXT = "write to me at jo@example.org or to jo99 on insta"


@pytest.mark.parametrize(
    ("spans", "shown", "kinds"),
    [
        ([(15, 29, "email"), (36, 40, "handle")],
         "write to me at [e-mail address hidden] or to [user name hidden] on insta", "email handle"),
        # A span that lies over another: both say what the message shows.
        ([(0, 32, "off_platform"), (15, 29, "email"), (36, 40, "handle")],
         "[part hidden] to [user name hidden] on insta", "handle off_platform"),
        ([], TEXT, ""),
    ],
)  # fmt: skip
def test_the_kinds_are_those_that_the_masked_text_names(
    spans: list[tuple[int, int, str]], shown: str, kinds: str
) -> None:
    found = [Span(*span) for span in spans]
    assert mask(TEXT, found) == shown
    assert shown_kinds(found) == kinds
