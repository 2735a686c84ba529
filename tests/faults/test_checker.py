"""The checker itself: an honest history passes, and each kind of broken promise is found when it is planted."""

from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.faults.checker import check
from tests.faults.pretend import NUMBER, PEOPLE, ROOM, Pretended, without
from tests.faults.records import (
    Answered,
    CaseSeen,
    Closed,
    Gone,
    Item,
    Moved,
    Note,
    Noticed,
    Offered,
    Paged,
    Piece,
    Read,
    Record,
    Restored,
    Saw,
    Standing,
    Whole,
    Wrote,
    read,
    write,
)

Lie = Callable[[list[Record]], list[Record]]

WHO = st.sampled_from(PEOPLE)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("say"), WHO, st.sampled_from(("plain", "phone")), st.booleans()),
        st.tuples(st.just("danger"), WHO, st.booleans()),
        st.tuples(st.just("take_back"), st.integers(0, 20)),
        st.tuples(st.sampled_from(("drop", "come_back", "leave")), WHO),
        st.tuples(st.sampled_from(("release", "back_up", "restore"))),
    ),
    max_size=40,
)


def played(steps: list[tuple]) -> list[Record]:  # type: ignore[type-arg]
    place = Pretended()
    for name, *given_to in steps:
        if name == "say":
            who, sort, lost = given_to
            place.say(who, sort, lost=lost)
        elif name == "danger":
            who, held = given_to
            place.say(who, "danger", held=held)
        else:
            getattr(place, name)(*given_to)
    return place.end()


@given(STEPS)
def test_an_honest_history_passes(steps: list[tuple]) -> None:  # type: ignore[type-arg]
    assert check(played(steps)) == []


@given(STEPS, st.data())
def test_a_page_that_one_client_was_never_shown_is_missed(steps: list[tuple], data: st.DataObject) -> None:  # type: ignore[type-arg]
    records = played([("come_back", "b"), ("say", "a", "plain", False), *steps, ("come_back", "a")])
    stand = {record.who for record in records if isinstance(record, Standing)}
    epoch = first(records, Whole).epoch
    # Whoever left, or was there before a back-up was restored, may have left before the page came.
    pages = [r for r in records if isinstance(r, Saw) and r.items and r.epoch == epoch and r.who in stand]
    if pages:
        assert check(without(records, data.draw(st.sampled_from(pages))))


@given(STEPS, st.data())
def test_whatever_is_missing_of_a_page_is_missed(steps: list[tuple], data: st.DataObject) -> None:  # type: ignore[type-arg]
    records = played([("say", "a", "plain", False), *steps, ("say", "a", "plain", False)])
    last = first(records, Whole).items
    # A change that a later one took over may be missing; the last ones may not.
    pages = [r for r in records if isinstance(r, Saw) and any(item in last for item in r.items)]
    page = data.draw(st.sampled_from(pages))
    item = data.draw(st.sampled_from([item for item in page.items if item in last]))
    page.items = [other for other in page.items if other is not item]
    assert check(records)


def story() -> list[Record]:
    """An evening with a bit of everything."""
    place = Pretended()
    for n in range(3):
        for who in PEOPLE:
            place.say(who, lost=n == 1)
    place.drop("b")
    place.say("a", "phone")
    place.say("c", "danger")
    place.take_back(0)
    place.come_back("b")
    place.say("a", "danger", held=True)
    place.say("b")
    place.leave("c")
    place.say("a")
    place.back_up()
    place.say("b")
    place.take_back(1)
    place.restore()
    place.say("b")
    place.come_back("c")
    place.say("c")
    place.wait_until_all_is_due()
    return place.end()


def first(records: list[Record], kind: type, fits: Callable[..., bool] = lambda record: True) -> ...:  # type: ignore[misc]
    return next(record for record in records if isinstance(record, kind) and fits(record))


def in_whole(records: list[Record], change: Callable[[list[Item]], list[Item]]) -> list[Record]:
    whole = first(records, Whole)
    whole.items = change(whole.items)
    return records


def after(records: list[Record], before: Record, *new: Record) -> list[Record]:
    """Something more that was written just after a record."""
    for record in new:
        record.at = before.at
    place = next(n for n, record in enumerate(records) if record is before) + 1
    return [*records[:place], *new, *records[place:]]


