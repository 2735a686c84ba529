"""The routes of shifts: the roster, and handing over to the next one."""

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
    ApiRoute("GET", "/api/console/shift-packs", "shift.hand_over", shifts.packs, api_shifts.ShiftPacks),
    ApiRoute(
        "POST", "/api/console/shift-packs", "shift.hand_over", shifts.make_pack, api_shifts.ShiftPacks,
        api_shifts.NewPack, 201,
    ),
    ApiRoute(
        "PUT", "/api/console/shift-packs/{id:uuid}", "shift.hand_over", shifts.acknowledge_pack, api_shifts.ShiftPacks,
        refusals=("not_found", "act_not_possible"),
    ),
)  # fmt: skip
