"""Every route of the console says how it is recorded: the act that the audit chain has of it, or why there is none.

A new route fails the first test until it is named here. That an act is not done where it cannot be recorded is tested
in tests/moderation/test_audit.py.
"""

import re
from pathlib import Path

from server.http.routes import ROUTES
from server.moderation.transitions import TRANSITIONS
from tests.people import Place

RECORDED = {
    "GET /api/console/cases/{id:uuid}": "look",
    "POST /api/console/cases/{id:uuid}/acts": "*",  # each act of the table by its own name
    "GET /api/console/cases/{id:uuid}/reporters": "look_reporters",
    "PUT /api/console/cases/{id:uuid}/looks": "put_off",
    "GET /api/console/cases/{id:uuid}/pack": "open_pack",
    "POST /api/console/rooms/{id:uuid}/acts": "*",
    "POST /api/console/rooms/{id:uuid}/membership": "join_room",
    "POST /api/console/rooms/{id:uuid}/conversations": "reach_out",
    "PUT /api/console/rooms/{id:uuid}/facilitators": "facilitator",
    "PUT /api/console/duty": "duty_on",
    "POST /api/console/roster": "plan_shift",
    "POST /api/console/shift-packs": "make_pack",
    "PUT /api/console/shift-packs/{id:uuid}": "acknowledge_pack",
    "DELETE /api/console/roster/{id:uuid}": "unplan_shift",
    "POST /api/console/evidence/{id:uuid}/example": "keep_example",
    "POST /api/console/reviews": "look",
    "PUT /api/console/reviews/{id:uuid}": "second_review",
    "DELETE /api/console/differences/{id:uuid}": "talk_about",
    "POST /api/console/search": "search_person",  # where it names somebody
    "PUT /api/console/answers/{id:uuid}": "change_answer",
    "DELETE /api/console/answers/{id:uuid}": "change_answer",
    "GET /api/console/board/file": "take_figures",
    "DELETE /api/console/looked-after/rest": "lift_rest",
    "POST /api/console/supervision": "*",  # by the kind of what is said
    "PUT /api/console/supervision/{id:uuid}": "supervision_answer",
}
NOT_RECORDED = {
    "GET /api/console/cases": "holds nobody's words",
    "GET /api/console/duty": "is about oneself",
    "GET /api/console/roster": "holds nobody's words",
    "GET /api/console/shift-packs": "holds no words but what staff wrote for each other",
    "GET /api/console/rooms": "holds nobody's words but what a room reads",
    "PUT /api/console/rooms/{id:uuid}/watch": "says only that one looks after a room",
    "DELETE /api/console/reviews/{id:uuid}": "nobody says why, or is asked",
    "GET /api/console/differences": "holds nobody's words",
    "GET /api/console/board": "figures",
    "GET /api/console/answers": "the place's own words",
    "GET /api/console/answers/{id:uuid}": "the place's own words",
    "GET /api/console/exposure": "is about oneself",
    "GET /api/console/looked-after": "is about oneself",
    "PUT /api/console/looked-after/topics": "nobody asks why, and nobody else is told",
    "GET /api/console/supervision": "words between two people, read by them alone",
    "GET /api/console/team": "who is on duty, and who rests: nobody's words",
    "GET /api/console/evidence/{id:uuid}/labels": "what was said of rules, and nobody's words",
    "PUT /api/console/evidence/{id:uuid}/labels": "is about a rule, and kept with who said it",
}
SERVER = Path(__file__).parents[2] / "server"


def test_every_route_of_the_console_is_recorded_or_says_why_not() -> None:
    console = {f"{route.method} {route.path}" for route in ROUTES if route.path.startswith("/api/console/")}
    assert console == RECORDED.keys() | NOT_RECORDED.keys()


def test_what_is_said_to_be_recorded_is_in_the_code() -> None:
    """A word that no code writes would be a promise nobody keeps."""
    written = " ".join(path.read_text() for path in SERVER.rglob("*.py"))
    acts = {act for act in RECORDED.values() if act != "*"}
    assert {act for act in acts if not re.search(rf'"{act}"', written)} == set()
    assert "open_pack" in {act for _, act in TRANSITIONS}


async def test_going_on_duty_and_off_is_recorded_and_staying_is_not(place: Place) -> None:
    moderator = await place.moderator(on_duty=False)
    for on in (True, True, False, False, True):
        await moderator.put("/api/console/duty", {"on": on})
    await place.sql("update duties set until = clock_timestamp() - interval '1 second'")  # a closed laptop
    await moderator.put("/api/console/duty", {"on": True})
    acts = [row["act"] for row in await place.sql("select act from audit where act like 'duty%' order by seq")]
    assert acts == ["duty_on", "duty_off", "duty_on", "duty_on"]
