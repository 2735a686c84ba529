"""What is done for people besides their case, as it falls due: carried out by whichever instance comes first."""

from server.ground.due import carry_out_due
from server.rooms.aftercare import Aftercare
from server.rooms.channel_ends import ChannelEnds
from server.rooms.facilitators import Facilitators
from server.rooms.follow_ups import FollowUps
from server.rooms.hand_overs import HandOvers

EVERY_S = 1.0


async def run(
    follow_ups: FollowUps, hand_overs: HandOvers, aftercare: Aftercare, facilitators: Facilitators, ends: ChannelEnds
) -> None:
    """Until cancelled."""
    due = follow_ups.fall_due_one, hand_overs.tell_one, aftercare.tell_one, facilitators.end_one, ends.end_one
    await carry_out_due(*due, every_s=EVERY_S, fault="what is due for people besides their case failed")
