"""`/acknowledge/TOKEN`: whoever was called says that they come. The token of the call is all that is asked for.

To look at it does nothing: what scans mail opens every link. The button, or whoever answers the webhook, sends a POST,
and the status says what came of it: 200 it holds, 404 no such call, 410 no need any more.
"""

from pathlib import Path
from string import Template

from starlette.requests import Request
from starlette.responses import HTMLResponse

from server.ground.db import UNREACHABLE
from server.http.services import Services
from server.moderation.acknowledge import Answer, acknowledge

PAGE = Template(Path(__file__).with_name("acknowledge.html").read_text())
ASK = """<h1>A case is waiting</h1>
<form method="post"><button type="submit">I am coming: call nobody else for 5 minutes</button></form>
<p>If nobody has taken the case by then, the next person is called.</p>"""
SAYS: dict[Answer, tuple[int, str]] = {
    "acknowledged": (
        200,
        "<h1>Thank you</h1><p>Nobody else is called for 5 minutes. Take the case in the console.</p>",
    ),
    "again": (200, "<h1>You have said so already</h1><p>A link holds off the others once. Take the case.</p>"),
    "over": (410, "<h1>There is no need any more</h1><p>Somebody has the case, or it is closed.</p>"),
    "unknown": (404, "<h1>There is no such call</h1><p>Is the whole link in the address? Open the console.</p>"),
}
NOT_NOW = "<h1>This does not work now</h1><p>Nothing was noted. Try again in a moment, or open the console.</p>"


async def ask(request: Request) -> HTMLResponse:
    """The page with the button, whatever the token: nothing is looked up."""
    return _page(200, ASK)


async def carry_out(request: Request) -> HTMLResponse:
    services: Services | None = request.app.state.services
    try:
        if services is None:
            return _page(503, NOT_NOW)
        given = request.path_params["token"]
        answer = await acknowledge(services.database, services.bus, services.logs.keys, given)
    except UNREACHABLE:
        return _page(503, NOT_NOW)
    return _page(*SAYS[answer])


def _page(status: int, content: str) -> HTMLResponse:
    return HTMLResponse(PAGE.substitute(content=content), status)
