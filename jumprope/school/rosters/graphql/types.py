"""Who teaches a section and who is in it: seen from the section, the student and the member of staff."""

from graphplan import Column, Id, IdOf, Many, One, Rule
from jumprope.kit.graphql import Type
from jumprope.kit.viewer import Viewer
from jumprope.school.courses.graphql.types import SectionType
from jumprope.school.people.graphql.types import StaffMemberType, StudentType
from jumprope.school.rosters import access, models


class SectionTeacherType(Type):
    """That a member of staff teaches a section, from a day until before another."""

    class Meta:
        model = models.SectionTeacher

    id = Id()
    section = One("Section", null=False)
    staff_member = One("StaffMember", null=False)
    role = Column(enum=models.SectionTeacher.SectionRole)
    is_primary = Column()
    starts_on = Column()
    ends_on = Column()

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_section_teachers(viewer)


class EnrolmentType(Type):
    """That a student is in a section, from a day until before another."""

    class Meta:
        model = models.Enrolment

    id = Id()
    section = One("Section", null=False)
    student = One("Student", null=False)
    student_id = IdOf("student")
    is_primary = Column()
    starts_on = Column()
    ends_on = Column()
    moved_from = One("Enrolment")
    changes = Many("EnrolmentChange", "What was done to it.", order_by="at", at_most=100)

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_enrolments(viewer)


class EnrolmentChangeType(Type):
    """What was done to an enrolment after it was made, by whom and why."""

    class Meta:
        model = models.EnrolmentChange

    id = Id()
    enrolment = One("Enrolment", null=False)
    act = Column(enum=models.EnrolmentChange.EnrolmentAct)
    ends_on = Column()
    reason = Column()
    at = Column()
    by = One("Account")

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_enrolment_changes(viewer)


SectionType.extend(
    teachers=Many("SectionTeacher", "Who teaches it, or did.", order_by="starts_on", at_most=100),
    enrolments=Many("Enrolment", "Who is in it, or was.", order_by="starts_on", at_most=500),
)
StudentType.extend(
    enrolments=Many(
        "Enrolment", "The sections that the student is in, or was.", order_by="starts_on", at_most=500
    )
)
StaffMemberType.extend(
    teaching=Many(
        "SectionTeacher", "The sections that they teach, or did.", order_by="starts_on", at_most=1000
    )
)
