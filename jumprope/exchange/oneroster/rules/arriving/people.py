"""Students, members of staff and guardians: a user is what the roles say, and may be several at once."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from jumprope.exchange.oneroster.rules import kept
from jumprope.exchange.oneroster.rules.arriving.context import Arrival, Context, Post, Posts
from jumprope.exchange.oneroster.rules.grades import CODE_LENGTH, OF_CEDS, named
from jumprope.exchange.oneroster.rules.identities import joined
from jumprope.exchange.oneroster.rules.problems import Code, Place, shown
from jumprope.exchange.oneroster.rules.records import GUARDIANS, STUDENT, User, UserRole, Version
from jumprope.exchange.oneroster.rules.roles import title_of

NAMES = ("given_name", "middle_name", "family_name")
FURTHER_NAMES = ("preferred_given_name", "preferred_middle_name", "preferred_family_name", "pronouns")
"""What only OneRoster 1.2 says of a name."""


def grade_levels(context: Context) -> Iterator[Arrival]:
    """The grade levels that students are in, each once; none of them leaves.

    What neither CEDS nor the tenant knows may be a slip of the pen, or the district's own: it is made, with a
    warning.
    """
    _learn_posts(context)
    told: set[str] = set()
    for row in context.delivery.records(User):
        if row.record is None or not row.record.grades or not context.is_student(row.sourced_id):
            continue
        code = context.grades.level_of(row.record.grades[0])
        if code not in told:
            told.add(code)
            yield _grade_level(context, code, Place("users.csv", row.line))


def _grade_level(context: Context, code: str, place: Place) -> Arrival:
    if len(code) > CODE_LENGTH:
        message = f"A grade level needs a code of at most {CODE_LENGTH} characters."
        context.refuse(place, Code.TEXT_TOO_LONG, message, "grades")
    elif code not in OF_CEDS.keys() | context.grades.codes:
        message = f"{shown(code)} is no grade of CEDS and no grade level here; it is made one."
        context.warn(place, Code.UNKNOWN_VALUE, message, "grades")
    name, position = named(code)
    record = kept.GradeLevel(sourced_id=code, code=code, name=name, position=position)
    return Arrival(place, code, record)


def students(context: Context) -> Iterator[Arrival]:
    """Those who are students at a school, and those who were and of whom something else is said."""
    return _people(context, kept.Student, context.known_students, _studies)


def staff_members(context: Context) -> Iterator[Arrival]:
    """Those with any other role than student or guardian: at a school, or in the district for all schools."""
    return _people(context, kept.StaffMember, context.known_staff, _works)


def guardians(context: Context) -> Iterator[Arrival]:
    """Guardians, parents and relatives."""
    return _people(context, kept.Guardian, context.known_guardians, _guards)


Said = dict[str, Any]
WhatRolesSay = Callable[[Posts], Said | None]


def _studies(posts: Posts) -> Said | None:
    if (post := posts.student) is None:
        return None
    return {"school_id": post.school_id, "entered_on": post.begin, "left_on": post.end}


def _works(posts: Posts) -> Said | None:
    if (post := posts.staff) is None:
        return None
    return {"school_id": post.school_id, "title": title_of(post.role)}


def _guards(posts: Posts) -> Said | None:
    return {} if posts.guardian else None


def _people(
    context: Context, kind: type[kept.Named], known: frozenset[str], what_roles_say: WhatRolesSay
) -> Iterator[Arrival]:
    """The users of a kind; then those who are known already, as whomever, and of whom only a role is said."""
    told = context.told[User.FILE]
    for row in context.delivery.records(User):
        place = Place("users.csv", row.line)
        told.add(row.sourced_id)
        if (said := row.record) is None:
            if row.sourced_id in known:
                yield Arrival(place, row.sourced_id, None)
            continue
        of_roles = what_roles_say(context.people.get(row.sourced_id, Posts()))
        if of_roles is not None or row.sourced_id in known:
            values = _values(said, kind, context) | (of_roles or {})
            yield Arrival(place, row.sourced_id, kind(sourced_id=row.sourced_id, **values))
    for sourced_id, posts in context.people.items():
        of_roles = what_roles_say(posts)
        if of_roles is not None and sourced_id in context.known_people and sourced_id not in told:
            post = posts.student or posts.staff
            place = post.place if post else Place("roles.csv")
            yield Arrival(place, sourced_id, kind(sourced_id=sourced_id, **of_roles))


def _values(said: User, kind: type[kept.Named], context: Context) -> Said:
    is_older = context.delivery.delivery.version is Version.V1_1
    names = NAMES if is_older else NAMES + FURTHER_NAMES
    values: Said = {name: getattr(said, name) for name in names}
    if kind is kept.Student:
        values["grade_level_id"] = context.grades.level_of(said.grades[0]) if said.grades else ""
    return values


def _learn_posts(context: Context) -> None:
    """Remember what everybody is: 1.2 has a file of roles, 1.1 says it of the users."""
    if context.delivery.delivery.version is Version.V1_2:
        for row in context.delivery.records(UserRole):
            if said := row.record:
                place = Place("roles.csv", row.line)
                is_primary = said.role_type == "primary"
                post = Post(place, said.role, said.org_sourced_id, said.begin_date, said.end_date, is_primary)
                _learn(context, said.user_sourced_id, post)
        return
    for user in context.delivery.records(User):
        if user.record:
            place = Place("users.csv", user.line)
            for position, org in enumerate(user.record.org_sourced_ids):
                _learn(
                    context,
                    user.sourced_id,
                    Post(place, user.record.role, org, is_primary=position == 0),
                )


def _learn(context: Context, sourced_id: str, post: Post) -> None:
    posts = context.people.setdefault(sourced_id, Posts())
    if post.role in GUARDIANS:
        posts.guardian = True
    elif post.role == STUDENT:
        if _better(post, posts.student) and context.is_school(post.school_id, post.place, "orgSourcedId"):
            posts.student = post
    elif _better(post, posts.staff):
        school = post.school_id if context.names_a_school(post.school_id) else ""
        posts.staff = Post(post.place, post.role, school, post.begin, post.end, post.is_primary)


def _better(post: Post, than: Post | None) -> bool:
    """Of several posts of a person the one counts that ends latest, then the primary one, then the first."""
    return than is None or (post.end or date.max, post.is_primary) > (than.end or date.max, than.is_primary)


def relationships(context: Context) -> Iterator[Arrival]:
    """Who is whose guardian: agents of students, and students as whose agent a guardian is named.

    An agent of whom a bulk file says nothing leaves with this delivery, and is nobody's guardian.
    """
    for row in context.delivery.records(User):
        if row.record is None:
            continue
        place = Place("users.csv", row.line)
        for agent in row.record.agent_sourced_ids:
            for guardian, student in ((agent, row.sourced_id), (row.sourced_id, agent)):
                is_there = agent != guardian or context.is_told(User, agent) or agent in context.people
                if is_there and context.is_guardian(guardian) and context.is_student(student):
                    yield Arrival(place, *_relationship(guardian, student))


def _relationship(guardian: str, student: str) -> tuple[str, kept.Relationship]:
    both = joined(guardian, student)
    return both, kept.Relationship(sourced_id=both, guardian_id=guardian, student_id=student)
