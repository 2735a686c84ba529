"""What one writes first: Starlette on uvicorn, and `await send_text` to each. `naive.py PORT` serves on loopback."""

import sys

import uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

rooms: dict[str, set[WebSocket]] = {}


async def talk(socket: WebSocket) -> None:
    room = socket.path_params["room"]
    await socket.accept()
    rooms.setdefault(room, set()).add(socket)
    try:
        while True:
            text = await socket.receive_text()
            for other in list(rooms[room]):
                await other.send_text(text)
    except (WebSocketDisconnect, RuntimeError):
        rooms[room].discard(socket)


if __name__ == "__main__":
    app = Starlette(routes=[WebSocketRoute("/{room}", talk)])
    uvicorn.run(
        app, host="127.0.0.1", port=int(sys.argv[1]), loop="uvloop", ws="websockets-sansio", access_log=False,
        log_level="error", backlog=4096, ws_per_message_deflate=False,
    )  # fmt: skip
