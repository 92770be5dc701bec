"""Which policy holds for a student's evidence on a standard: the narrowest that applies."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final, Protocol, TypeVar

from jumprope.mastery.policies.rules.calculations import Calculation

BUILT_IN: Final = Calculation.parse("decaying_average", {"percent": 65})
"""The calculation where no policy applies."""


class Scope(StrEnum):
    """What a policy is for, the narrowest first: in this order they take precedence."""

    SECTION_AND_STANDARD = "section_and_standard"
    SECTION = "section"
    COURSE_AND_STANDARD = "course_and_standard"
    COURSE = "course"
    SCHOOL_AND_STANDARD = "school_and_standard"
    SCHOOL = "school"
    TENANT_AND_STANDARD = "tenant_and_standard"
    TENANT = "tenant"


class Scoped(Protocol):
    """A policy as far as its scope goes: at most one of section, course and school; one standard or all."""

    @property
    def section_id(self) -> int | None: ...
    @property
    def course_id(self) -> int | None: ...
    @property
    def school_id(self) -> int | None: ...
    @property
    def standard_id(self) -> int | None: ...


P = TypeVar("P", bound=Scoped)

_PRECEDENCE: Final = tuple(Scope)


def scope_of(policy: Scoped) -> Scope:
    """What a policy is for."""
    places = (policy.section_id, policy.course_id, policy.school_id)
    narrowest = next((rank for rank, place in enumerate(places) if place is not None), len(places))
    return _PRECEDENCE[2 * narrowest + (policy.standard_id is None)]


def which_policy(
    policies: Iterable[P],
    *,
    section: int | None = None,
    course: int | None = None,
    school: int | None = None,
    standard: int | None = None,
) -> P | None:
    """The policy of one tenant that holds at a place (its keys) for a standard; None: BUILT_IN holds.

    What is not given is not asked for: all of a student's evidence, across sections, is the school's affair,
    and is asked without section and course. Of two policies with the same scope, the first holds.
    """
    applicable = (
        policy
        for policy in policies
        if policy.section_id in (None, section)
        and policy.course_id in (None, course)
        and policy.school_id in (None, school)
        and policy.standard_id in (None, standard)
    )
    return min(applicable, key=lambda policy: _PRECEDENCE.index(scope_of(policy)), default=None)