def loss(records: list[Record]) -> list[Record]:
    """An acknowledged message is nowhere: nobody was ever shown it, and every place after it moved up."""
    wrote = first(records, Wrote, lambda r: r.who == "b" and r.at > first(records, Moved, _left).at)
    id = first(records, Answered, lambda r: r.client_id == wrote.client_id).id
    for record in records:
        if isinstance(record, Saw | Standing | Whole):
            record.items = [item for item in record.items if not item.id.endswith(f"-{wrote.client_id}")]
    assert id
    return records


def _left(record: Moved) -> bool:
    return record.move == "leave"


def repeat_in_the_log(records: list[Record]) -> list[Record]:
    return in_whole(records, lambda items: [*items, msgspec.structs.replace(items[3], id="twice", position=99)])


def repeat_on_a_screen(records: list[Record]) -> list[Record]:
    page = first(records, Saw, lambda r: not r.reset and r.items)
    return after(records, page, msgspec.structs.replace(page))


def stored_twice(records: list[Record]) -> list[Record]:
    answer = first(records, Answered)
    return after(records, answer, msgspec.structs.replace(answer, id="another", again=True))


def reorder(records: list[Record]) -> list[Record]:
    """Two clients saw two messages in different order."""
    one, two = [r for r in records if isinstance(r, Saw) and r.who == "a" and not r.reset and len(r.items) == 1][:2]
    first_item, second_item = one.items[0], two.items[0]
    one.items = [msgspec.structs.replace(second_item, position=one.to, changed=one.to)]
    two.items = [msgspec.structs.replace(first_item, position=two.to, changed=two.to)]
    return records


def later_before_earlier(records: list[Record]) -> list[Record]:
    """In the log, a message stands before one that was acknowledged before it was written."""
    one, two = [r for r in records if isinstance(r, Answered) and r.position is not None and r.epoch == "e0"][:2]
    one.position, two.position = two.position, one.position
    return records


def one_author_reordered(records: list[Record]) -> list[Record]:
    def swapped(items: list[Item]) -> list[Item]:
        one, two = [item for item in items if item.text in ("b/7 words", "b/12 words")]
        places = {one.id: two, two.id: one}
        return [
            msgspec.structs.replace(item, position=places[item.id].position) if item.id in places else item
            for item in items
        ]

    return in_whole(records, swapped)


def hole(records: list[Record]) -> list[Record]:
    return without(records, first(records, Saw, lambda r: not r.reset and r.items))


def hole_within_a_page(records: list[Record]) -> list[Record]:
    page = first(records, Saw, lambda r: not r.reset and len(r.items) > 1)
    page.items = page.items[1:]
    return records


def never_caught_up(records: list[Record]) -> list[Record]:
    stands = first(records, Standing)
    stands.upto -= 1
    return records


def shown_nothing(records: list[Record]) -> list[Record]:
    return without(records, first(records, Standing))


def another_on_screen(records: list[Record]) -> list[Record]:
    stands = first(records, Standing)
    stands.items = [msgspec.structs.replace(stands.items[-1], text="a/0 words"), *stands.items[:-1]]
    return records


def no_answer(records: list[Record]) -> list[Record]:
    wrote = first(records, Wrote)
    return [r for r in records if not (isinstance(r, Answered) and r.client_id == wrote.client_id)]


def refused_for_good(records: list[Record]) -> list[Record]:
    wrote = first(records, Wrote)
    for record in records:
        if isinstance(record, Answered) and record.client_id == wrote.client_id:
            record.code, record.id = "client_id_reused", None
    return records


def not_a_member_though_one_is(records: list[Record]) -> list[Record]:
    wrote = first(records, Wrote)
    for record in records:
        if isinstance(record, Answered) and record.client_id == wrote.client_id:
            record.code, record.id = "not_a_member", None
    return records


def seen_before_joining(records: list[Record]) -> list[Record]:
    page = first(records, Saw, lambda r: r.items)
    return after(records, page, msgspec.structs.replace(page, who="stranger"))


def read_after_leaving(records: list[Record]) -> list[Record]:
    left = first(records, Moved, lambda r: r.move == "leave" and r.answer == "ok")
    items = first(records, Whole).items
    return after(records, left, Read(who=left.who, room=ROOM, asked=left.at + 0.001, items=items))


