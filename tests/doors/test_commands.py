"""Commands at the quick door: done once, by whom the ordinary door would let, and answered in its words."""

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest

from graphplan import ids
from graphplan.plans import GaveUp
from graphplan.session import Session as Plans
from jumprope.interfaces.graphql import documents
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.learning.assessments.factories import Class, a_class
from jumprope.learning.assessments.models import Score, ScoreChange
from jumprope.mastery.determinations.writes import evidence
from jumprope.mastery.policies.factories import a_scale
from jumprope.platform.accounts.access import SessionStore
from jumprope.platform.accounts.models import Account
from jumprope.platform.audit.models import AuditEvent
from jumprope.platform.permissions.factories import a_role
from jumprope.platform.permissions.models import RoleAssignment
from jumprope.platform.tenancy.models import Tenant
from tests.doors.conftest import Doors
from tests.doors.visitors import Answered, a_request, session_of
from tests.outcomes import every_row

IDS = {one.name: one.id for one in documents.trusted().values()}
SAVE, PREVIEW = IDS["save_scores"], IDS["try_a_calculation"]


@pytest.fixture
def room(tenant: Tenant) -> Class:  # noqa: ARG001 - it is in the tenant in scope
    a_scale()
    room = a_class()
    a_role(Role.TEACHER, account=Account.objects.get(pk=room.teacher.account_id))
    return room


@pytest.fixture
def session(room: Class) -> str:
    return session_of(Account.objects.get(pk=room.teacher.account_id))


def scores(room: Class, *values: str | None, key: str | None = "once", **changes: Any) -> dict[str, Any]:
    """The variables of a save of the first student's scores."""
    cells = [
        {
            "studentId": ids.encode("Student", room.students[0].pk),
            "standardId": ids.encode("Standard", standard.pk),
            "value": value,
        }
        for standard, value in zip(room.standards, values, strict=False)
    ]
    assessment = ids.encode("Assessment", room.assessment.pk)
    return {"assessment": assessment, "cells": cells, "idempotencyKey": key} | changes


def saved(answered: Answered) -> Any:
    """What a save answers."""
    return answered.json["data"]["saveScores"]


@pytest.mark.parametrize("first", ["quick", "ordinary"])
def test_scores_are_saved_and_shown_alike_at_both_doors(
    doors: Doors, session: str, room: Class, first: str
) -> None:
    order = [doors.quick, doors.ordinary] if first == "quick" else [doors.ordinary, doors.quick]

    done, repeated = (door(a_request(SAVE, session, scores(room, "3", "2.5"))) for door in order)

    assert done == repeated
    assert doors.handed_over == 0
    assert [score["value"] for score in saved(done)["scores"]] == ["3", "2.5"]
    assert [one["value"] for one in saved(done)["determinations"]] == ["3", "2.5"]
    assert ScoreChange.objects.count() == Score.objects.count() == 2
    assert AuditEvent.objects.filter(event="scores.recorded").count() == 1


def test_who_saved_is_written_down(doors: Doors, session: str, room: Class) -> None:
    doors.quick(a_request(SAVE, session, scores(room, "3")))

    event = AuditEvent.objects.get(event="scores.recorded")
    assert (event.account_id, event.tenant_id) == (room.teacher.account_id, room.teacher.tenant_id)


REFUSED: dict[str, Callable[[Class], dict[str, Any]]] = {
    "of a scale": lambda room: scores(room, "99"),
    "in its second cell": lambda room: scores(room, "3", "-1"),
    "of another revision": lambda room: (
        scores(room, "3", key=None) | {"cells": [scores(room, "3")["cells"][0] | {"expectedRevision": 7}]}
    ),
    "of a student elsewhere": lambda room: (
        scores(room, "3") | {"cells": [scores(room, "3")["cells"][0] | {"studentId": "Student:0"}]}
    ),
    "of an id that is nobody's": lambda room: scores(room, "3", assessment="Section:1"),
    "under no key": lambda room: scores(room, "3", key=""),
    "of nothing": scores,
}


@pytest.mark.parametrize("said", REFUSED.values(), ids=REFUSED.keys())
def test_what_a_command_refuses_is_told_alike_and_changes_nothing(
    doors: Doors, session: str, room: Class, said: Callable[[Class], dict[str, Any]]
) -> None:
    before = every_row()

    quick = doors.quick(a_request(SAVE, session, said(room)))

    assert quick == doors.ordinary(a_request(SAVE, session, said(room)))
    assert saved(quick)["errors"]
    assert every_row() == before
    assert doors.handed_over == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"cells": "none"},
        {"cells": [{"studentId": "Student:1"}]},
        {"cells": [{"studentId": "Student:1", "standardId": "Standard:1", "admin": True}]},
        {"cells": None},
        {"cells": [None]},
        {"assessment": None},
        {"idempotencyKey": 1},
    ],
    ids=str,
)
def test_what_does_not_fit_is_refused_by_the_ordinary_door_and_nothing_is_done(
    doors: Doors, session: str, room: Class, changes: dict[str, Any]
) -> None:
    said, before = scores(room, "3") | changes, every_row()

    quick = doors.quick(a_request(SAVE, session, said))

    assert quick == doors.ordinary(a_request(SAVE, session, said))
    assert quick.code == "request_invalid"
    assert every_row() == before


