"""Each import that changes a framework makes a version, which says what it did to which standard."""

from dataclasses import replace

import pytest

from jumprope.kit.viewer import Viewer
from jumprope.learning.standards.models import FrameworkVersion, StandardChange
from jumprope.learning.standards.tests.test_publishing import SKY, publish, standard
from tests.outcomes import every_row, statements

pytestmark = pytest.mark.django_db

COUNTS = ("standards_added", "standards_changed", "standards_moved", "standards_retired")

OTHER_SKY = replace(
    SKY,
    framework=replace(SKY.framework, version="2027", adoption_status="Adopted"),
    standards=(SKY.standards[0], standard("s2", "s1", 1, "Finds Venus."), standard("s4", "s1", 2)),
)


def test_the_first_import_is_the_first_version(operator: Viewer) -> None:
    publish(viewer=operator, publication=SKY)
    version = FrameworkVersion.objects.get()
    assert [getattr(version, name) for name in COUNTS] == [3, 0, 0, 0]
    assert (version.number, version.associations_changed, version.imported_at) == (1, 2, operator.now)
    assert not version.changes.exists()


def test_an_import_that_changes_nothing_makes_no_version(operator: Viewer) -> None:
    publish(viewer=operator, publication=SKY)
    before = every_row()["standards.FrameworkVersion"]
    publish(viewer=operator, publication=SKY)
    assert every_row()["standards.FrameworkVersion"] == before


def test_what_changed_between_two_imports_is_seen(operator: Viewer) -> None:
    publish(viewer=operator, publication=SKY)
    publish(viewer=operator, publication=OTHER_SKY)
    version = FrameworkVersion.objects.get(number=2)
    assert (version.version, version.adoption_status) == ("2027", "Adopted")
    assert [getattr(version, name) for name in COUNTS] == [1, 1, 0, 1]
    changes = version.changes.values_list("standard__guid", "kind", "statement_before")
    assert sorted(changes) == [("s2", "changed", "s2"), ("s3", "retired", "s3"), ("s4", "added", "")]


def test_what_moves_is_said_with_what_it_said_before(operator: Viewer) -> None:
    publish(viewer=operator, publication=SKY)
    moon = replace(
        SKY, framework=replace(SKY.framework, guid="moon"), standards=(standard("m1"),), associations=()
    )
    publish(viewer=operator, publication=moon)
    publish(viewer=operator, publication=replace(moon, standards=(standard("m1"), SKY.standards[2])))
    (change,) = StandardChange.objects.all()
    assert (change.standard.guid, change.kind, change.statement_before) == ("s3", "moved", "s3")


def test_the_statements_of_a_second_version_do_not_grow_with_what_changed(operator: Viewer) -> None:
    def taken(count: int) -> int:
        framework = replace(SKY.framework, guid=f"f{count}")
        first = replace(
            SKY,
            framework=framework,
            standards=tuple(standard(f"{count}-{n}") for n in range(count)),
            associations=(),
        )
        again = replace(first, standards=tuple(replace(each, statement="New.") for each in first.standards))
        publish(viewer=operator, publication=first)
        return statements(lambda: publish(viewer=operator, publication=again))

    assert taken(2) == taken(20)
