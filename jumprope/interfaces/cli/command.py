"""What our own commands have in common: each answers with one object, as sentences or as JSON."""

import json
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.core.management import BaseCommand, CommandParser
from django.db import OperationalError, ProgrammingError
from django.db.transaction import TransactionManagementError

from jumprope.interfaces.cli.statuses import REFUSED
from jumprope.kit.errors import Problem, Refused

Answer = dict[str, Any]


class AnsweringCommand(BaseCommand, ABC):
    """A command that does one thing and answers with one object.

    The object's `problems`, where it has any, say why the data was refused; the exit status is then
    `REFUSED`.
    """

    # They import the whole schema, for what `make check` and `jumprope migrate` see to.
    requires_system_checks = ()

    @abstractmethod
    def answer(self, *arguments: Any, **options: Any) -> Answer:
        """Do it; every option comes by its name. Plain values that JSON knows; raises `Refused`."""

    @abstractmethod
    def sentences(self, answer: Answer) -> Iterable[str]:
        """The answer for people, line by line. It has no problems."""

    def add_arguments(self, parser: CommandParser) -> None:
        """Add `--json`; commands with arguments of their own add those too."""
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")

    def handle(self, *_arguments: str, **options: Any) -> None:
        """Answer on standard output; without `--json`, problems go to standard error."""
        answer = self._answer_or_problems(options)
        problems = answer.get("problems", [])
        if options["json"]:
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        elif problems:
            self.stderr.write("\n".join(map(_sentence, problems)))
        else:
            self.stdout.write("\n".join(self.sentences(answer)))
        if problems:
            sys.exit(REFUSED)

    def _answer_or_problems(self, options: dict[str, Any]) -> Answer:
        try:
            return self.answer(**options)
        except Refused as refusal:
            return {"problems": [asdict(problem) for problem in refusal.problems]}
        except OSError as error:
            # What has no file of its own is not for whoever called to mend: a pipe that broke, a bug.
            if error.filename is None or options["traceback"]:
                raise
            problem = Problem("file_unusable", f"This file cannot be used: {in_words(error)}.")
            return {"problems": [{"file": str(error.filename), **asdict(problem)}]}
        except (OperationalError, ProgrammingError) as error:
            if options["traceback"] or isinstance(error, TransactionManagementError):
                raise
            sentence = f"The database answers: {error}. Is it there, and migrated (jumprope migrate)?"
            return {"problems": [asdict(Problem("database_unusable", sentence))]}


def in_words(error: OSError | UnicodeDecodeError) -> str:
    """Why a file cannot be read or written, without numbers and calls of the system."""
    if isinstance(error, UnicodeDecodeError):
        return "it is no text in UTF-8"
    words = error.strerror or type(error).__name__
    return words[:1].lower() + words[1:]


def _sentence(problem: dict[str, Any]) -> str:
    """Where it is, as far as that is known, what it is, and its code."""
    places = [problem[part] for part in ("file", "line", "column", "field") if problem.get(part) is not None]
    place = ":".join(map(str, places))
    return f"{place and place + ': '}{problem['message']} ({problem['code']})"
