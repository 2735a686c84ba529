"""A peer: talks in rooms, comes and goes, takes words back, gives a phone number away, is in danger now and then."""

from collections.abc import Sequence

from tests.faults.clients import Client
from tests.journeys.test_killed import DANGER

EVERY_S = 1.4
"""Between two things a peer does, on average. Below one message a second: an account may say ten at once, then that."""
UNANSWERED = 6
"""Who has so much unanswered waits with writing more."""
SMALL_TALK = (
    "still up",
    "the kettle is on",
    "it was a long day",
    "I went out for a walk",
    "how was yours",
    "good to be here",
)


class Peer(Client):
    """`rooms` are those it moves between; a settled one stays in all of them."""

    rooms: Sequence[str] = ()
    settled = True

    async def live(self) -> None:
        """Do one thing after the other, until it is over."""
        while await self.rest(self.chance.expovariate(1 / EVERY_S)):
            self._do_something()

    def _do_something(self) -> None:
        dice = self.chance.random()
        busy = sum(not one.again for one in self.outbox.unanswered) >= UNANSWERED
        places = sorted(room for room in self.wanted if room in self.open)
        if dice < 0.04:
            self._take_something_back()
        elif dice < 0.08 and not self.settled:
            self._come_or_go()
        elif dice < 0.09:
            self._look_elsewhere()
        elif places and not busy:
            self._talk(self.chance.choice(places), self.chance.random())

    def _talk(self, room: str, dice: float) -> None:
        public = room in self.rooms
        if dice < 0.02 and public:
            self.say(room, DANGER, "danger")
        elif dice < 0.08 and public:
            number = f"07700 900{self.chance.randrange(1000):03}"  # a range that is kept free for such uses
            self.say(room, f"call me on {number} if you like", "phone", number)
        else:
            self.say(room, self.chance.choice(SMALL_TALK))

    def _take_something_back(self) -> None:
        mine = [one.id for one in self.outbox.recent if one.wrote.sort != "danger" and one.wrote.room in self.wanted]
        if mine and not self._errands_beside():
            self.errand(self.take_back(self.chance.choice(mine)))

    def _come_or_go(self) -> None:
        if self._errands_beside():
            return
        room = self.chance.choice(self.rooms)
        if room not in self.wanted:
            self.errand(self.enter(room))
        elif len(self.wanted & {*self.rooms}) > 1 and room not in self.outbox.rooms():
            self.errand(self.leave(room))

    def _look_elsewhere(self) -> None:
        """Try to see a room one is not in, over the socket and over HTTP; or read a page of an old one."""
        room = self.chance.choice(self.rooms)
        if room not in self.wanted and not self._errands_beside():
            self.knock(room)
        if not self._errands_beside():
            self.errand(self.history(room))

    def _errands_beside(self) -> bool:
        """One thing at a time over HTTP, so that what one asked for has an order."""
        return len(self._errands) > 2
