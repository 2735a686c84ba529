"""What the person at the keyboard can set right, and the settings they gave."""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from server.ground.settings import Settings

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


class Wrong(Exception):
    """Something the person at the keyboard can set right. The message says what and how."""


def settings() -> "Settings":
    from server.ground.settings import SettingsRejected, read

    try:
        return read()
    except SettingsRejected as rejected:
        raise Wrong(str(rejected)) from None
