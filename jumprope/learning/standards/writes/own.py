"""Frameworks and standards that are not a publisher's but the tenant's own, with GUIDs made here."""

from collections.abc import Collection
from uuid import uuid4

from jumprope.kit.command import step
from jumprope.kit.errors import refuse_all
from jumprope.kit.values import clean, clean_prose
from jumprope.kit.viewer import Viewer
from jumprope.learning.standards import rules
from jumprope.learning.standards.models import Framework, Standard

LEARNING_TARGET = "Learning target"
"""What such a standard is, in the words of CASE."""

LONGEST_STATEMENT = 2_000


@step
def found_framework(*, viewer: Viewer, title: str, creator: str) -> int:
    """Make an empty framework of the tenant's own; its key. One statement.

    Raises what `kit.values` refuses.
    """
    said = rules.Framework(guid=str(uuid4()), title=title, creator=creator, changed_at=viewer.now)
    framework = Framework(
        guid=said.guid,
        title=said.title,
        creator=said.creator,
        changed_at=said.changed_at,
        digest=rules.digest(said),
    )
    refuse_all(clean(framework))
    framework.save(force_insert=True)
    return framework.pk


@step
def write(*, viewer: Viewer, framework_id: int, code: str, statement: str, position: int) -> int:
    """Write a standard into a framework of the tenant's own; its key. One statement.

    Raises what `kit.values` refuses.
    """
    statement = clean_prose(statement, field="statement", at_most=LONGEST_STATEMENT)
    said = rules.Standard(
        guid=str(uuid4()),
        parent_guid=None,
        position=position,
        code=code,
        statement=statement,
        kind=LEARNING_TARGET,
        changed_at=viewer.now,
    )
    standard = Standard(
        framework_id=framework_id,
        guid=said.guid,
        position=said.position,
        code=said.code,
        statement=said.statement,
        kind=said.kind,
        changed_at=said.changed_at,
        digest=rules.digest(said),
    )
    refuse_all(clean(standard))
    standard.save(force_insert=True)
    return standard.pk


@step
def retire(*, viewer: Viewer, standard_ids: Collection[int]) -> None:
    """Let nothing new be aligned to these standards of the tenant. One statement."""
    Standard.objects.filter(pk__in=standard_ids, retired_at=None).update(retired_at=viewer.now)
