"""What a source calls a row leads to it, in its tenant, kind and source only."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from jumprope.kit.command import Answer, NotInACommand, command
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.identifiers import reads, writes
from jumprope.platform.identifiers.models import ExternalIdentifier
from jumprope.platform.tenancy.access import MANAGE_SCHOOLS
from jumprope.platform.tenancy.models import Tenant


@command(MANAGE_SCHOOLS, event="tests.learned")
def learn(*, viewer: Viewer, kind: str, source: str, subjects: dict[str, int]) -> Answer:  # noqa: ARG001
    """Learn identifiers, as an import does."""
    writes.learn(kind=kind, source=source, subjects=subjects)
    return Answer()


def test_what_was_learned_is_found(operator: Viewer) -> None:
    learn(viewer=operator, kind="student", source="sis", subjects={"a-1": 11, "a-2": 12})
    found = reads.subjects(kind="student", source="sis", identifiers=["a-1", "a-2", "a-3"])
    assert found == {"a-1": 11, "a-2": 12}
    assert str(ExternalIdentifier.objects.get(subject_id=11)) == "student 11 in sis"


@pytest.mark.parametrize("elsewhere", [{"kind": "course"}, {"source": "case"}])
def test_each_kind_and_source_has_names_of_its_own(operator: Viewer, elsewhere: dict[str, str]) -> None:
    place = {"kind": "student", "source": "sis"}
    learn(viewer=operator, subjects={"a-1": 11}, **place)
    assert reads.subjects(identifiers=["a-1"], **place | elsewhere) == {}
    learn(viewer=operator, subjects={"a-1": 12}, **place | elsewhere)
    assert reads.subjects(identifiers=["a-1"], **place | elsewhere) == {"a-1": 12}


def test_each_tenant_has_names_of_its_own(operator: Viewer, other_tenant: Tenant) -> None:
    learn(viewer=operator, kind="student", source="sis", subjects={"a-1": 11})
    with tenant_scope(other_tenant.pk):
        assert reads.subjects(kind="student", source="sis", identifiers=["a-1"]) == {}


@pytest.mark.parametrize("again", [{"a-1": 12}, {"a-2": 11}], ids=["identifier", "row"])
def test_an_identifier_names_one_row_and_a_row_has_one(operator: Viewer, again: dict[str, int]) -> None:
    learn(viewer=operator, kind="student", source="sis", subjects={"a-1": 11})
    with pytest.raises(IntegrityError), transaction.atomic():
        learn(viewer=operator, kind="student", source="sis", subjects=again)
    assert ExternalIdentifier.objects.get().subject_id == 11


def test_identifiers_are_told_apart_by_case_and_accent(operator: Viewer) -> None:
    learn(viewer=operator, kind="student", source="sis", subjects={"a": 1, "A": 2, "á": 3})
    assert reads.subjects(kind="student", source="sis", identifiers=["A"]) == {"A": 2}


def test_any_number_costs_one_statement(
    operator: Viewer, django_assert_num_queries: Callable[..., Any]
) -> None:
    learn(viewer=operator, kind="student", source="sis", subjects={f"a-{n}": n for n in range(200)})
    with django_assert_num_queries(1):
        found = reads.subjects(kind="student", source="sis", identifiers=[f"a-{n}" for n in range(200)])
    assert len(found) == 200


@pytest.mark.usefixtures("tenant")
def test_identifiers_are_learned_only_by_a_command() -> None:
    with pytest.raises(NotInACommand):
        writes.learn(kind="student", source="sis", subjects={"a-1": 11})
    assert not ExternalIdentifier.objects.exists()
