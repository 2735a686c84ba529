"""How long a client waits: the same figures as in web/src/wire/."""

PING_EVERY_S = 15.0
PONG_WITHIN_S = 5.0
WELCOME_WITHIN_S = 10.0
ANSWER_WITHIN_S = 15.0
REQUEST_WITHIN_S = 20.0
TRY_AGAIN_S = 2.0
AGAIN_AT_ONCE, AGAIN_EVERY_S = 40, 0.5
FIRST_CEILING_S = 1.0
HIGHEST_CEILING_S = 30.0


def full_jitter(attempt: int, random: float) -> float:
    """Anything between nothing and a ceiling that doubles; `random` is in [0, 1)."""
    return random * min(HIGHEST_CEILING_S, FIRST_CEILING_S * 2.0 ** min(attempt, 10))


def spread(seconds: float, random: float) -> float:
    """A pause that the server named to everybody: as long, and up to as long again."""
    return seconds * (1 + random)
