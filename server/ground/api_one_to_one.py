"""What routes take and answer about one-to-one (see api.py)."""

from typing import Literal
from uuid import UUID

import msgspec

State = Literal["open", "paused", "ended", "kept"]
Act = Literal["pause", "resume", "end", "block", "keep", "let_go", "again"]


class Answers(msgspec.Struct):
    """The four answers, each a code of the lists in `Questions`: about what; to be listened to or to share; what is
    left out; about how long, in minutes."""

    topic: str
    want: str
    avoid: list[str]
    minutes: int


class AnswerChoice(msgspec.Struct):
    code: str
    says: str


class Questions(msgspec.Struct):
    topics: list[AnswerChoice]
    wants: list[AnswerChoice]
    avoid: list[AnswerChoice]
    minutes: list[int]


class NewAsk(Answers):
    """`member`: whom, by their place in a room both are in."""

    member: UUID


class AskAnswer(msgspec.Struct):
    act: Literal["accept", "let_pass", "withdraw"]


class MyAsk(msgspec.Struct):
    """`alias`: of the other one, in the room `met`. It is over by `until`, whatever becomes of it."""

    id: UUID
    alias: str
    met: str
    until: int
    answers: Answers


class MyChannel(msgspec.Struct):
    """`with_`: the aliases of the others. `acts`: what one may do now. `mine`: what one has chosen of what takes
    everybody: "pause", "keep", "again"; what others have chosen is told to nobody. `goes`: when it is deleted."""

    id: UUID
    purpose: str
    state: State
    alias: str
    others: list[str]
    answers: Answers
    since: int
    acts: list[Act]
    mine: list[str]
    goes: int | None


class Somebody(msgspec.Struct):
    member: UUID
    alias: str


class RoomToAsk(msgspec.Struct):
    """Who of a room one is in may be asked."""

    id: UUID
    title: str
    alias: str
    people: list[Somebody]


class KeptApart(msgspec.Struct):
    """Somebody whom one has blocked, or knows: by the alias by which one knew them then."""

    id: UUID
    alias: str
    why: Literal["block", "known"]
    at: int


class OneToOneSettings(msgspec.Struct):
    """`may_be_asked`: others of one's rooms may ask. `other_names`: another alias in each room that one joins
    from now on."""

    may_be_asked: bool
    other_names: bool


class OneToOne(msgspec.Struct):
    """Everything of one's own. `youth`: one has said to be younger than the age range; then nothing here is for one."""

    youth: bool
    settings: OneToOneSettings
    questions: Questions
    asked: list[MyAsk]
    asking: list[MyAsk]
    channels: list[MyChannel]
    rooms: list[RoomToAsk]
    apart: list[KeptApart]


class Apart(msgspec.Struct):
    """`member`: their place in a room or a channel both are in."""

    member: UUID
    why: Literal["block", "known"]


class ChannelAct(msgspec.Struct):
    act: Act
