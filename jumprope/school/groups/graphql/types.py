"""Groups, their leaders and their members: seen from the school, the student and the group."""

from graphplan import Column, Connection, Id, Many, One, Rule
from jumprope.kit.graphql import Type
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy.graphql.types import SchoolType
from jumprope.school.groups import access, models
from jumprope.school.people.graphql.types import StudentType


class StudentGroupType(Type):
    """Students of a school who belong together beside their sections: a homeroom, a club."""

    class Meta:
        model = models.StudentGroup

    id = Id()
    name = Column()
    kind = Column(enum=models.StudentGroup.Kind)
    purpose = Column()
    shared_with_families = Column()
    ended_on = Column()
    school = One("School", null=False)
    school_year = One("SchoolYear")
    leaders = Many("GroupLeader", "Who leads it, or did.", order_by="starts_on", at_most=200)
    memberships = Connection("GroupMembership", "Who is in it, or was.", order_by="starts_on")

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_groups(viewer)


class GroupLeaderType(Type):
    """That a member of staff leads a group, from a day until before another."""

    class Meta:
        model = models.GroupLeader

    id = Id()
    group = One("StudentGroup", null=False)
    staff_member = One("StaffMember", null=False)
    starts_on = Column()
    ends_on = Column()

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_leaders(viewer)


class GroupMembershipType(Type):
    """That a student is in a group, from a day until before another."""

    class Meta:
        model = models.GroupMembership

    id = Id()
    group = One("StudentGroup", null=False)
    student = One("Student", null=False)
    starts_on = Column()
    ends_on = Column()

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_memberships(viewer)


SchoolType.extend(groups=Connection("StudentGroup", "Its groups that the viewer sees.", order_by="name"))
StudentType.extend(
    group_memberships=Connection(
        "GroupMembership", "The groups that the student is in, or was.", order_by="starts_on"
    )
)
