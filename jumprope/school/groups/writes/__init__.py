"""Making and ending groups, saying who leads them, and who is in them.

Locks are taken in the house's order: students, the group, and then memberships.
"""

from jumprope.school.groups.writes.groups import (
    GroupChanged,
    GroupEnded,
    GroupMade,
    GroupNoLonger,
    change_group,
    end_group,
    make_group,
)
from jumprope.school.groups.writes.members import (
    AlreadyMember,
    MemberHasLeft,
    MembersAdded,
    MembershipsEnded,
    add_members,
    end_memberships,
    follow,
)

__all__ = [
    "AlreadyMember",
    "GroupChanged",
    "GroupEnded",
    "GroupMade",
    "GroupNoLonger",
    "MemberHasLeft",
    "MembersAdded",
    "MembershipsEnded",
    "add_members",
    "change_group",
    "end_group",
    "end_memberships",
    "follow",
    "make_group",
]
