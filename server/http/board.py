"""Handlers of figures: the board of leads, its file, and what one has read oneself."""

from server.ground.api_quality import Board, MyExposure
from server.http.door import Call, Download
from server.moderation import quality_board, quality_exposure


async def board(call: Call) -> Board:
    return await quality_board.board(call.services.database, "week" if call.query.get("by") == "week" else "day")


async def file(call: Call) -> Download:
    return Download(quality_board.as_file(await board(call)), "text/csv; charset=utf-8", "figures.csv")


async def my_exposure(call: Call) -> MyExposure:
    return await quality_exposure.mine(call.services.database, call.who)
