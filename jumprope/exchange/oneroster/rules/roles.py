"""What people are called by OneRoster's roles, and by us."""

TEACHER, CO_TEACHER = "teacher", "co_teacher"

ROLE_OF_STAFF = "ext:staff"
"""The role of members of staff of whom we do not know what they work as."""

_IN_CLASS = {"teacher": TEACHER, "aide": CO_TEACHER}


def teaching_role(role: str) -> str | None:
    """How someone with this role in a class teaches the section; None for proctors and administrators."""
    return _IN_CLASS.get(role)


def role_in_class(teaching: str) -> str:
    """The role in a class of someone who teaches the section so."""
    return next(role for role, ours in _IN_CLASS.items() if ours == teaching)


def title_of(role: str) -> str:
    """What a member of staff with this role works as."""
    return "" if role == ROLE_OF_STAFF else role.removeprefix("ext:")


def role_of(title: str | None, known: tuple[str, ...]) -> str:
    """The role of a member of staff who works as this."""
    if title in known:
        return title or ROLE_OF_STAFF
    return f"ext:{title}" if title else ROLE_OF_STAFF