def shown_after_leaving(records: list[Record]) -> list[Record]:
    left = first(records, Moved, lambda r: r.move == "leave" and r.answer == "ok")
    late = Item("late", 50, 50, "A", text="a/9 words", at=left.at + 8)
    page = Saw(who=left.who, room=ROOM, epoch="e0", since=49, to=50, items=[late])
    for record in records:
        if record.at > left.at:
            record.at += 10
            if isinstance(record, Restored):
                record.began, record.ended, record.stopped = record.began + 10, record.ended + 10, record.stopped + 10
            if isinstance(record, Saw | Whole | Standing):
                record.items = [msgspec.structs.replace(i, at=i.at + 10) if i.at > left.at else i for i in record.items]
    changed = after(records, left, page)
    page.at = left.at + 9
    return changed


def held_words_shown(records: list[Record]) -> list[Record]:
    held = first(records, Answered, lambda r: r.state == "held")
    page = first(records, Saw, lambda r: r.at > held.at and not r.reset and r.items)
    page.items = [msgspec.structs.replace(page.items[0], id=held.id)]
    return records


def removed_words_again(records: list[Record]) -> list[Record]:
    removal = first(records, Saw, lambda r: any(item.state == "removed" for item in r.items))
    id = next(item.id for item in removal.items if item.state == "removed")
    later = first(records, Saw, lambda r: r.at > removal.at and not r.reset and r.items)
    later.items = [msgspec.structs.replace(later.items[0], id=id, position=1, text="a/0 words")]
    return records


def removed_words_read(records: list[Record]) -> list[Record]:
    return in_whole(
        records,
        lambda items: [
            msgspec.structs.replace(i, state="shown", text="a/0 words") if i.state == "removed" else i for i in items
        ],
    )


def removed_by_nobody(records: list[Record]) -> list[Record]:
    return in_whole(
        records, lambda items: [*items[:2], msgspec.structs.replace(items[2], state="removed", text=None), *items[3:]]
    )


def held_by_nobody(records: list[Record]) -> list[Record]:
    return in_whole(
        records, lambda items: [*items[:2], msgspec.structs.replace(items[2], state="held", text=None), *items[3:]]
    )


def held_with_its_words(records: list[Record]) -> list[Record]:
    page = first(records, Saw, lambda r: not r.reset and r.items)
    page.items = [msgspec.structs.replace(page.items[0], state="held")]
    return records


def masked_words_in_clear(records: list[Record]) -> list[Record]:
    for record in records:
        if isinstance(record, Saw | Whole | Standing):
            record.items = [
                msgspec.structs.replace(i, text=i.text.replace("...", NUMBER)) if i.text else i for i in record.items
            ]
    return records


def told_of_anothers(records: list[Record]) -> list[Record]:
    told = first(records, Noticed)
    note = Note("note", 1, "masked", text=told.notes[0].text, client_id=told.notes[0].client_id)
    return after(records, told, Noticed(who="b", epoch="log", since=0, to=1, notes=[note], reset=True))


def not_told(records: list[Record]) -> list[Record]:
    told = first(records, Noticed, lambda r: r.notes[0].kind == "masked")
    told.notes = [msgspec.structs.replace(told.notes[0], kind="joined")]
    return records


def other_words(records: list[Record]) -> list[Record]:
    return in_whole(
        records,
        lambda items: [msgspec.structs.replace(i, text="b/4 others") if i.text == "b/4 words" else i for i in items],
    )


def words_of_nobody(records: list[Record]) -> list[Record]:
    return in_whole(records, lambda items: [*items, Item("x", 99, 99, "A", text="nobody said this")])


def no_case(records: list[Record]) -> list[Record]:
    return without(records, first(records, CaseSeen))


def two_cases(records: list[Record]) -> list[Record]:
    case = first(records, CaseSeen)
    return [*records, msgspec.structs.replace(case, case="another")]


def anothers_case(records: list[Record]) -> list[Record]:
    first(records, CaseSeen).alias = "B"
    return records


def evidence_twice(records: list[Record]) -> list[Record]:
    case = first(records, CaseSeen)
    case.evidence = [*case.evidence, Piece(case.evidence[0].text, "x")]
    return records


def not_paged(records: list[Record]) -> list[Record]:
    return [record for record in records if not isinstance(record, Paged) or record.case != "case-a"]


