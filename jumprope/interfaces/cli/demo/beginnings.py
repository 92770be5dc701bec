"""The first days of the story: a district is founded, and everyone is where they belong on the first
morning.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from itertools import islice

from jumprope.interfaces.cli.demo import curriculum, families, judgement, timetable
from jumprope.interfaces.cli.demo.days import FRIDAY, Days, after_school
from jumprope.interfaces.cli.demo.district import District, Group, Subject
from jumprope.interfaces.cli.demo.districts import PASSWORD
from jumprope.interfaces.cli.demo.names import people as invented
from jumprope.interfaces.cli.demo.place import TIME_ZONE, Founded, Place, Room, portions
from jumprope.kit import clock
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments import writes as assessments
from jumprope.platform.permissions import writes as permissions
from jumprope.platform.tenancy import writes as tenancy
from jumprope.school.calendars import writes as calendars
from jumprope.school.courses import writes as courses
from jumprope.school.people import writes as people
from jumprope.school.rosters import writes as rosters

OF_THE_WHOLE_TENANT = {Role.TENANT_ADMIN, Role.STUDENT, Role.GUARDIAN}

QUARTERS = (0, 9, 20, 29)
"""The weeks in which the grading periods begin."""


def begin(district: District, days: Days) -> Place:
    """Found a district, two weeks before its first lesson. The administrator does what can be done by one."""
    with clock.stopped_at(after_school(days.first - timedelta(weeks=2), 0, TIME_ZONE)):
        founded = _found(district, days)
        with tenant_scope(founded.tenant_id):
            admin = founded.admin()
            year_id, term_id = _calendar(admin, days)
            quarter_ids = _quarters(admin, days, year_id)
            staff = _staff(admin, founded)
            rooms = _rooms(admin, founded, term_id, staff)
            standards = curriculum.publish(admin, district.framework, days)
            policies = judgement.decide(admin, founded, standards)
            schemes = judgement.schemes(admin, rooms, standards, policies)
            bank = curriculum.collect(founded, year_id, standards)
            place = Place(
                district=district,
                days=days,
                tenant_id=founded.tenant_id,
                school_ids=founded.school_ids,
                accounts=founded.accounts,
                year_id=year_id,
                quarter_ids=quarter_ids,
                staff=staff,
                rooms=rooms,
                standards=standards,
                levels=policies.levels,
                schemes=schemes,
                bank=bank,
                type_ids=judgement.assessment_types(admin),
            )
            families.describe(place)
            timetable.arrange(place)
    return place


def _found(district: District, days: Days) -> Founded:
    """The tenant with its schools and accounts: what an operator does before there is an administrator."""
    tenant_id = tenancy.found(
        slug=district.slug, name=district.name, time_zone=TIME_ZONE, sandbox=True
    ).tenant_id
    with tenant_scope(tenant_id):
        operator = Viewer.operator(tenant_id, TIME_ZONE)
        assessments.begin_marks(viewer=operator)
        school_ids = [
            tenancy.open_school(viewer=operator, name=school).school_id for school in district.schools
        ]
        return Founded(district, days, tenant_id, school_ids, _admit(operator, district, school_ids))


def _admit(operator: Viewer, district: District, school_ids: Sequence[int]) -> dict[str, int]:
    """Everyone's account, by email address."""
    return {
        part.mail: permissions.admit(
            viewer=operator,
            email=part.mail,
            role=part.role,
            display_name=part.name,
            password=PASSWORD if part.sees else None,
            school_id=None if part.role in OF_THE_WHOLE_TENANT else school_ids[part.school],
        ).account_id
        for part in district.parts
    }


def _calendar(admin: Viewer, days: Days) -> tuple[int, int]:
    """The school year, with one term as long as itself."""
    whole = calendars.NewTerm(name="Whole year", starts_on=days.first, ends_on=days.last)
    made = calendars.make_school_year(
        viewer=admin, name=days.name, starts_on=days.first, ends_on=days.last, terms=[whole]
    )
    return made.school_year_id, made.term_ids[0]


def _quarters(admin: Viewer, days: Days, year_id: int) -> list[int]:
    """The grading periods of all schools."""
    ends = [*(days.of_week(week - 1, FRIDAY) for week in QUARTERS[1:]), days.last]
    periods = [
        calendars.NewGradingPeriod(name=f"Quarter {number}", starts_on=days.of_week(week), ends_on=end)
        for number, (week, end) in enumerate(zip(QUARTERS, ends, strict=True), start=1)
    ]
    made = calendars.make_grading_periods(viewer=admin, school_year_id=year_id, periods=periods)
    return made.grading_period_ids


