"""Who looked at one's words: a lead reads a case and puts off that it is said; later its person reads who it was."""

from playwright.async_api import expect

from tests.journeys.conftest import Scene
from tests.journeys.people_in_browsers import become_moderator, join, take_the_next_case, write
from tests.journeys.test_accessible import has_no_barriers
from tests.journeys.test_you import to_account
from tests.words import SOON


async def test_one_reads_who_looked_once_it_is_safe(scene: Scene) -> None:
    author = await scene.page("/", phone=True, dark=True)
    await join(author, "Night owls", "Quiet Fern")
    lead = await scene.page(f"/console#invite={await scene.invitation('lead')}")
    await become_moderator(lead, "Calm Harbour", on_duty=False)
    await write(author, SOON)
    await take_the_next_case(lead)

    await lead.get_by_role("button", name="Put it off").click()
    await has_no_barriers(lead, "putting it off")
    form = lead.get_by_role("region", name="Who looked")
    await form.get_by_role("button", name="Put it off").click()
    await expect(form.get_by_role("alert")).to_have_text("Say why, in a few words. It stays with the case.")
    await form.get_by_label("Why?").fill("an inquiry goes on")
    await form.get_by_role("button", name="Put it off").click()
    await expect(form.get_by_text("Put off: nobody is shown who looked before")).to_be_visible()
    await expect(lead.get_by_text("put off that people see who looked")).to_be_visible()
    await scene.sql("update cases set state = 'closed', closed_at = clock_timestamp()")

    await to_account(author)
    await author.get_by_role("button", name="Who looked at your words").click()
    await expect(author.get_by_text("Nothing is listed.")).to_be_visible()
    await scene.sql("update put_off set until = clock_timestamp()")
    await author.reload()
    await expect(author.get_by_text("A lead moderator read what you wrote in Night owls.")).to_be_visible()
    await expect(author.get_by_text("Why: it sounded as if a life could be at risk.").first).to_be_visible()
    await expect(author.get_by_text("Calm Harbour")).to_have_count(0)
    await has_no_barriers(author, "who looked")
