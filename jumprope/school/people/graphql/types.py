"""Students, staff, guardians, and who is whose."""

from graphplan import Column, Connection, Id, Many, One, Rule
from jumprope.kit.graphql import Type
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy.graphql.types import SchoolType
from jumprope.school.people import access, models

BY_NAME = ("family_name", "given_name")


class StudentType(Type):
    """Someone who is taught and assessed."""

    class Meta:
        model = models.Student

    id = Id()
    given_name = Column()
    family_name = Column()
    grade_level = Column()
    left_on = Column()
    school = One("School", null=False)
    account = One("Account")
    guardian_relationships = Many("GuardianRelationship", "The student's guardians.", at_most=50)

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_students(viewer)


class StaffMemberType(Type):
    """Someone who works for the tenant."""

    class Meta:
        model = models.StaffMember

    id = Id()
    given_name = Column()
    family_name = Column()
    school = One("School")
    account = One("Account")

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_staff(viewer)


class GuardianType(Type):
    """A parent, or whoever stands in a parent's place. Who sees a guardian sees how to reach them."""

    class Meta:
        model = models.Guardian

    id = Id()
    given_name = Column()
    family_name = Column()
    email = Column()
    telephone = Column()
    account = One("Account")
    relationships = Many("GuardianRelationship", "The guardian's students.", at_most=50)

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

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_relationships(viewer)


SchoolType.extend(
    students=Connection(
        "Student", "Who attends it now and is seen by the viewer.", order_by=BY_NAME, where=access.at_school
    ),
    staff=Connection("StaffMember", "Who works there and is seen by the viewer.", order_by=BY_NAME),
)
