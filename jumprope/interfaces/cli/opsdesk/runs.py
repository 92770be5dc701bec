"""Runs of the desk: taking in files of events, reconciling, reading again what could not be read."""

from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from jumprope.interfaces.cli.command import Answer, in_words
from jumprope.interfaces.cli.opsdesk.action import Action, no_arguments
from jumprope.kit.errors import Problem
from jumprope.operations.opsdesk.jobs import configured, daily, desk
from jumprope.operations.opsdesk.rules import events


def _files(parser: ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="events as JSON, or a line each")


def _ingest(options: dict[str, Any]) -> Answer:
    said, problems = [], []
    for file in options["files"]:
        try:
            said += list(events.in_text(file.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError) as problem:
            sentence = f"This file cannot be read: {in_words(problem)}."
            problems.append({"file": str(file), **asdict(Problem("file_unreadable", sentence))})
    if problems:
        return {"problems": problems}
    return _answer(desk.take_events(configured.desk(), said))


def _sync_options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--dry-run", action="store_true", help="print the calls that would be made; make none"
    )
    parser.add_argument("--accept-empty", action="store_true", help="believe Inspector that it lists nothing")


def _sync(options: dict[str, Any]) -> Answer:
    at_work = configured.desk()
    at_work.jira.check()
    run = desk.rehearse if options["dry_run"] else desk.reconcile
    return _answer(run(at_work, accept_empty=options["accept_empty"])) | {"dry_run": options["dry_run"]}


def _replay(_options: dict[str, Any]) -> Answer:
    return _answer(desk.replay(configured.desk()))


def _digest(_options: dict[str, Any]) -> Answer:
    said = configured.told()
    return _answer(daily.send_digests(configured.operator, said.mail, said.jira_url))


def _clean_up(_options: dict[str, Any]) -> Answer:
    return _answer(daily.clean_up(configured.operator, configured.told().keep_days))


def _answer(run: desk.Run) -> Answer:
    return {**run.counts, "calls": run.calls, "notes": run.problems}


def _sentences(answer: Answer) -> Iterator[str]:
    if answer.get("dry_run"):
        yield "Nothing was changed; these calls would be made:"
    yield from answer["calls"]
    counts = {name: count for name, count in answer.items() if isinstance(count, int) and name != "dry_run"}
    yield (
        ", ".join(f"{name.replace('_', ' ')} {count:,}" for name, count in counts.items()) or "Nothing to do"
    )
    for note in answer["notes"]:
        yield f"Look at this: {note}"


ACTIONS = (
    Action("ingest", "Take in events from files, and act on them", _files, _ingest, _sentences),
    Action("sync", "List everything, and make the tickets say what is", _sync_options, _sync, _sentences),
    Action("digest", "Mail what is due soon, once a day to each", no_arguments, _digest, _sentences),
    Action("clean-up", "Forget records that are old enough", no_arguments, _clean_up, _sentences),
    Action("replay", "Read the events again that could not be read", no_arguments, _replay, _sentences),
)
