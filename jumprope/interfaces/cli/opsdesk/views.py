"""Looking at the desk: how things stand, how they went, and what is wrong on the board."""

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from jumprope.interfaces.cli.command import Answer
from jumprope.interfaces.cli.opsdesk.action import Action, day, no_arguments
from jumprope.kit import clock
from jumprope.operations.opsdesk import reads
from jumprope.operations.opsdesk.jobs import configured
from jumprope.operations.opsdesk.rules import board

Options = dict[str, Any]


def table(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Rows as lines, with columns under each other."""
    texts = [[str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    for row in texts:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _status(_options: Options) -> Answer:
    return {**plain(asdict(reads.status(viewer=configured.operator())))}


def _status_sentences(answer: Answer) -> Iterator[str]:
    counts = [(each["urgency"], each["open"], each["breached"]) for each in answer["by_urgency"]]
    yield from table([("urgency", "open", "overdue"), *(each for each in counts if each[1])])
    yield ""
    tickets = [
        (
            each["jira_key"] or "(no issue yet)",
            each["urgency"],
            each["age_days"],
            "paused" if each["paused"] else each["days_left"],
            each["team"] or "-",
            each["subject"],
            each["place"],
        )
        for each in answer["tickets"]
    ]
    yield from table([("ticket", "urgency", "age", "days left", "team", "what", "where"), *tickets])
    yield ""
    yield (
        f"{answer['open']:,} open; {answer['malformed_events']:,} events that cannot be read; in a week "
        f"{answer['refused']:,} calls refused, {answer['unanswered']:,} not answered yet."
    )


def _since(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--since", type=day, required=True, metavar="DAY", help="from this day, for example 2026-10-01"
    )


def _report(options: Options) -> Answer:
    return {**plain(asdict(reads.report(viewer=configured.operator(), since=options["since"])))}


def _report_sentences(answer: Answer) -> Iterator[str]:
    yield (
        f"{answer['opened']:,} opened, {answer['resolved']:,} resolved, "
        f"{answer['in_time']:,} of these in time; {answer['breaches']:,} were or are overdue."
    )
    if answer["median_days"] is not None:
        yield f"Half were resolved within {answer['median_days']} days."
    yield ""
    yield from burn_down(answer["days"])


def burn_down(days: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Open and overdue tickets, a line for each week: # for an open one in time, ! for an overdue one."""
    for each in days[::7]:
        in_time = "#" * (each["open"] - each["overdue"])
        yield f"{each['on']}  {each['open']:>4}  {'!' * each['overdue']}{in_time}".rstrip()


def _board_check(_options: Options) -> Answer:
    at_work, colours = configured.desk(), configured.told().colours
    fields = ["issuetype", "summary", "duedate", colours.design_document, colours.customer]
    jql = f'project = "{at_work.board.project}" AND statusCategory != Done ORDER BY key'
    issues = list(at_work.jira.shown(jql, fields))
    flags = board.flags(issues, colours, clock.now().date())
    problems = [{"code": flag.code, "message": f"{flag.sentence}.", "key": flag.key} for flag in flags]
    return {"issues": len(issues), "problems": problems}


def _board_sentences(answer: Answer) -> Iterator[str]:
    yield f"{answer['issues']:,} open issues, and nothing is wrong with any of them."


def _release_notes(options: Options) -> Answer:
    at_work, colours = configured.desk(), configured.told().colours
    since = f"{options['since']:%Y-%m-%d}"
    jql = f'project = "{at_work.board.project}" AND resolved >= "{since}" ORDER BY key'
    issues = list(at_work.jira.shown(jql, ["issuetype", "summary"]))
    return {"issues": len(issues), "lines": board.release_notes(issues, colours)}


def _lines(answer: Answer) -> Iterator[str]:
    yield from answer["lines"] or ["Nothing was done."]


def plain(value: Any) -> Any:
    """The same with dates and instants as texts, for JSON."""
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


ACTIONS = (
    Action(
        "status", "Show the open tickets, the most pressing first", no_arguments, _status, _status_sentences
    ),
    Action("report", "Show how it went since a day", _since, _report, _report_sentences),
    Action("board-check", "Find what breaks the board's rules", no_arguments, _board_check, _board_sentences),
    Action("release-notes", "Say what was done since a day", _since, _release_notes, _lines),
)
