"""Logs: JSON lines, for machines. They never hold anybody's words, names or network addresses.

What is logged is written by us, with the fields we name; a traceback shows our code but not its values.
"""

import logging
import sys

import structlog

SILENT = ("uvicorn.access", "uvicorn.error", "websockets", "asyncio", "httpx", "httpcore", "redis", "alembic")
"""Most name network addresses in their information lines, the last says little; only their warnings are taken."""


def set_up(level: str) -> None:
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.ExtraAdder(allow=("error", "path", "port")),
    ]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                without_values,
                structlog.processors.EventRenamer("message"),
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)
    for name in SILENT:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLogger().level))


def without_values(
    logger: logging.Logger, method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """A fault as its type and its places in the code: its message could quote what somebody wrote."""
    found = event.pop("exc_info", None)
    error = found[1] if isinstance(found, tuple) else found
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
        places, traceback = [], error.__traceback__
        while traceback is not None:
            code = traceback.tb_frame.f_code
            places.append(f"{code.co_filename.rsplit('/server/', 1)[-1]}:{traceback.tb_lineno} {code.co_name}")
            traceback = traceback.tb_next
        event["at"] = places[-8:]
    return event
