"""Students, staff, guardians, who is whose, and which schools they are at."""

from graphplan import Column, Connection, Contains, Id, IdOf, Lacks, LeadsTo, Many, One, Orders, Rule
from jumprope.kit.graphql import Type
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy.graphql.types import SchoolType
from jumprope.school.courses.graphql.types import GradeLevelType
from jumprope.school.people import access, models
from jumprope.school.people.models import BY_NAME

CALLED = Contains("given_name", "family_name", "preferred_given_name", "preferred_family_name")

STUDENT_ORDERS = Orders(
    "StudentOrder", "How students come.", NAME=BY_NAME, GRADUATION_YEAR=("graduation_year", *BY_NAME)
)

FOUND_BY = {
    "name": CALLED,
    "active": Lacks(
        "left_on",
        description="With true only those of whom no day is known on which they left, with false the others.",
    ),
}

STUDENT_FILTERS = {**FOUND_BY, "grade_level": LeadsTo("grade_level")}


class Person:
    """What is known of anyone: names, account, and the particulars that the viewer sees."""

    id = Id()
    given_name = Column()
    middle_name = Column()
    family_name = Column()
    preferred_given_name = Column()
    preferred_middle_name = Column()
    preferred_family_name = Column()
    pronouns = Column()
    account = One("Account")
    identifiers = Many(
        "PersonIdentifier", "The numbers they are known by.", source="personidentifier", at_most=20
    )
    addresses = Many(
        "Address",
        "Where they live and receive mail, or did.",
        source="address",
        order_by="starts_on",
        at_most=100,
    )
    contact_methods = Many(
        "ContactMethod", "How to reach them, or once.", source="contactmethod", at_most=100
    )
    languages = Many("PersonLanguage", "What they speak.", source="personlanguage", at_most=50)


class StudentType(Person, Type):
    """Someone who is taught and assessed."""

    class Meta:
        model = models.Student

    grade_level = One("GradeLevel")
    grade_level_id = IdOf("grade_level")
    graduation_year = Column()
    left_on = Column()
    school = One("School", null=False)
    guardian_relationships = Many("GuardianRelationship", "The student's guardians.", at_most=50)
    school_enrolments = Many(
        "SchoolEnrolment", "The schools attended, now and before.", order_by="starts_on", at_most=100
    )
    demographics = Many("Demographics", "What reports to the state ask about the student.", at_most=1)

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_students(viewer)


class StaffMemberType(Person, Type):
    """Someone who works for the tenant."""

    class Meta:
        model = models.StaffMember

    title = Column()
    school = One("School")
    assignments = Many(
        "StaffAssignment", "The further schools they work at, or did.", order_by="starts_on", at_most=100
    )

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_staff(viewer)


class GuardianType(Person, Type):
    """A parent, or whoever stands in a parent's place. Who sees a guardian sees how to reach them."""

    class Meta:
        model = models.Guardian

    relationships = Many("GuardianRelationship", "The guardian's students.", at_most=50)
    invitations = Many(
        "PortalInvitation", "The invitations to the portal.", order_by="invited_at", at_most=100
    )

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_guardians(viewer)


class GuardianRelationshipType(Type):
    """Whose guardian someone is, and what follows from it."""

    class Meta:
        model = models.GuardianRelationship

    id = Id()
    guardian = One("Guardian", null=False)
    student = One("Student", null=False)
    kind = Column()
    has_custody = Column()
    may_see_records = Column()
    is_contact = Column()
    ended_on = Column()
    portal_access = Column(enum=models.GuardianRelationship.PortalAccess)
    portal_changed_at = Column()
    portal_changed_by = One("Account")

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_relationships(viewer)


class SchoolEnrolmentType(Type):
    """That a student attends a school, from a day until before another."""

    class Meta:
        model = models.SchoolEnrolment

    id = Id()
    student = One("Student", null=False)
    school = One("School", null=False)
    grade_level = One("GradeLevel")
    starts_on = Column()
    ends_on = Column()
    entry_code = Column()
    exit_code = Column()

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_school_enrolments(viewer)


class StaffAssignmentType(Type):
    """That a member of staff works at a further school, from a day until before another."""

    class Meta:
        model = models.StaffAssignment

    id = Id()
    staff_member = One("StaffMember", null=False)
    school = One("School", null=False)
    starts_on = Column()
    ends_on = Column()

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_assignments(viewer)


GradeLevelType.extend(
    students=Connection(
        "Student",
        "Who is in it, has not left, and is seen by the viewer.",
        order_by=STUDENT_ORDERS,
        where=access.at_school,
        filters={**FOUND_BY, "school": LeadsTo("school")},
    )
)
SchoolType.extend(
    students=Connection(
        "Student",
        "Who attends it now and is seen by the viewer.",
        order_by=STUDENT_ORDERS,
        where=access.at_school,
        filters=STUDENT_FILTERS,
    ),
    staff=Connection(
        "StaffMember",
        "Who belongs to it and is seen by the viewer.",
        order_by=BY_NAME,
        filters={"name": CALLED},
    ),
    staff_assignments=Connection(
        "StaffAssignment", "Who works there besides, or did, and is seen by the viewer.", order_by="starts_on"
    ),
)
