"""The routes of what looks after those who work here (see routes.py)."""

from server.ground import api, api_staff
from server.http import looked_after
from server.http.door import ApiRoute

STAFF_ROUTES: tuple[ApiRoute, ...] = (
    ApiRoute("GET", "/api/console/looked-after", "exposure.own", looked_after.looked_after_mine, api_staff.LookedAfter),
    ApiRoute("GET", "/api/console/team", "board.read", looked_after.team, api_staff.Team),
    ApiRoute(
        "PUT", "/api/console/looked-after/topics", "duty.change", looked_after.choose_topics, api_staff.LookedAfter,
        api_staff.SparedWanted, refusals=("bad_request",),
    ),
    ApiRoute(
        "DELETE", "/api/console/looked-after/rest", "duty.change", looked_after.lift_rest, api.DutyView,
        refusals=("act_not_possible",),
    ),
    ApiRoute(
        "GET", "/api/console/supervision", "supervision.take_part", looked_after.supervision, api_staff.Supervision
    ),
    ApiRoute(
        "POST", "/api/console/supervision", "supervision.take_part", looked_after.say_talk, api_staff.Supervision,
        api_staff.NewTalk, 201, refusals=("not_found", "bad_request", "conflict_of_interest"),
    ),
    ApiRoute(
        "PUT", "/api/console/supervision/{id:uuid}", "supervision.take_part", looked_after.answer_talk,
        api_staff.Supervision, refusals=("not_found",),
    ),
)  # fmt: skip
