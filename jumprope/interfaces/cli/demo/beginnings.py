"""The first days of the story: a district is founded, and everyone is where they belong on the first
morning.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from itertools import islice

from jumprope.exchange.case import writes as case
from jumprope.interfaces.cli.demo import standards
from jumprope.interfaces.cli.demo.days import Days, after_school
from jumprope.interfaces.cli.demo.districts import PASSWORD, District
from jumprope.interfaces.cli.demo.names import people as invented
from jumprope.interfaces.cli.demo.place import TIME_ZONE, Place, Room, viewer
from jumprope.kit import clock
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments import writes as assessments
from jumprope.learning.standards import reads as standards_reads
from jumprope.learning.standards import writes as standards_writes
from jumprope.mastery.determinations import writes as determinations
from jumprope.mastery.policies import writes as policies
from jumprope.platform.permissions import writes as permissions
from jumprope.platform.tenancy import writes as tenancy
from jumprope.school.calendars import writes as calendars
from jumprope.school.courses import writes as courses
from jumprope.school.people import writes as people
from jumprope.school.rosters import writes as rosters

LEVELS = (
    policies.NewLevel(name="Beginning", threshold=Decimal("1"), colour="#b3261e"),
    policies.NewLevel(name="Developing", threshold=Decimal("2"), colour="#8a5a00"),
    policies.NewLevel(name="Meeting", threshold=Decimal("3"), colour="#1b6e3c"),
    policies.NewLevel(name="Excelling", threshold=Decimal("3.5"), colour="#1a56b0"),
)

OF_THE_WHOLE_TENANT = {Role.TENANT_ADMIN, Role.STUDENT, Role.GUARDIAN}


def begin(district: District, days: Days) -> Place:
    """Found a district, two weeks before its first lesson. The administrator does what can be done by one."""
    with clock.stopped_at(after_school(days.first - timedelta(weeks=2), 0, TIME_ZONE)):
        tenant_id = tenancy.found(
            slug=district.slug, name=district.name, time_zone=TIME_ZONE, sandbox=True
        ).tenant_id
        with tenant_scope(tenant_id):
            operator = Viewer.operator(tenant_id, TIME_ZONE)
            assessments.begin_marks(viewer=operator)
            school_id = tenancy.open_school(viewer=operator, name=district.school).school_id
            accounts = _admit(operator, district, school_id)
            admin = viewer(tenant_id, accounts[district.admin.mail])
            term_id = _calendar(admin, days)
            staff = _staff(admin, district, school_id, accounts)
            rooms = _rooms(admin, district, days, school_id, term_id, staff)
            _families(admin, district, rooms, accounts)
            standard_ids = _standards(admin)
            level_ids = _policies(admin, school_id, standard_ids)
    return Place(district, days, tenant_id, accounts, standard_ids, level_ids, rooms)


def _admit(operator: Viewer, district: District, school_id: int) -> dict[str, int]:
    """Everyone's account, by mail address."""
    return {
        part.mail: permissions.admit(
            viewer=operator,
            email=part.mail,
            role=part.role,
            display_name=part.name,
            password=PASSWORD,
            school_id=None if part.role in OF_THE_WHOLE_TENANT else school_id,
        ).account_id
        for part in district.parts
    }


def _calendar(admin: Viewer, days: Days) -> int:
    """The school year, with one term as long as itself."""
    whole = calendars.NewTerm(name="Whole year", starts_on=days.first, ends_on=days.last)
    made = calendars.make_school_year(
        viewer=admin, name=days.name, starts_on=days.first, ends_on=days.last, terms=[whole]
    )
    return made.term_ids[0]


def _staff(admin: Viewer, district: District, school_id: int, accounts: Mapping[str, int]) -> dict[str, int]:
    """Members of staff by mail address."""
    new = [
        people.NewStaffMember(school_id=school_id, given_name=part.given_name, family_name=part.family_name)
        for part in district.staff
    ]
    keys = people.add_staff(viewer=admin, staff=new).staff_member_ids
    staff = dict(zip((part.mail for part in district.staff), keys, strict=True))
    for mail, key in staff.items():
        people.give_account_to_staff_member(viewer=admin, staff_member_id=key, account_id=accounts[mail])
    return staff


