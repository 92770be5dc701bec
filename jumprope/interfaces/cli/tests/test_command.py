"""What every command of ours does with its answer, and with a refusal."""

import io
import json
from collections.abc import Iterable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.db.transaction import TransactionManagementError

from jumprope.interfaces.cli.command import Answer, AnsweringCommand
from jumprope.interfaces.cli.statuses import REFUSED
from jumprope.kit.errors import NotFound, Refused, refuse_all


class Counting(AnsweringCommand):
    """Answers with what it was made for, or raises it."""

    def __init__(self, outcome: Answer | Exception) -> None:
        self.outcome = outcome
        self.output, self.complaint = io.StringIO(), io.StringIO()
        super().__init__(stdout=self.output, stderr=self.complaint, no_color=True)

    def answer(self, *_arguments: Any, **_options: Any) -> Answer:
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome

    def sentences(self, answer: Answer) -> Iterable[str]:
        yield f"Counted {answer['students']} students."
        yield "Nobody is missing."

    def run(self, **options: Any) -> tuple[int, str, str]:
        """The exit status, and what was printed on standard output and standard error."""
        status = 0
        try:
            call_command(self, **options)
        except SystemExit as end:
            status = int(str(end.code))
        return status, self.output.getvalue(), self.complaint.getvalue()


PROBLEM = {"file": "case.json", "line": 3, "column": 7, "code": "guid_invalid", "message": "This is no GUID."}


def test_an_answer_is_sentences_for_people() -> None:
    assert Counting({"students": 30}).run() == (0, "Counted 30 students.\nNobody is missing.\n", "")


def test_an_answer_is_one_object_for_programs() -> None:
    status, output, complaint = Counting({"students": 30, "first": "Åsa"}).run(json=True)
    assert json.loads(output) == {"students": 30, "first": "Åsa"}
    assert (status, output.count("\n"), complaint) == (0, 1, "")


def test_problems_say_where_they_are_and_end_in_refusal() -> None:
    status, output, complaint = Counting({"students": 0, "problems": [PROBLEM, NOT_FOUND]}).run()
    assert (status, output) == (REFUSED, "")
    assert complaint.splitlines() == [
        "case.json:3:7: This is no GUID. (guid_invalid)",
        "No such thing, or not yours to see. (not_found)",
    ]


def test_problems_stay_in_the_object() -> None:
    answer = {"students": 0, "problems": [PROBLEM]}
    status, output, complaint = Counting(answer).run(json=True)
    assert (status, json.loads(output), complaint) == (REFUSED, answer, "")


NOT_FOUND = {"code": "not_found", "message": "No such thing, or not yours to see.", "field": None}


def refusal() -> Refused:
    """A refusal of two problems."""
    with pytest.raises(Refused) as refused:
        refuse_all([NotFound(field="tenant"), NotFound()])
    return refused.value


def test_a_refusal_is_told_to_people_problem_by_problem() -> None:
    assert Counting(refusal()).run() == (
        REFUSED,
        "",
        "tenant: No such thing, or not yours to see. (not_found)\n"
        "No such thing, or not yours to see. (not_found)\n",
    )


def test_a_refusal_is_an_object_with_its_problems() -> None:
    status, output, complaint = Counting(refusal()).run(json=True)
    assert json.loads(output) == {"problems": [NOT_FOUND | {"field": "tenant"}, NOT_FOUND]}
    assert (status, complaint) == (REFUSED, "")


def test_a_database_that_is_not_ready_is_a_problem() -> None:
    status, output, _complaint = Counting(OperationalError("no such table: students")).run(json=True)
    (problem,) = json.loads(output)["problems"]
    assert status == REFUSED
    assert problem["code"] == "database_unusable"
    assert problem["message"].startswith("The database answers: no such table: students. ")


def test_a_database_that_is_not_ready_can_be_looked_into() -> None:
    with pytest.raises(OperationalError):
        Counting(OperationalError("no such table: students")).run(traceback=True)


@pytest.mark.parametrize("bug", [ZeroDivisionError, TransactionManagementError])
def test_a_bug_is_not_dressed_up(bug: type[Exception]) -> None:
    with pytest.raises(bug):
        Counting(bug()).run(json=True)


def test_a_file_that_cannot_be_used_is_a_problem() -> None:
    missing = FileNotFoundError(2, "No such file or directory", "x.svg")
    status, output, complaint = Counting(missing).run()
    assert (status, output) == (REFUSED, "")
    assert complaint == "x.svg: This file cannot be used: no such file or directory. (file_unusable)\n"
    with pytest.raises(FileNotFoundError):
        Counting(missing).run(traceback=True)


def test_a_broken_pipe_is_no_file() -> None:
    with pytest.raises(BrokenPipeError):
        Counting(BrokenPipeError(32, "Broken pipe")).run()
