"""Handlers of figures: the board of leads, its file, and what one has read oneself."""

from server.ground.api_quality import Board, MyExposure
from server.http.door import Call, Download
from server.moderation import quality_board, quality_exposure
from server.moderation.quality_times import By


async def board(call: Call) -> Board:
    return await quality_board.board(call.services.database, by(call))


async def file(call: Call) -> Download:
    figures = await quality_board.take(call.services.database, call.who, by(call))
    return Download(figures, "text/csv; charset=utf-8", "figures.csv")


def by(call: Call) -> By:
    return "week" if call.query.get("by") == "week" else "day"


async def my_exposure(call: Call) -> MyExposure:
    return await quality_exposure.mine(call.services.database, call.who)
