"""The routes of one-to-one (see routes.py)."""

from server.ground import api_one_to_one as api
from server.http import one_to_one
from server.http.door import ApiRoute

MINE = "one_to_one.own"

ONE_TO_ONE_ROUTES: tuple[ApiRoute, ...] = (
    ApiRoute("GET", "/api/one-to-one", MINE, one_to_one.my_one_to_one, api.OneToOne),
    ApiRoute("PUT", "/api/one-to-one/settings", MINE, one_to_one.change_settings, api.OneToOne, api.OneToOneSettings),
    ApiRoute(
        "POST", "/api/one-to-one/asks", MINE, one_to_one.ask_somebody, api.OneToOne, api.NewAsk, 201,
        refusals=("not_found", "bad_request", "too_fast", "too_many_asks", "not_possible_now"),
    ),
    ApiRoute(
        "PUT", "/api/one-to-one/asks/{id:uuid}", MINE, one_to_one.answer_ask, api.OneToOne, api.AskAnswer,
        refusals=("not_found", "act_not_possible", "not_possible_now"),
    ),
    ApiRoute(
        "POST", "/api/one-to-one/channels/{id:uuid}/acts", MINE, one_to_one.act_on_channel, api.OneToOne,
        api.ChannelAct, refusals=("not_found", "act_not_possible"),
    ),
    ApiRoute(
        "POST", "/api/one-to-one/apart", MINE, one_to_one.keep_apart, api.OneToOne, api.Apart, 201,
        refusals=("not_found",),
    ),
    ApiRoute(
        "DELETE", "/api/one-to-one/apart/{id:uuid}", MINE, one_to_one.lift_apart, api.OneToOne, refusals=("not_found",)
    ),
)  # fmt: skip
