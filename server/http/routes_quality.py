"""The routes of quality, of looking after those who work here, of search and of ready answers (see routes.py)."""

from server.ground import api_quality as api
from server.http import answers, board, quality
from server.http.door import ApiRoute

QUALITY_ROUTES: tuple[ApiRoute, ...] = (
    # What moderators say of rules
    ApiRoute(
        "GET", "/api/console/evidence/{id:uuid}/labels", "rule.label", quality.labels, api.Labels,
        refusals=("not_found", "conflict_of_interest"),
    ),
    ApiRoute(
        "PUT", "/api/console/evidence/{id:uuid}/labels", "rule.label", quality.label, api.Labels, api.LabelWanted,
        refusals=("not_found", "conflict_of_interest"),
    ),
    ApiRoute(
        "POST", "/api/console/evidence/{id:uuid}/example", "example.keep", quality.keep_example, api.Kept,
        api.ExampleWanted, 201, refusals=("not_found", "conflict_of_interest", "example_recognisable"),
    ),
    # A closed case decided anew
    ApiRoute("POST", "/api/console/reviews", "review.second", quality.offer, api.ReviewOffer),
    ApiRoute(
        "PUT", "/api/console/reviews/{id:uuid}", "review.second", quality.decide, api.Reviewed, api.ReviewDecision,
        refusals=("not_found",),
    ),
    ApiRoute(
        "DELETE", "/api/console/reviews/{id:uuid}", "review.second", quality.let_pass, None, refusals=("not_found",)
    ),
    ApiRoute("GET", "/api/console/differences", "review.differences", quality.differences, api.Differences),
    ApiRoute(
        "DELETE", "/api/console/differences/{id:uuid}", "review.differences", quality.talked, api.Differences,
        refusals=("not_found",),
    ),
    # Figures
    ApiRoute("GET", "/api/console/exposure", "exposure.own", board.my_exposure, api.MyExposure),
    ApiRoute(
        "GET", "/api/console/board", "board.read", board.board, api.Board,
        query={"by": "week: of 13 weeks, by week; left out, of 28 days, by day."},
    ),
    ApiRoute(
        "GET", "/api/console/board/file", "board.read", board.file, None, file="text/csv",
        query={"by": "week or day. Groups of few people are left out."},
    ),
    # Search
    ApiRoute(
        "POST", "/api/console/search", "case.search", answers.find, api.FoundCases, api.Search,
        refusals=("bad_request",),
    ),
    # Ready answers
    ApiRoute("GET", "/api/console/answers", "answer.read", answers.answers, api.ReadyAnswers),
    ApiRoute(
        "GET", "/api/console/answers/{id:uuid}", "answer.change", answers.versions, api.ReadyAnswers,
        refusals=("not_found",),
    ),
    ApiRoute(
        "PUT", "/api/console/answers/{id:uuid}", "answer.change", answers.write, api.ReadyAnswers,
        api.ReadyAnswerWanted, refusals=("not_found", "reason_unusable", "answer_changed"),
    ),
    ApiRoute(
        "DELETE", "/api/console/answers/{id:uuid}", "answer.change", answers.take_away, api.ReadyAnswers,
        refusals=("not_found", "answer_changed"),
    ),
)  # fmt: skip
