"""Teachers write standards where their school lets them; it takes these into a bank, or retires them."""

import pytest

from graphplan import ids
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.learning.banks.factories import a_bank, a_bank_version, a_standard_type
from jumprope.learning.banks.models import VersionStandard
from jumprope.learning.standards.factories import a_standard
from jumprope.learning.standards.models import Standard
from jumprope.learning.written_standards import writes
from jumprope.learning.written_standards.factories import a_writing_school, a_written_standard
from jumprope.learning.written_standards.models import WritingSchool, WrittenStandard
from jumprope.platform.accounts.factories import an_account
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.courses.factories import a_course, a_section
from jumprope.school.courses.models import Section
from jumprope.school.people.factories import a_staff_member
from jumprope.school.rosters.factories import a_section_teacher
from tests.fixtures import Ask
from tests.outcomes import refused, statements
from tests.visibility import seen_by

pytestmark = pytest.mark.usefixtures("tenant")


@pytest.fixture
def section() -> Section:
    return a_section()


@pytest.fixture
def principal(section: Section) -> Viewer:
    """Who looks after the school of the section."""
    return a_viewer(Role.SCHOOL_ADMIN, school=section.course.school)


def someone_teaching(section: Section, role: Role = Role.TEACHER) -> Viewer:
    account = an_account()
    a_section_teacher(section=section, staff_member=a_staff_member(account=account), role=role)
    return a_viewer(role, account=account)


@pytest.fixture
def teacher(section: Section) -> Viewer:
    return someone_teaching(section)


@pytest.fixture
def writing(section: Section) -> WritingSchool:
    """That the section's school lets its teachers write standards."""
    return a_writing_school(section.course.school)


def test_a_school_lets_its_teachers_write_and_lets_them_no_longer(
    principal: Viewer, section: Section
) -> None:
    school = section.course.school
    writes.govern_writing(viewer=principal, school_id=school.pk, open=False)
    assert not WritingSchool.objects.exists()
    for is_open in (True, False, True):
        writes.govern_writing(viewer=principal, school_id=school.pk, open=is_open)
        assert WritingSchool.objects.get().open is is_open
    framework = WritingSchool.objects.get().framework
    assert (framework.title, framework.creator) == (f"Written at {school.name}", school.name)
    other = a_school()
    with refused(("not_found", "school_id")):
        writes.govern_writing(viewer=principal, school_id=other.pk, open=True)


def test_a_teacher_writes_for_a_course_of_their_own(
    teacher: Viewer, section: Section, writing: WritingSchool
) -> None:
    answer = writes.write_standard(
        viewer=teacher, course_id=section.course_id, code="M.1", statement=" Finds the moon. "
    )
    standard = Standard.objects.get(pk=answer.standard_id)
    assert (standard.framework, standard.code, standard.statement) == (
        writing.framework,
        "M.1",
        "Finds the moon.",
    )
    written = WrittenStandard.objects.get(pk=answer.written_standard_id)
    assert (written.standard, written.course, written.written_by_id) == (
        standard,
        section.course,
        teacher.account_id,
    )


def test_nobody_writes_for_others_or_where_the_school_does_not_let_them(
    teacher: Viewer, section: Section
) -> None:
    with refused(("writing_not_open", "course_id")):
        writes.write_standard(viewer=teacher, course_id=section.course_id, statement="Finds Mars.")
    writing = a_writing_school(section.course.school, open=False)
    with refused(("writing_not_open", "course_id")):
        writes.write_standard(viewer=teacher, course_id=section.course_id, statement="Finds Mars.")
    WritingSchool.objects.filter(pk=writing.pk).update(open=True)
    elsewhere = a_course(school=section.course.school)
    with refused(("not_found", "course_id")):
        writes.write_standard(viewer=teacher, course_id=elsewhere.pk, statement="Finds Mars.")
    for role in (Role.CO_TEACHER, Role.STUDENT):
        viewer = someone_teaching(section, role) if role is Role.CO_TEACHER else a_viewer(role)
        with refused(("not_found", None)):
            writes.write_standard(viewer=viewer, course_id=section.course_id, statement="Finds Mars.")


def test_nothing_is_written_twice(teacher: Viewer, section: Section, writing: WritingSchool) -> None:
    there = a_standard(framework=writing.framework, code="M.1", statement="Finds the moon.")
    for code, statement in (("m. 1", "Finds Mars."), ("", "finds the MOON"), ("M.2", "Finds the moon!")):
        with refused(("standard_said_already", "statement")):
            writes.write_standard(viewer=teacher, course_id=section.course_id, code=code, statement=statement)
    for code, statement, refusal in (
        ("M.2", "  ", ("value_missing", "statement")),
        ("M" * 201, "Finds Mars.", ("value_too_long", "code")),
    ):
        with refused(refusal):
            writes.write_standard(viewer=teacher, course_id=section.course_id, code=code, statement=statement)
    Standard.objects.filter(pk=there.pk).update(retired_at=teacher.now)
    writes.write_standard(viewer=teacher, course_id=section.course_id, statement="Finds the moon.")


