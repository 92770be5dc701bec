"""A publication is kept, kept again, changed, shrunk and grown, and no score is ever orphaned."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jumprope.kit.command import Answer, NotInACommand, command
from jumprope.kit.viewer import Viewer
from jumprope.learning.standards import reads, rules, writes
from jumprope.learning.standards.access import MANAGE_STANDARDS
from jumprope.learning.standards.factories import a_wording
from jumprope.learning.standards.models import Framework, FrameworkVersion, Standard, StandardAssociation

pytestmark = pytest.mark.django_db

CHANGED_AT = datetime(2026, 7, 1, tzinfo=UTC)


def standard(guid: str, parent: str | None = None, position: int = 0, statement: str = "") -> rules.Standard:
    return rules.Standard(
        guid=guid, parent_guid=parent, position=position, statement=statement or guid, changed_at=CHANGED_AT
    )


def link(guid: str, origin: str, destination: str) -> rules.Association:
    return rules.Association(
        guid=guid,
        kind="isRelatedTo",
        origin_identifier=origin,
        destination_identifier=destination,
        changed_at=CHANGED_AT,
    )


SKY = rules.Publication(
    framework=rules.Framework(guid="sky", title="Reading the sky", changed_at=CHANGED_AT),
    standards=(standard("s1"), standard("s2", "s1", 1), standard("s3", "s2", 2)),
    associations=(link("a1", "s2", "s3"), link("a2", "s3", "elsewhere")),
)


@command(MANAGE_STANDARDS, event="test.published")
def publish(*, viewer: Viewer, publication: rules.Publication) -> Answer:
    writes.publish(viewer=viewer, publication=publication, revision=reads.revision(publication))
    return Answer()


@pytest.fixture
def viewer(operator: Viewer) -> Viewer:
    publish(viewer=operator, publication=SKY)
    return operator


def test_everything_is_kept_with_its_place_in_the_tree(viewer: Viewer) -> None:  # noqa: ARG001
    tree = Standard.objects.order_by("position").values_list("guid", "parent__guid", "statement")
    assert list(tree) == [("s1", None, "s1"), ("s2", "s1", "s2"), ("s3", "s2", "s3")]
    links = StandardAssociation.objects.order_by("guid").values_list(
        "guid", "origin__guid", "destination__guid"
    )
    assert list(links) == [("a1", "s2", "s3"), ("a2", "s3", None)]


def test_publishing_again_changes_nothing(viewer: Viewer) -> None:
    before = list(Standard.objects.order_by("pk").values())
    revision = reads.revision(SKY)
    assert (revision.framework.unchanged, revision.standards.unchanged, revision.associations.unchanged) == (
        1,
        3,
        2,
    )
    publish(viewer=viewer, publication=SKY)
    assert list(Standard.objects.order_by("pk").values()) == before


def test_what_changed_is_updated_and_the_words_for_children_stay(viewer: Viewer) -> None:
    wording = a_wording(standard=Standard.objects.get(guid="s2"), text="I can find Venus.")
    moved = replace(
        SKY, standards=(SKY.standards[0], standard("s2", None, 5, "Finds Venus."), SKY.standards[2])
    )
    publish(viewer=viewer, publication=moved)
    changed = Standard.objects.get(guid="s2")
    assert (changed.parent_id, changed.position, changed.statement) == (None, 5, "Finds Venus.")
    assert list(changed.wordings.values_list("pk", "text")) == [(wording.pk, "I can find Venus.")]


def test_what_was_dropped_is_retired_and_comes_back(viewer: Viewer) -> None:
    key = Standard.objects.get(guid="s3").pk
    publish(viewer=viewer, publication=replace(SKY, standards=SKY.standards[:2], associations=()))
    assert Standard.objects.get(guid="s3").retired_at == viewer.now
    assert StandardAssociation.objects.filter(retired_at=None).count() == 0
    publish(viewer=viewer, publication=SKY)
    back = Standard.objects.get(guid="s3")
    assert (back.pk, back.retired_at) == (key, None)
    assert StandardAssociation.objects.filter(retired_at=None).count() == 2


def test_associations_find_standards_that_come_later(viewer: Viewer) -> None:
    later = rules.Publication(
        framework=rules.Framework(guid="later", title="Later", changed_at=CHANGED_AT),
        standards=(standard("elsewhere"),),
        associations=(),
    )
    publish(viewer=viewer, publication=later)
    assert StandardAssociation.objects.get(guid="a2").destination == Standard.objects.get(guid="elsewhere")


def test_the_framework_itself_is_updated(viewer: Viewer) -> None:
    publish(
        viewer=viewer,
        publication=replace(SKY, framework=replace(SKY.framework, title="Reading the night sky")),
    )
    assert Framework.objects.get().title == "Reading the night sky"


def test_statements_do_not_grow_with_the_standards(operator: Viewer) -> None:
    def statements(count: int) -> int:
        name = f"f{count}"
        grown = rules.Publication(
            framework=rules.Framework(guid=name, title=name, changed_at=CHANGED_AT),
            standards=tuple(standard(f"{name}-{n}", f"{name}-0" if n else None, n) for n in range(count)),
            associations=tuple(link(f"{name}-a{n}", f"{name}-0", f"{name}-{n}") for n in range(count)),
        )
        with CaptureQueriesContext(connection) as captured:
            publish(viewer=operator, publication=grown)
        return len(captured)

    statements(1)  # the tenant's first event makes the head of its chain too
    assert statements(10) == statements(50)


def copy_of_the_sky(creator: str) -> rules.Publication:
    return replace(SKY, framework=replace(SKY.framework, guid="copy", creator=creator))


def test_what_other_publishers_have_is_taken(viewer: Viewer) -> None:  # noqa: ARG001
    found = reads.revision(copy_of_the_sky("Someone else"))
    assert found.taken == dict.fromkeys(["s1", "s2", "s3", "a1", "a2"], "Reading the sky")
    assert reads.revision(SKY).taken == {}


def test_what_the_publisher_moves_keeps_its_keys(viewer: Viewer) -> None:
    before = {row.guid: row.pk for row in Standard.objects.all()}
    publish(viewer=viewer, publication=copy_of_the_sky(SKY.framework.creator))
    assert reads.revision(copy_of_the_sky(SKY.framework.creator)).is_one is False
    assert dict(Standard.objects.values_list("guid", "pk")) == before
    assert set(Standard.objects.values_list("framework__guid", flat=True)) == {"copy"}
    assert set(StandardAssociation.objects.values_list("framework__guid", flat=True)) == {"copy"}
    version = FrameworkVersion.objects.get(framework__guid="copy")
    assert (version.standards_moved, version.standards_added) == (3, 0)


def test_publishing_is_only_possible_inside_a_command(operator: Viewer) -> None:
    with pytest.raises(NotInACommand):
        writes.publish(viewer=operator, publication=SKY, revision=reads.revision(SKY))
    assert not Framework.objects.exists()