@pytest.mark.parametrize(
    "changes",
    [
        {"HTTP_COOKIE": None},
        {"HTTP_ORIGIN": "http://attacker.example"},
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "same-site"},
        {"CONTENT_TYPE": "text/plain"},
        {"CONTENT_TYPE": "text/plain; a=,application/json"},
        {"HTTP_HOST": "attacker.example"},
        {"REQUEST_METHOD": "GET"},
    ],
    ids=str,
)
def test_what_another_site_sends_is_done_at_neither_door(
    doors: Doors, session: str, room: Class, changes: dict[str, Any]
) -> None:
    before = every_row()

    quick = doors.quick(a_request(SAVE, session, scores(room, "3"), **changes))

    assert quick == doors.ordinary(a_request(SAVE, session, scores(room, "3"), **changes))
    assert not quick.status.startswith("200")
    assert every_row() == before
    assert doors.handed_over == 1


def sign_out(session: str, _account: int) -> None:
    SessionStore(session).flush()


def disable(_session: str, account: int) -> None:
    Account.objects.filter(pk=account).update(is_active=False)


def take_the_role(_session: str, account: int) -> None:
    RoleAssignment.objects.filter(account=account).delete()


@pytest.mark.parametrize("over", [sign_out, disable, take_the_role])
def test_whose_session_or_role_is_over_changes_nothing(
    doors: Doors, session: str, room: Class, over: Callable[[str, int], None]
) -> None:
    assert room.teacher.account_id is not None
    over(session, room.teacher.account_id)
    before = every_row()

    quick = doors.quick(a_request(SAVE, session, scores(room, "3")))

    assert quick == doors.ordinary(a_request(SAVE, session, scores(room, "3")))
    assert "errors" in quick.json or saved(quick)["errors"][0]["code"] == "not_found"
    assert every_row() == before


def test_what_is_another_tenants_is_not_there(
    doors: Doors, session: str, room: Class, other_tenant: Tenant
) -> None:
    with tenant_scope(other_tenant.pk):
        a_scale()
        theirs = a_class()
    before = every_row()

    for said in (
        scores(theirs, "3"),
        scores(room, "3", cells=scores(theirs, "3")["cells"]),
        scores(theirs, "3", cells=scores(room, "3")["cells"]),
    ):
        quick = doors.quick(a_request(SAVE, session, said))
        assert quick == doors.ordinary(a_request(SAVE, session, said))
        assert saved(quick)["errors"]

    assert every_row() == before
    assert doors.handed_over == 0


def test_a_key_that_was_used_for_something_else_is_refused(doors: Doors, session: str, room: Class) -> None:
    doors.ordinary(a_request(SAVE, session, scores(room, "3")))
    before = every_row()

    quick = doors.quick(a_request(SAVE, session, scores(room, "4")))

    assert saved(quick)["errors"][0]["code"] == "idempotency_key_reused"
    assert every_row() == before


def test_a_plan_that_gives_up_after_its_command_does_not_have_it_done_again(
    doors: Doors, session: str, room: Class, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    read, read_before = Plans.read, list[Any]()

    def fails_once(self: Plans, *arguments: Any, **named: Any) -> bytes:
        read_before.append(self)
        if len(read_before) == 1:
            raise GaveUp("no value")
        return read(self, *arguments, **named)

    monkeypatch.setattr(Plans, "read", fails_once)
    with caplog.at_level(logging.WARNING):
        answered = doors.quick(a_request(SAVE, session, scores(room, "3", key=None)))

    assert [score["revision"] for score in saved(answered)["scores"]] == [1]
    assert saved(answered)["errors"] == []
    assert doors.handed_over == 1
    assert ScoreChange.objects.count() == 1
    assert f"a plan gave up: no value; document {SAVE}" in caplog.text


def test_a_command_that_fails_is_called_once_and_its_words_are_kept(
    doors: Doors, session: str, room: Class, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    called = list[Any]()

    def broken(**arguments: Any) -> Any:
        called.append(arguments)
        raise LookupError("Ada's score")

    before = every_row()
    monkeypatch.setattr(evidence.record_scores, "_function", broken)
    answered = doors.quick(a_request(SAVE, session, scores(room, "3", key=None)))

    assert answered.code == "fault_of_ours"
    assert "Ada" not in answered.body.decode() + caplog.text
    assert len(called) == 1
    assert every_row() == before


def test_an_answer_that_the_application_computes_is_the_same(doors: Doors, session: str) -> None:
    quick = doors.quick(a_request(PREVIEW, session))

    assert quick == doors.ordinary(a_request(PREVIEW, session))
    assert json.loads(quick.body)["data"]["masteryPreview"]["lines"]
    assert doors.handed_over == 0


def test_what_is_not_to_be_asked_by_someone_is_null_to_them(doors: Doors, session: str, room: Class) -> None:
    RoleAssignment.objects.filter(account=room.teacher.account_id).update(role=Role.STUDENT)

    quick = doors.quick(a_request(PREVIEW, session))

    assert quick == doors.ordinary(a_request(PREVIEW, session))
    assert quick.json == {"data": {"masteryPreview": None}}
    assert doors.handed_over == 0
