"""The routes of shifts: the roster."""

from server.ground import api_shifts
from server.http import shifts
from server.http.door import ApiRoute

SHIFT_ROUTES: tuple[ApiRoute, ...] = (
    ApiRoute("GET", "/api/console/roster", "roster.read", shifts.roster, api_shifts.Roster),
    ApiRoute(
        "POST", "/api/console/roster", "roster.change", shifts.plan_shift, api_shifts.Roster, api_shifts.NewShift, 201
    ),
    ApiRoute(
        "DELETE", "/api/console/roster/{id:uuid}", "roster.change", shifts.unplan_shift, api_shifts.Roster,
        refusals=("not_found",),
    ),
)  # fmt: skip