def pager_did_not_hear(records: list[Record]) -> list[Record]:
    for record in records:
        if isinstance(record, Paged):
            record.accepted = False
    return records


def put_out(records: list[Record]) -> list[Record]:
    page = first(records, Saw, lambda r: r.who == "c")
    return after(records, page, Gone(who="c", room=ROOM, code="left"))


def signed_out(records: list[Record]) -> list[Record]:
    page = first(records, Saw)
    return after(records, page, Closed(who="a", code=4002))


def not_said_again(records: list[Record]) -> list[Record]:
    """After the back-up was restored a client did not offer again what was gone."""
    wrote = next(r for r in records if isinstance(r, Wrote) and _epochs(records, r) == ["e0", "e1"])
    return [
        _cut(record, wrote.client_id)
        for record in records
        if not (isinstance(record, Answered | Offered) and record.client_id == wrote.client_id and record.epoch == "e1")
    ]


def _epochs(records: list[Record], wrote: Wrote) -> list[str]:
    return [r.epoch for r in records if isinstance(r, Answered) and r.client_id == wrote.client_id and r.code == "sent"]


def _cut(record: Record, client_id: str) -> Record:
    if isinstance(record, Saw | Whole | Standing):
        record.items = [item for item in record.items if item.id != f"e1-{client_id}"]
    return record


LIES: dict[Lie, str] = {
    loss: "kept",
    not_said_again: "kept",
    repeat_in_the_log: "kept",
    other_words: "kept",
    removed_by_nobody: "kept",
    held_by_nobody: "kept",
    stored_twice: "stored once",
    repeat_on_a_screen: "page after page",
    hole: "page after page",
    hole_within_a_page: "nothing left out",
    reorder: "one order",
    later_before_earlier: "one after the other",
    one_author_reordered: "in their order",
    never_caught_up: "caught up",
    shown_nothing: "caught up",
    another_on_screen: "caught up",
    no_answer: "answered",
    refused_for_good: "answered",
    not_a_member_though_one_is: "answered",
    words_of_nobody: "written by somebody",
    not_told: "author is told",
    seen_before_joining: "only members",
    read_after_leaving: "only members",
    shown_after_leaving: "only members",
    held_words_shown: "held is hidden",
    held_with_its_words: "hidden stays hidden",
    removed_words_again: "hidden stays hidden",
    removed_words_read: "removed is hidden",
    masked_words_in_clear: "masked is hidden",
    told_of_anothers: "own log only",
    no_case: "one case",
    two_cases: "one case",
    anothers_case: "one case",
    evidence_twice: "one case",
    not_paged: "paged",
    pager_did_not_hear: "paged",
    put_out: "nobody put out",
    signed_out: "nobody put out",
}
"""A lie, and the check that finds it (others may, too)."""


def test_the_story_is_honest() -> None:
    assert check(story()) == []


@pytest.mark.parametrize("lie", LIES, ids=lambda lie: lie.__name__)
def test_a_planted_lie_is_found(lie: Lie) -> None:
    found = check(lie(story()))
    assert LIES[lie] in {violation.check for violation in found}
    # What is found is told with the records that show it, or says by itself where to look.
    assert all(violation.records or violation.says for violation in found)


def test_every_check_finds_a_lie() -> None:
    from tests.faults.checker import CHECKS

    unproved = {"nothing_gone", "every_place_known"}  # proved below
    named = {name.replace(" ", "_") for name in LIES.values()} | unproved
    assert {check.__name__ for check in CHECKS} == named


def test_what_was_shown_and_is_gone_is_missed() -> None:
    records = story()
    whole = first(records, Whole)
    page = first(records, Saw, lambda r: r.epoch == "e1" and r.items)
    gone = Item("gone", 90, 90, "A", text="a/0 words")
    page.items = [*page.items, gone]
    assert "nothing gone" in {violation.check for violation in check(records)}
    assert gone not in whole.items


def test_a_place_that_nobody_knows_is_missed() -> None:
    records = in_whole(story(), lambda items: [*items, Item("x", 70, 70, "A", text="a/9 words")])
    assert "every place known" in {violation.check for violation in check(records)}


def test_records_are_read_as_they_were_written(tmp_path) -> None:  # type: ignore[no-untyped-def]
    records = story()
    write(tmp_path / "records", records)
    assert read(tmp_path / "records") == records
