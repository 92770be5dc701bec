"""What people decide at the desk: accepted risks, policies, owners, and clocks that stand still."""

from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

from jumprope.interfaces.cli.command import Answer
from jumprope.interfaces.cli.opsdesk.action import Action, day, key
from jumprope.interfaces.cli.opsdesk.views import plain, table
from jumprope.operations.opsdesk import reads
from jumprope.operations.opsdesk.jobs import configured
from jumprope.operations.opsdesk.rules.urgency import DAYS
from jumprope.operations.opsdesk.writes import people

Options = dict[str, Any]


def _exception_arguments(parser: ArgumentParser) -> None:
    parts = parser.add_subparsers(dest="part", required=True, metavar="PART")
    add = parts.add_parser("add", help="accept a risk for a time")
    add.add_argument("subject", metavar="CVE")
    add.add_argument("--places", default="*", help="where; * stands for any characters (default: everywhere)")
    add.add_argument("--owner", required=True, help="who answers for it")
    add.add_argument("--reason", required=True, help="why, for whoever reads it in a year")
    add.add_argument(
        "--until", type=day, required=True, metavar="DAY", help="from this day it no longer holds"
    )
    parts.add_parser("list", help="show the risks that are accepted now")
    expire = parts.add_parser("expire", help="end an exception before its time")
    expire.add_argument("id", type=key)
    for part in parts.choices.values():
        part.add_argument("--json", action="store_true", help="print one JSON object and nothing else")


def _exception(options: Options) -> Answer:
    viewer = configured.operator()
    if options["part"] == "add":
        named = {name: options[name] for name in ("subject", "places", "owner", "reason", "until")}
        return asdict(people.accept_risk(viewer=viewer, **named))
    if options["part"] == "expire":
        return asdict(people.end_exception(viewer=viewer, risk_exception_id=options["id"]))
    return {"exceptions": plain([asdict(each) for each in reads.exceptions(viewer=viewer)])}


def _exception_sentences(answer: Answer) -> Iterator[str]:
    if "exceptions" not in answer:
        yield f"Exception {answer['risk_exception_id']} is noted; the next sync acts on it."
        return
    rows = [
        (each["id"], each["subject"], each["places"], each["days_left"], each["owner"], each["reason"])
        for each in answer["exceptions"]
    ]
    yield from table([("id", "what", "where", "days left", "owner", "reason"), *rows])


def _policy_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("urgency", choices=list(map(str, DAYS)))
    parser.add_argument("days", type=int)


def _owner_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("tag", help="the tag, or “place” for the image as tickets name it")
    parser.add_argument("value")
    parser.add_argument("team")
    parser.add_argument(
        "--rank", type=int, default=1, help="which counts first where several match: the lowest"
    )


def _pause_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("jira_key", metavar="KEY")
    parser.add_argument("--reason", required=True, help="why the clock stands still")


def _resume_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("jira_key", metavar="KEY")


def _by(command: Callable[..., Any], *names: str) -> Callable[[Options], Answer]:
    """Give a command the options of these names."""
    return lambda options: asdict(
        command(viewer=configured.operator(), **{name: options[name] for name in names})
    )


def _noted(_answer: Answer) -> Iterator[str]:
    yield "Noted; the next sync acts on it."


ACTIONS = (
    Action(
        "exception",
        "Accept risks, list and end exceptions",
        _exception_arguments,
        _exception,
        _exception_sentences,
    ),
    Action(
        "policy",
        "Set within how many days an urgency is resolved",
        _policy_arguments,
        _by(people.set_policy, "urgency", "days"),
        _noted,
    ),
    Action(
        "owner",
        "Say which team resources with a tag belong to",
        _owner_arguments,
        _by(people.name_owner, "tag", "value", "team", "rank"),
        _noted,
    ),
    Action(
        "pause",
        "Let the clock of a ticket stand still",
        _pause_arguments,
        _by(people.pause, "jira_key", "reason"),
        _noted,
    ),
    Action(
        "resume",
        "Let the clock of a ticket go on",
        _resume_arguments,
        _by(people.resume, "jira_key"),
        _noted,
    ),
)