def test_writing_takes_no_more_statements_in_a_large_framework(
    teacher: Viewer, section: Section, writing: WritingSchool
) -> None:
    def taken(statement: str) -> int:
        return statements(
            lambda: writes.write_standard(viewer=teacher, course_id=section.course_id, statement=statement)
        )

    taken("Finds Mercury.")  # the tenant's first event makes the head of its chain too
    few = taken("Finds Mars.")
    for number in range(5):
        a_standard(framework=writing.framework, statement=f"Finds comet {number}.")
    assert taken("Finds Venus.") == few


def test_a_school_adopts_what_was_written_into_its_bank(principal: Viewer, section: Section) -> None:
    written = a_written_standard(course=section.course)
    draft = a_bank_version(bank=a_bank(school=section.course.school))
    type_id = a_standard_type().pk
    answer = writes.adopt_written_standard(
        viewer=principal,
        written_standard_id=written.pk,
        bank_version_id=draft.pk,
        standard_type_id=type_id,
    )
    place = VersionStandard.objects.get(pk=answer.bank_standard_id)
    assert (place.version, place.standard) == (draft, written.standard)
    written.refresh_from_db()
    assert written.adopted_at == principal.now
    of_the_tenant, other = a_bank_version(), a_written_standard(course=section.course)
    with refused(("not_found", "bank_version_id")):
        writes.adopt_written_standard(
            viewer=principal,
            written_standard_id=other.pk,
            bank_version_id=of_the_tenant.pk,
            standard_type_id=type_id,
        )


def test_teachers_retire_their_own_until_it_is_adopted_and_schools_all(
    principal: Viewer, teacher: Viewer, section: Section
) -> None:
    def retire(viewer: Viewer, written: WrittenStandard) -> None:
        writes.retire_written_standard(viewer=viewer, written_standard_id=written.pk)

    own, adopted = (
        a_written_standard(course=section.course, written_by_id=teacher.account_id, adopted_at=adopted_at)
        for adopted_at in (None, teacher.now)
    )
    anothers, elsewhere = a_written_standard(course=section.course), a_written_standard()
    for written in (adopted, anothers, elsewhere):
        with refused(("not_found", "written_standard_id")):
            retire(teacher, written)
    with refused(("not_found", "written_standard_id")):
        retire(principal, elsewhere)
    retire(teacher, own)
    retire(principal, adopted)
    assert set(Standard.objects.exclude(retired_at=None)) == {own.standard, adopted.standard}
    with refused(("written_standard_retired", "written_standard_id")):
        retire(teacher, own)


def test_who_wrote_what_is_for_those_who_teach_the_course(
    principal: Viewer, teacher: Viewer, section: Section, other_tenant: Tenant
) -> None:
    here = a_written_standard(course=section.course)
    beside = a_written_standard(course=a_course(school=section.course.school))
    elsewhere = a_written_standard()
    with tenant_scope(other_tenant.pk):
        a_written_standard()

    def seen(viewer: Viewer) -> set[int]:
        return seen_by(viewer, "WrittenStandard")["WrittenStandard"]

    assert seen(teacher) == seen(someone_teaching(section, Role.CO_TEACHER)) == {here.pk}
    assert seen(principal) == {here.pk, beside.pk}
    assert seen(a_viewer(Role.TENANT_ADMIN)) == {here.pk, beside.pk, elsewhere.pk}
    assert seen(a_viewer(Role.STUDENT)) == seen(a_viewer(Role.GUARDIAN)) == set()


def test_standards_are_written_through_the_api(ask: Ask, principal: Viewer, section: Section) -> None:
    def done(mutation: str, selection: str, **given: object) -> dict[str, object]:
        kind = mutation[0].upper() + mutation[1:]
        document = f"""mutation ($input: {kind}Input!) {{
          {mutation}(input: $input) {{ {selection} errors {{ code field }} }}
        }}"""
        payload: dict[str, object] = ask(principal, document, input=given)[mutation]
        assert payload.pop("errors") == []
        return payload

    school = ids.encode("School", section.course.school_id)
    answer = done("governWriting", "school { teachersWriteStandards }", schoolId=school, open=True)
    assert answer == {"school": {"teachersWriteStandards": True}}
    answer = done(
        "writeStandard",
        "writtenStandard { course { code } } standard { statement }",
        courseId=ids.encode("Course", section.course_id),
        statement="Finds the moon.",
    )
    assert answer == {
        "writtenStandard": {"course": {"code": section.course.code}},
        "standard": {"statement": "Finds the moon."},
    }
    written = ids.encode("WrittenStandard", WrittenStandard.objects.get().pk)
    draft = a_bank_version(bank=a_bank(school=section.course.school))
    answer = done(
        "adoptWrittenStandard",
        "bankStandard { statement }",
        writtenStandardId=written,
        bankVersionId=ids.encode("BankVersion", draft.pk),
        standardTypeId=ids.encode("StandardType", a_standard_type().pk),
    )
    assert answer == {"bankStandard": {"statement": "Finds the moon."}}
    answer = done("retireWrittenStandard", "writtenStandard { standard { code } }", writtenStandardId=written)
    assert answer == {"writtenStandard": {"standard": {"code": ""}}}
