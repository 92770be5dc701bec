"""Grade Alerts are raised, cleared, taken up, and seen by whom they concern."""

from datetime import timedelta
from functools import partial

import pytest

from graphplan import ids
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.learning.alerts import writes
from jumprope.learning.alerts.factories import an_alert
from jumprope.learning.alerts.models import GradeAlert
from jumprope.learning.assessments.factories import Class, a_class, a_score, a_student_of, a_teacher_of
from jumprope.platform.accounts.factories import an_account
from jumprope.platform.audit.models import AuditEvent
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.courses.factories import a_section
from tests.fixtures import Ask
from tests.outcomes import refused, statements
from tests.visibility import seen_by

DAY = timedelta(days=1)


@pytest.fixture
def room(tenant: Tenant) -> Class:  # noqa: ARG001 - it is in the tenant in scope
    """A class of two students who owe the work of one assessment."""
    return overdue(a_class())


def overdue(room: Class) -> Class:
    """The class, its assessment due two days ago."""
    room.assessment.due_on = room.teacher.today - 2 * DAY
    room.assessment.save()
    return room


def refresh(room: Class, viewer: Viewer | None = None) -> writes.AlertsRefreshed:
    return writes.refresh_alerts(viewer=viewer or room.teacher, section_ids=[room.section.pk])


def hand_in(room: Class, student: int = 0) -> None:
    """The student has a score on each standard."""
    for standard in room.standards:
        a_score(assessment=room.assessment, student=room.students[student], standard=standard)


def test_an_alert_is_raised_for_each_student_with_missing_work(room: Class) -> None:
    hand_in(room, student=1)
    raised = refresh(room)
    alert = GradeAlert.objects.get()
    assert (raised.raised_ids, raised.cleared_ids) == ([alert.pk], [])
    assert (alert.section_id, alert.student_id) == (room.section.pk, room.students[0].pk)
    assert (alert.missing, alert.raised_on, alert.cleared_on) == (1, room.teacher.today, None)
    assert AuditEvent.objects.get().event == "alerts.refreshed"


def test_while_work_is_missing_the_alert_stays_and_counts(room: Class) -> None:
    refresh(room)
    room.another_assessment(due_on=room.teacher.today - DAY)
    again = refresh(room)
    assert (again.raised_ids, again.cleared_ids) == ([], [])
    assert set(GradeAlert.objects.values_list("missing", flat=True)) == {2}
    assert GradeAlert.objects.count() == 2


def test_it_is_cleared_when_nothing_is_missing_any_more(room: Class) -> None:
    refresh(room)
    hand_in(room)
    cleared = GradeAlert.objects.get(student=room.students[0])
    assert refresh(room).cleared_ids == [cleared.pk]
    cleared.refresh_from_db()
    assert (cleared.missing, cleared.cleared_on) == (0, room.teacher.today)
    assert refresh(room).cleared_ids == []


def test_one_that_was_cleared_today_is_open_again(room: Class) -> None:
    first = refresh(room)
    GradeAlert.objects.update(cleared_on=room.teacher.today, missing=0)
    again = refresh(room)
    assert again.raised_ids == first.raised_ids
    assert not GradeAlert.objects.exclude(cleared_on=None).exists()


def test_one_that_was_cleared_before_stays_as_history(room: Class) -> None:
    yesterday = room.teacher.today - DAY
    old = an_alert(section=room.section, student=room.students[0], raised_on=yesterday, cleared_on=yesterday)
    assert old.pk not in refresh(room).raised_ids
    assert GradeAlert.objects.filter(student=room.students[0]).count() == 2


@pytest.mark.usefixtures("tenant")
def test_the_number_of_statements_does_not_depend_on_the_numbers_of_sections_and_students() -> None:
    operator = a_viewer(Role.TENANT_ADMIN)
    writes.refresh_alerts(viewer=operator, section_ids=[overdue(a_class(students=1)).section.pk])
    counted = set()
    for sections, students in ((1, 1), (3, 10)):
        keys = [overdue(a_class(students=students)).section.pk for _ in range(sections)]
        counted.add(statements(partial(writes.refresh_alerts, viewer=operator, section_ids=keys)))
        assert GradeAlert.objects.filter(section__in=keys).count() == sections * students
    assert counted == {12}


