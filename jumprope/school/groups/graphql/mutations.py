"""What can be done about groups."""

import graphene

import graphplan
from graphplan import IdInput, Written, enum_of
from jumprope.kit.graphql import Mutation
from jumprope.school.groups import writes
from jumprope.school.groups.models import StudentGroup


class MakeGroup(Mutation):
    """Make a group of a school. Who is in it is said afterwards."""

    class Meta:
        command = writes.make_group

    class Input:
        school_id = IdInput("School", "The school.", required=True)
        school_year_id = IdInput("SchoolYear", "The school year that it is for; by default any.")
        name = graphene.String(required=True, description="What it is called.")
        kind = enum_of(StudentGroup.Kind)(required=True, description="What kind of group it is.")
        purpose = graphene.String(description="What it is for.")
        shared_with_families = graphene.Boolean(description="Whether families learn of it; by default no.")
        leader_ids = IdInput("StaffMember", "Who leads it from today on; at most 20.", many=True)

    group = Written("StudentGroup", key="group_id")


class ChangeGroup(Mutation):
    """Change what is given of a group."""

    class Meta:
        command = writes.change_group

    class Input:
        group_id = IdInput("StudentGroup", "The group.", required=True)
        name = graphene.String(description="What it is called from now on.")
        purpose = graphene.String(description="What it is for.")
        shared_with_families = graphene.Boolean(description="Whether families learn of it.")
        leader_ids = IdInput("StaffMember", "All who lead it from today on; at most 20.", many=True)

    group = Written("StudentGroup", key="group_id")


class EndGroup(Mutation):
    """End a group, and with it who leads it and who is in it."""

    class Meta:
        command = writes.end_group

    class Input:
        group_id = IdInput("StudentGroup", "The group.", required=True)
        ended_on = graphplan.Date(description="The first day without it; by default today.")

    group = Written("StudentGroup", key="group_id")


class AddGroupMembers(Mutation):
    """Put up to 500 students into a group."""

    class Meta:
        command = writes.add_members

    class Input:
        group_id = IdInput("StudentGroup", "The group.", required=True)
        student_ids = IdInput("Student", "The students.", required=True, many=True)
        starts_on = graphplan.Date(required=True, description="The first day in it.")
        ends_on = graphplan.Date(description="The first day no longer in it; by default none.")

    memberships = Written("GroupMembership", keys="membership_ids")


class EndGroupMemberships(Mutation):
    """Let up to 500 students leave their groups."""

    class Meta:
        command = writes.end_memberships

    class Input:
        membership_ids = IdInput("GroupMembership", "The memberships.", required=True, many=True)
        ends_on = graphplan.Date(required=True, description="The first day no longer in the group.")

    memberships = Written("GroupMembership", keys="membership_ids")
