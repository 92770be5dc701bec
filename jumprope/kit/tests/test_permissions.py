"""Permissions are declared once, and roles reach as far as they are assigned for."""

import pytest

from jumprope.kit.permissions import Permission, Reach, Role, permission, reach_of


@pytest.fixture(autouse=True)
def own_permissions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what is declared here out of the product's permissions."""
    monkeypatch.setattr(Permission, "declared", {})


def test_the_tenants_administrators_hold_every_permission() -> None:
    assert permission("clocks.wind", "Wind clocks").roles == {Role.TENANT_ADMIN}
    assert permission("clocks.read", "Read clocks", Role.STUDENT).roles == {Role.TENANT_ADMIN, Role.STUDENT}


def test_a_permission_is_known_by_its_name() -> None:
    winding = permission("clocks.wind", "Wind clocks")
    assert Permission.declared == {"clocks.wind": winding}


def test_a_permission_is_declared_once() -> None:
    permission("clocks.wind", "Wind clocks")
    with pytest.raises(TypeError, match=r"'clocks\.wind' is declared twice"):
        permission("clocks.wind", "Wind clocks", Role.STUDENT)


def test_in_a_section_only_its_teachers_roles_carry_a_permission() -> None:
    grading = permission("clocks.grade", "Grade clocks", Role.TEACHER, Role.CO_TEACHER, Role.COUNSELLOR)
    assert grading.section_roles == {Role.TEACHER, Role.CO_TEACHER}
    assert permission("clocks.wind", "Wind clocks", Role.COUNSELLOR).section_roles == frozenset()


# Written out, because who reaches whom is what a reviewer looks for first.
REACHES = {
    Role.TENANT_ADMIN: (Reach.TENANT, Reach.SCHOOL),
    Role.SCHOOL_ADMIN: (Reach.TENANT, Reach.SCHOOL),
    Role.COUNSELLOR: (Reach.TENANT, Reach.SCHOOL),
    Role.SUPPORT: (Reach.TENANT, Reach.SCHOOL),
    Role.INTEGRATION: (Reach.TENANT, Reach.SCHOOL),
    Role.OPERATOR: (Reach.TENANT, Reach.SCHOOL),
    Role.TEACHER: (Reach.SECTION, Reach.SECTION),
    Role.CO_TEACHER: (Reach.SECTION, Reach.SECTION),
    Role.STUDENT: (Reach.OWN, Reach.OWN),
    Role.GUARDIAN: (Reach.WARD, Reach.WARD),
}


@pytest.mark.parametrize("role", Role)
def test_a_role_reaches_as_far_as_it_is_assigned_for(role: Role) -> None:
    assert (reach_of(role, school_scope=False), reach_of(role, school_scope=True)) == REACHES[role]
