"""What roles let an account do is exactly what each role lets it do, and no more."""

from hypothesis import given
from hypothesis import strategies as st

from jumprope.kit.permissions import Permission, Reach, Role, reach_of
from jumprope.platform.permissions.rules import Reaches, reaches, shape


def a_permission(name: str, *roles: Role) -> Permission:
    """A permission that the product does not know of."""
    made = object.__new__(Permission)
    for field, value in {"name": name, "description": name, "roles": frozenset(roles)}.items():
        object.__setattr__(made, field, value)
    return made


READ = a_permission("clocks.read", *Role)
WIND = a_permission("clocks.wind", Role.TENANT_ADMIN, Role.SCHOOL_ADMIN, Role.TEACHER)
PERMISSIONS = [READ, WIND]

roles = st.sampled_from(Role)
held = st.lists(st.tuples(roles, st.none() | st.integers(1, 3)), max_size=6)


def test_without_a_role_nothing_is_reached() -> None:
    assert reaches([], PERMISSIONS) == Reaches()


def test_a_role_for_a_school_reaches_that_school() -> None:
    found = reaches([(Role.SCHOOL_ADMIN, 7), (Role.COUNSELLOR, 8)], PERMISSIONS)
    assert found.pairs == {("clocks.read", "school"), ("clocks.wind", "school")}
    assert found.schools == {"clocks.read": {7, 8}, "clocks.wind": {7}}


def test_a_teacher_of_a_school_reaches_sections_and_not_the_school() -> None:
    found = reaches([(Role.TEACHER, 7)], PERMISSIONS)
    assert found == Reaches({("clocks.read", "section"), ("clocks.wind", "section")}, {})


@given(held)
def test_the_order_of_roles_does_not_matter_and_none_counts_twice(
    assignments: list[tuple[Role, int | None]],
) -> None:
    found = reaches(assignments, PERMISSIONS)
    assert reaches(list(reversed(assignments)), PERMISSIONS) == found
    assert reaches(assignments * 2, PERMISSIONS) == found


@given(held, held)
def test_two_lists_of_roles_together_reach_what_each_reaches(
    first: list[tuple[Role, int | None]], second: list[tuple[Role, int | None]]
) -> None:
    one, other, both = (reaches(assignments, PERMISSIONS) for assignments in (first, second, first + second))
    assert both.pairs == one.pairs | other.pairs
    assert both.schools == {
        name: one.schools.get(name, set()) | other.schools.get(name, set())
        for name in one.schools.keys() | other.schools.keys()
    }


@given(held)
def test_nothing_is_reached_without_a_role_that_holds_it(assignments: list[tuple[Role, int | None]]) -> None:
    found = reaches(assignments, PERMISSIONS)
    for permission in PERMISSIONS:
        holding = [(role, school) for role, school in assignments if role in permission.roles]
        expected = {reach_of(role, school_scope=school is not None).value for role, school in holding}
        assert {reach for name, reach in found.pairs if name == permission.name} == expected


@given(held)
def test_schools_are_named_exactly_where_the_reach_is_a_school(
    assignments: list[tuple[Role, int | None]],
) -> None:
    found = reaches(assignments, PERMISSIONS)
    of_schools = {name for name, reach in found.pairs if reach == Reach.SCHOOL}
    assert found.schools.keys() == of_schools
    assert found.schools.get("clocks.read", set()) == {
        school for role, school in assignments if school and reach_of(role, school_scope=True) is Reach.SCHOOL
    }


@given(held)
def test_the_same_shape_reaches_the_same(some: list[tuple[Role, int | None]]) -> None:
    elsewhere = [(role, school and school + 10) for role, school in reversed(some)]

    assert shape(elsewhere) == shape(some)
    assert reaches(elsewhere, PERMISSIONS).pairs == reaches(some, PERMISSIONS).pairs


def test_a_shape_tells_roles_apart_as_far_as_they_reach() -> None:
    assert shape([]) == ""
    assert shape([(Role.TEACHER, None)]) == shape([(Role.TEACHER, 1)]) == "teacher@section"
    assert shape([(Role.TEACHER, 1), (Role.SCHOOL_ADMIN, 2)]) == "school_admin@school teacher@section"
    assert shape([(Role.SCHOOL_ADMIN, None)]) == "school_admin@tenant"
