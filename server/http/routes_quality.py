"""The routes of quality, of looking after those who work here, of search and of ready answers (see routes.py)."""

from server.ground import api_quality as api
from server.http import quality
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
)  # fmt: skip