def _staff(admin: Viewer, founded: Founded) -> dict[str, int]:
    """Members of staff by email address; a counsellor works at every school."""
    parts = founded.district.staff
    new = [
        people.NewStaffMember(
            school_id=founded.school_ids[part.school],
            given_name=part.given_name,
            family_name=part.family_name,
        )
        for part in parts
    ]
    keys = people.add_staff(viewer=admin, staff=new).staff_member_ids
    staff = dict(zip((part.mail for part in parts), keys, strict=True))
    for mail, key in staff.items():
        people.give_account_to_staff_member(
            viewer=admin, staff_member_id=key, account_id=founded.accounts[mail]
        )
    further = [
        people.NewAssignment(
            staff_member_id=staff[part.mail], school_id=school_id, starts_on=founded.days.first
        )
        for part in parts
        for school_id in founded.school_ids
        if part.role is Role.COUNSELLOR and school_id != founded.school_ids[part.school]
    ]
    if further:
        people.assign_staff(viewer=admin, assignments=further)
    return staff


def _rooms(admin: Viewer, founded: Founded, term_id: int, staff: Mapping[str, int]) -> tuple[Room, ...]:
    """Courses and their sections, with those who teach there and those who are taught."""
    district, first = founded.district, founded.days.first
    groups = [(subject, group) for subject in district.subjects for group in subject.groups]
    level_ids = _grade_levels(admin, district)
    course_ids = _courses(admin, founded, level_ids)
    section_ids = _sections(admin, district, course_ids, term_id)
    students = _students(admin, founded, groups, level_ids)
    rooms = tuple(
        Room(
            section_id,
            course_ids[subject.code],
            founded.school_ids[subject.school],
            subject,
            group.teacher,
            list(students[_class(subject, group)]),
        )
        for section_id, (subject, group) in zip(section_ids, groups, strict=True)
    )
    enrolments = [
        rosters.NewEnrolment(section_id=room.section_id, student_id=student_id, starts_on=first)
        for room in rooms
        for student_id in room.student_ids
    ]
    for portion in portions(enrolments):
        rosters.enrol(viewer=admin, enrolments=portion)
    teaching = [
        rosters.NewTeaching(
            section_id=room.section_id, staff_member_id=staff[mail], role=role, starts_on=first
        )
        for room, (_, group) in zip(rooms, groups, strict=True)
        for mail, role in group.teachers
    ]
    rosters.assign_teachers(viewer=admin, assignments=teaching)
    return rooms


def _class(subject: Subject, group: Group) -> str:
    """What the students of a section are known by: their class, or the section itself."""
    return group.of_class or f"{subject.code} {group.name}"


def _grade_levels(admin: Viewer, district: District) -> dict[str, int]:
    """The grade levels of the district's courses, by their codes."""
    grades = sorted({subject.grade_level for subject in district.subjects}, key=int)
    said = [
        courses.SaidGradeLevel(code=grade, name=f"Grade {grade}", position=position)
        for position, grade in enumerate(grades, start=1)
    ]
    recorded = courses.record_grade_levels(viewer=admin, grade_levels=said)
    return dict(zip(grades, recorded.grade_level_ids, strict=True))


def _courses(admin: Viewer, founded: Founded, level_ids: Mapping[str, int]) -> dict[str, int]:
    """Every course, by its code, with its field and its grade level."""
    subjects = founded.district.subjects
    fields = list(dict.fromkeys(subject.field for subject in subjects))
    new_fields = [courses.NewSubject(code=field[:2].upper(), name=field) for field in fields]
    field_ids = courses.make_subjects(viewer=admin, subjects=new_fields).subject_ids
    keys = dict(zip(fields, field_ids, strict=True))
    new = [
        courses.NewCourse(
            school_id=founded.school_ids[subject.school],
            code=subject.code,
            title=subject.title,
            subject_id=keys[subject.field],
            grade_level_ids=[level_ids[subject.grade_level]],
            credits=Decimal(1),
        )
        for subject in subjects
    ]
    made = courses.make_courses(viewer=admin, courses=new)
    return dict(zip((subject.code for subject in subjects), made.course_ids, strict=True))


def _sections(admin: Viewer, district: District, course_ids: Mapping[str, int], term_id: int) -> list[int]:
    """Every subject's sections, in order."""
    new = [
        courses.NewSection(course_id=course_ids[subject.code], term_ids=[term_id], name=group.name)
        for subject in district.subjects
        for group in subject.groups
    ]
    return courses.make_sections(viewer=admin, sections=new).section_ids


def _students(
    admin: Viewer,
    founded: Founded,
    groups: Sequence[tuple[Subject, Group]],
    level_ids: Mapping[str, int],
) -> dict[str, list[int]]:
    """All students by their classes, the one with an account first."""
    district, size = founded.district, founded.district.group_size
    classes = {_class(subject, group): subject for subject, group in groups}
    places = [subject for subject in classes.values() for _ in range(size)]
    names = [district.student.full_name, *islice(invented(district.slug), len(places) - 1)]
    new = [
        people.NewStudent(
            school_id=founded.school_ids[subject.school],
            given_name=given,
            family_name=family,
            grade_level_id=level_ids[subject.grade_level],
            entered_on=founded.days.first,
        )
        for (given, family), subject in zip(names, places, strict=True)
    ]
    keys = [
        key
        for portion in portions(new)
        for key in people.add_students(viewer=admin, students=portion).student_ids
    ]
    return {name: keys[each * size : (each + 1) * size] for each, name in enumerate(classes)}
