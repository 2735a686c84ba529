"""What the handlers of the HTTP API use; built once, in app.py."""

import msgspec

from server.auth.accounts import Accounts
from server.auth.gate import Gate
from server.auth.networks import Networks
from server.auth.own_sessions import OwnSessions
from server.auth.passkeys import Passkeys
from server.auth.proofs import Proofs
from server.auth.recovery import Recovery
from server.auth.second_proof import SecondProof
from server.ground.bus import Bus
from server.ground.db import Database
from server.ground.settings import Settings
from server.moderation.cases import Cases
from server.moderation.coverage import Coverage
from server.moderation.in_force import InForce
from server.moderation.planned_words import PlannedWords
from server.moderation.roster import Planned
from server.moderation.shift_packs import Packs
from server.moderation.supervision import Supervisions
from server.rooms.acts import Acts
from server.rooms.appeals import Appeals
from server.rooms.complaints import Complaints
from server.rooms.conversations import Conversations
from server.rooms.directory import Directory
from server.rooms.erasure import Erasure
from server.rooms.facilitators import Facilitators
from server.rooms.follow_ups import FollowUps
from server.rooms.hand_overs import HandOvers
from server.rooms.limits import Limits
from server.rooms.live_rooms import LiveRooms
from server.rooms.log import Logs
from server.rooms.members import Members
from server.rooms.one_to_one import OneToOnes
from server.rooms.reaching_out import ReachingOut
from server.rooms.reporting import Reporting
from server.rooms.room_acts import RoomActs


class Services(msgspec.Struct):
    settings: Settings
    database: Database
    bus: Bus
    accounts: Accounts
    erasure: Erasure
    gate: Gate
    networks: Networks
    proofs: Proofs
    recovery: Recovery
    second_proof: SecondProof
    passkeys: Passkeys
    own_sessions: OwnSessions
    directory: Directory
    members: Members
    logs: Logs
    conversations: Conversations
    cases: Cases
    acts: Acts
    room_acts: RoomActs
    live_rooms: LiveRooms
    reaching_out: ReachingOut
    facilitators: Facilitators
    follow_ups: FollowUps
    hand_overs: HandOvers
    one_to_ones: OneToOnes
    reporting: Reporting
    appeals: Appeals
    complaints: Complaints
    coverage: Coverage
    planned: Planned
    shift_packs: Packs
    supervisions: Supervisions
    planned_words: PlannedWords
    limits: Limits
    in_force: InForce