def _rooms(
    admin: Viewer, district: District, days: Days, school_id: int, term_id: int, staff: Mapping[str, int]
) -> tuple[Room, ...]:
    """Courses and their sections, with those who teach there and those who are taught."""
    groups = [(subject, group) for subject in district.subjects for group in subject.groups]
    section_ids = _sections(admin, district, school_id, term_id)
    students = iter(_students(admin, district, school_id))
    rooms = tuple(
        Room(section_id, subject, group.teacher, list(islice(students, district.group_size)))
        for section_id, (subject, group) in zip(section_ids, groups, strict=True)
    )
    enrolments = [
        rosters.NewEnrolment(section_id=room.section_id, student_id=student_id, starts_on=days.first)
        for room in rooms
        for student_id in room.student_ids
    ]
    rosters.enrol(viewer=admin, enrolments=enrolments)
    teaching = [
        rosters.NewTeaching(
            section_id=room.section_id, staff_member_id=staff[mail], role=role, starts_on=days.first
        )
        for room, (_, group) in zip(rooms, groups, strict=True)
        for mail, role in group.teachers
    ]
    rosters.assign_teachers(viewer=admin, assignments=teaching)
    return rooms


def _sections(admin: Viewer, district: District, school_id: int, term_id: int) -> list[int]:
    """Every subject's sections, in order."""
    new_courses = [
        courses.NewCourse(school_id=school_id, code=subject.code, title=subject.title)
        for subject in district.subjects
    ]
    course_ids = courses.make_courses(viewer=admin, courses=new_courses).course_ids
    new_sections = [
        courses.NewSection(course_id=course_id, term_ids=[term_id], name=group.name)
        for course_id, subject in zip(course_ids, district.subjects, strict=True)
        for group in subject.groups
    ]
    return courses.make_sections(viewer=admin, sections=new_sections).section_ids


def _students(admin: Viewer, district: District, school_id: int) -> list[int]:
    """All students, the one with an account first, in the order of the groups that they will be in."""
    grades = [subject.grade_level for subject in district.subjects for group in subject.groups]
    levels = [grade for grade in grades for _ in range(district.group_size)]
    names = [district.student.full_name, *islice(invented(district.slug), len(levels) - 1)]
    new = [
        people.NewStudent(school_id=school_id, given_name=given, family_name=family, grade_level=grade)
        for (given, family), grade in zip(names, levels, strict=True)
    ]
    return people.add_students(viewer=admin, students=new).student_ids


def _families(admin: Viewer, district: District, rooms: Sequence[Room], accounts: Mapping[str, int]) -> None:
    """The student with an account, and the guardians in two households; a court's order is about the
    second.
    """
    student_id = rooms[0].student_ids[0]
    people.give_account_to_student(
        viewer=admin, student_id=student_id, account_id=accounts[district.student.mail]
    )
    wards = [people.NewWard(student_id=student_id, kind=kind) for kind in ("mother", "father")]
    new = [
        people.NewGuardian(
            given_name=part.given_name,
            family_name=part.family_name,
            contact_methods=[people.NewContact(kind="email", value=part.mail, is_primary=True)],
            wards=[ward],
        )
        for part, ward in zip(district.guardians, wards, strict=True)
    ]
    added = people.add_guardians(viewer=admin, guardians=new)
    for part, guardian_id in zip(district.guardians, added.guardian_ids, strict=True):
        people.give_account_to_guardian(viewer=admin, guardian_id=guardian_id, account_id=accounts[part.mail])
    people.restrict_guardian(viewer=admin, relationship_id=added.relationship_ids[1])


def _standards(admin: Viewer) -> dict[str, int]:
    """The framework, and its learning targets by code."""
    case.import_packages(viewer=admin, packages=[standards.package(admin.now)])
    keys = standards_reads.ids([standards.guid(code) for code in standards.TARGETS])
    targets = {code: keys[standards.guid(code)] for code in standards.TARGETS}
    wordings = [
        standards_writes.NewWording(
            standard_id=targets[code], audience="children", language="en", text=target.for_children
        )
        for code, target in standards.TARGETS.items()
    ]
    standards_writes.word_standards(viewer=admin, wordings=wordings)
    return targets


def _policies(admin: Viewer, school_id: int, standard_ids: Mapping[str, int]) -> dict[str, int]:
    """A scale, by whose levels mastery is said, and three policies; the levels by name."""
    scale = policies.make_scale(
        viewer=admin, name="Four levels", lowest=Decimal(1), highest=Decimal(4), levels=LEVELS
    )
    determinations.set_policy(
        viewer=admin, scale_id=scale.scale_id, calculation_type="decaying_average", settings={"percent": 65}
    )
    determinations.set_policy(
        viewer=admin,
        standard_id=standard_ids["6.N.2"],
        scale_id=scale.scale_id,
        calculation_type="mean_of_best",
        settings={"n": 2},
    )
    determinations.set_policy(
        viewer=admin,
        school_id=school_id,
        standard_id=standard_ids["7.R.1"],
        scale_id=scale.scale_id,
        calculation_type="power_law",
        settings={"fallback": "latest", "clip": [1, 4]},
    )
    return dict(zip((level["name"] for level in LEVELS), scale.level_ids, strict=True))