def test_sections_of_others_look_absent(room: Class, other_tenant: Tenant) -> None:
    with tenant_scope(other_tenant.pk):
        foreign = a_section().pk
    keys = [room.section.pk, a_section().pk, foreign, 10**9]
    with refused(*(("not_found", f"section_ids.{place}") for place in (1, 2, 3))):
        writes.refresh_alerts(viewer=room.teacher, section_ids=keys)
    with refused(("nothing_given", "section_ids")):
        writes.refresh_alerts(viewer=room.teacher, section_ids=[])
    with refused(("too_many_given", "section_ids")):
        writes.refresh_alerts(viewer=room.teacher, section_ids=[1] * 101)


def test_a_family_refreshes_and_takes_up_nothing(room: Class) -> None:
    alert = an_alert(section=room.section, student=room.students[0])
    student = a_viewer(Role.STUDENT)
    with refused(("not_found", None)):
        refresh(room, student)
    with refused(("not_found", None)):
        writes.acknowledge_alert(viewer=student, alert_id=alert.pk)


def test_an_alert_is_taken_up_with_a_note(room: Class) -> None:
    alert = an_alert(section=room.section, student=room.students[0])
    writes.acknowledge_alert(viewer=room.teacher, alert_id=alert.pk, note=" Called home.\r\nTomorrow. ")
    alert.refresh_from_db()
    assert (alert.note, alert.shared_with_families) == ("Called home.\nTomorrow.", True)
    assert (alert.acknowledged_by_id, alert.acknowledged_at) == (room.teacher.account_id, room.teacher.now)
    counsellor = a_viewer(Role.COUNSELLOR, school=room.section.course.school)
    writes.acknowledge_alert(viewer=counsellor, alert_id=alert.pk, shared_with_families=False)
    alert.refresh_from_db()
    assert (alert.note, alert.shared_with_families) == ("Called home.\nTomorrow.", False)
    assert alert.acknowledged_by_id == counsellor.account_id


def test_a_note_that_does_not_fit_is_refused(room: Class) -> None:
    alert = an_alert(section=room.section, student=room.students[0])
    with refused(("value_too_long", "note")):
        writes.acknowledge_alert(viewer=room.teacher, alert_id=alert.pk, note="x" * 1001)


def test_alerts_of_other_sections_look_absent(room: Class, other_tenant: Tenant) -> None:
    with tenant_scope(other_tenant.pk):
        other = a_class(students=1)
        foreign = an_alert(section=other.section, student=other.students[0]).pk
    alert = an_alert(section=room.section, student=room.students[0])
    for viewer, key in ((a_class().teacher, alert.pk), (room.teacher, foreign), (room.teacher, 10**9)):
        with refused(("not_found", "alert_id")):
            writes.acknowledge_alert(viewer=viewer, alert_id=key, note="Mine?")


def test_each_sees_the_alerts_that_concern_them(room: Class, other_tenant: Tenant) -> None:
    student = a_student_of(room.section, account=an_account())
    shared = an_alert(section=room.section, student=student).pk
    kept_back = an_alert(
        section=room.section, student=student, raised_on=room.teacher.today, shared_with_families=False
    ).pk
    others = an_alert(section=room.section, student=room.students[0]).pk
    with tenant_scope(other_tenant.pk):
        stranger = a_viewer(Role.TENANT_ADMIN)
    assert student.account is not None
    everything = {shared, kept_back, others}
    expected = {
        "admin": (a_viewer(Role.TENANT_ADMIN), everything),
        "principal": (a_viewer(Role.SCHOOL_ADMIN, school=room.section.course.school), everything),
        "teacher": (room.teacher, everything),
        "co-teacher": (a_teacher_of(room.section, Role.CO_TEACHER), everything),
        "another teacher": (a_class().teacher, set()),
        "student": (a_viewer(Role.STUDENT, account=student.account), {shared}),
        "support": (a_viewer(Role.SUPPORT), set()),
        "integration": (a_viewer(Role.INTEGRATION), set()),
    }
    for name, (viewer, keys) in expected.items():
        assert seen_by(viewer, "GradeAlert") == {"GradeAlert": keys}, name
    with tenant_scope(other_tenant.pk):
        assert seen_by(stranger, "GradeAlert") == {"GradeAlert": set()}


def test_the_note_is_for_staff(ask: Ask, room: Class) -> None:
    student = a_student_of(room.section, account=an_account())
    alert = an_alert(section=room.section, student=student, note="Ask the counsellor first.")
    document = "query ($id: ID!) { gradeAlert(id: $id) { missing note } }"
    assert student.account is not None
    family = a_viewer(Role.STUDENT, account=student.account)
    key = ids.encode("GradeAlert", alert.pk)
    assert ask(family, document, id=key)["gradeAlert"] == {"missing": 1, "note": None}
    assert ask(room.teacher, document, id=key)["gradeAlert"]["note"] == "Ask the counsellor first."
