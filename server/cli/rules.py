"""`porchlight rules`: checking an operator's own rules, trying what they would change, and putting them in force."""

import argparse
import asyncio
import re
from pathlib import Path
from typing import TYPE_CHECKING

from server.cli.assess import judge_of
from server.cli.database import with_database
from server.cli.wrong import Wrong, settings

if TYPE_CHECKING:
    from server.cli.wrong import Commands
    from server.ground.db import Database
    from server.moderation.in_force import Mode
    from server.moderation.replay import Report


def add(commands: "Commands") -> None:
    acts = commands.add_parser("rules", help="rules and policy").add_subparsers(dest="act", required=True)

    check = acts.add_parser("check", help="read rules and policy and try every example")
    check.add_argument("folder", type=Path, nargs="?", metavar="FOLDER", help="your own; without it, the shipped ones")
    check.set_defaults(call=check_rules)

    prepare = acts.add_parser("prepare", help="make what the first start would have to make of the shipped rules")
    prepare.set_defaults(call=prepare_rules)

    replay = acts.add_parser("replay", help="what would change with other rules, before they are in force")
    what = replay.add_mutually_exclusive_group(required=True)
    what.add_argument("--corpus", type=Path, metavar="FILE", help="JSON lines with text and, if you like, label")
    what.add_argument("--recent", type=days, metavar="DAYS", help="messages of the last days, such as 7d")
    what.add_argument("--labelled", action="store_true", help="messages of which moderators said something")
    replay.add_argument("--against", type=Path, required=True, metavar="FOLDER", help="the new rules")
    replay.add_argument("--now", type=Path, metavar="FOLDER", help="in place of those in force")
    replay.add_argument("--unstaffed", action="store_true", help="as where no moderator is on duty")
    replay.add_argument("--json", action="store_true", help="every figure, for machines")
    replay.set_defaults(call=replay_rules)

    publish = acts.add_parser("publish", help="put your own rules in force on all instances, beside the shipped ones")
    publish.add_argument("folder", type=Path, metavar="FOLDER")
    publish.add_argument("--shadow", action="store_true", help="only note what they would do; see `rules trial`")
    publish.set_defaults(call=publish_rules)

    withdraw = acts.add_parser("withdraw", help="the shipped rules alone again")
    withdraw.add_argument("--shadow", action="store_true", help="end what is in shadow; what is in force stays")
    withdraw.set_defaults(call=publish_rules, folder=None)

    acts.add_parser("show", help="which rules were published, and when").set_defaults(call=show_rules)

    trial = acts.add_parser("trial", help="what rules, rows or sets in shadow would have done")
    trial.add_argument("--recent", type=days, default=7, metavar="DAYS", help="of the last days, such as 7d")
    trial.set_defaults(call=show_trial)


def days(text: str) -> int:
    found = re.fullmatch(r"(\d{1,3})d", text)
    if found is None or int(found[1]) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of days, such as 7d")
    return int(found[1])


def check_rules(given: argparse.Namespace) -> int:
    from server.moderation.rules import try_shipped

    judge = judge_of(given.folder)
    if given.folder is None:
        try_shipped()
    print(f"{len(judge.rules.rules)} rules, version {judge.rules.version}; policy, version {judge.policy.version}")
    print("Every example is as it should be, and the policy says what happens to everything.")
    return 0


def prepare_rules(_given: argparse.Namespace) -> int:
    from server.moderation.rules import shipped

    shipped()
    return 0


def replay_rules(given: argparse.Namespace) -> int:
    import msgspec

    from server.moderation.replay import table

    report = replayed_corpus(given) if given.corpus else replayed_stored(given)
    print(msgspec.json.encode(report).decode() if given.json else table(report), end="\n" if given.json else "")
    return 0


def replayed_corpus(given: argparse.Namespace) -> "Report":
    from server.moderation.recorded import BadCorpus, labelled
    from server.moderation.replay import Replay

    replay = Replay(judge_of(given.now), judge_of(given.against), staffed=not given.unstaffed)
    try:
        with given.corpus.open("rb") as lines:
            for said in labelled(lines):
                replay.add(said)
    except (OSError, BadCorpus) as why:
        raise Wrong(f"{given.corpus}: {getattr(why, 'strerror', None) or why}") from None
    return replay.report()


def replayed_stored(given: argparse.Namespace) -> "Report":
    """What this installation holds: messages of the last days, or those with labels."""
    from server.ground.installation import open_installation
    from server.ground.keys import Keys
    from server.ground.master_key import MasterKeyUnusable
    from server.moderation import rule_files
    from server.moderation.in_force import published
    from server.moderation.quality_examples import corpus
    from server.moderation.recorded import of_last_days
    from server.moderation.replay import Replay

    chosen, new = settings(), judge_of(given.against)

    async def work(database: "Database") -> "Report":
        await database.reach()
        master, _ = await open_installation(database, chosen.master_key)
        now = judge_of(given.now) if given.now else rule_files.build(await published(database, "live"))
        replay, keys = Replay(now, new, staffed=not given.unstaffed), Keys(database, master)
        stored = corpus(database, keys) if given.labelled else of_last_days(database, keys, given.recent)
        async for said in stored:
            replay.add(said)
        return replay.report()

    try:
        return with_database(chosen, work)
    except MasterKeyUnusable as why:
        raise Wrong(str(why)) from None


def publish_rules(given: argparse.Namespace) -> int:
    from server.moderation import rule_files
    from server.moderation.in_force import publish

    chosen, judge = settings(), judge_of(given.folder)
    files = {} if given.folder is None else rule_files.read(given.folder)
    mode: Mode = "shadow" if given.shadow else "live"

    async def work(database: "Database") -> None:
        async with database.begin() as connection:
            await publish(connection, files, judge, mode)

    with_database(chosen, work)
    if chosen.redis_url:
        asyncio.run(tell_instances(chosen.redis_url))
    where = "in shadow" if given.shadow else "in force"
    what = f"rules {judge.rules.version}, policy {judge.policy.version}" if files else "nothing but the shipped rules"
    print(f"Within 5 seconds {where} on all instances: {what}")
    return 0


async def tell_instances(redis_url: str) -> None:
    """Without it they look by themselves, a little later."""
    from server.ground.bus import RULES
    from server.ground.redis_bus import FAULTS, look_again

    try:
        async with asyncio.timeout(2):
            await look_again(redis_url, RULES)
    except FAULTS:
        print("Redis does not answer; the instances find it by themselves.")


def show_rules(given: argparse.Namespace) -> int:
    from server.moderation.in_force import history

    rows = with_database(settings(), history)
    for at, mode, rules, policy, names in rows:
        print(f"{at:%Y-%m-%d %H:%M} {mode:<7} rules {rules} policy {policy}  {' '.join(names) or '(shipped alone)'}")
    if not rows:
        print("Nothing was published: the shipped rules are in force.")
    return 0


def show_trial(given: argparse.Namespace) -> int:
    from server.moderation.in_force import tried

    rows = with_database(settings(), lambda database: tried(database, given.recent))
    print(f"{sum(row[-1] for row in rows):,} messages of {given.recent} days would have been treated otherwise")
    for rules, level, would_level, action, would_action, count in rows:
        print(f"{count:>7,}  level {level} -> {would_level}, {action} -> {would_action}  by {rules}")
    return 0
