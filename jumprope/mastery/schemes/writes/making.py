"""Making, changing and retiring schemes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from jumprope.kit import changes, retiring, rows, uniqueness, values
from jumprope.kit.command import Answer, command
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.learning.banks import writes as banks
from jumprope.mastery.policies import reads as policies
from jumprope.mastery.policies.writes import TooManyPlaces
from jumprope.mastery.schemes import access, reads
from jumprope.mastery.schemes.models import MasteryScheme, SchemeRevision
from jumprope.mastery.schemes.writes.grading import SchemeRetired
from jumprope.platform.tenancy import reads as tenancy
from jumprope.school.courses import reads as courses


class SchemeNameTaken(Refused):
    """Schemes of one place that are in use are told apart by their names."""

    code = "scheme_name_taken"
    message = _("There is a scheme “{name}” here already.")
    field = "name"


@dataclass(frozen=True, kw_only=True)
class SchemeMade(Answer):
    """The new scheme, and its parts in the order in which they were given."""

    scheme_id: int
    part_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class SchemeChanged(Answer):
    """The scheme that is another now, and its parts as it stands, where they were given."""

    scheme_id: int
    part_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class SchemeNoLonger(Answer):
    """The scheme that gives no grades any more."""

    scheme_id: int


@command(access.MANAGE_SCHEMES, event="scheme.made")
def make_scheme(
    *,
    viewer: Viewer,
    name: str,
    scale_id: int,
    parts: Sequence[reads.NewPart],
    school_id: int | None = None,
    course_id: int | None = None,
) -> SchemeMade:
    """Make a scheme of 1 to 50 parts for a course, a school, or the tenant if neither is named.

    Raises `TooManyPlaces`, `NotFound` for what is absent or not the viewer's to govern, `SchemeNameTaken`,
    `PartMisplaced`, `PartHasParts`, `CalculationNeedsOrder`, `WeightNotAboveZero`, what
    `policies.calculation_refused` makes of a calculation that is not taken, and what `kit.values` refuses.
    """
    scheme = MasteryScheme(name=name, scale_id=scale_id, school_id=school_id, course_id=course_id)
    tree = reads.described_tree(parts)
    types = banks.hold_standard_types(reads.types_named(tree))
    refuse_all([*_faults_of_scheme(viewer, scheme), *reads.faults_of_tree(tree, standard_types=types)])
    with uniqueness.unless_taken(MasteryScheme, "schemes_scheme_name", SchemeNameTaken(name=scheme.name)):
        scheme.save(force_insert=True)
    part_ids = _revise(viewer=viewer, scheme_id=scheme.pk, number=1, tree=tree)
    return SchemeMade(scheme_id=scheme.pk, part_ids=part_ids)


@command(access.MANAGE_SCHEMES, event="scheme.changed")
def change_scheme(
    *, viewer: Viewer, scheme_id: int, name: str | None = None, parts: Sequence[reads.NewPart] | None = None
) -> SchemeChanged:
    """Give a scheme another name, or let it count other parts from now on.

    What it counted before stays as a former revision. Grades that were determined by that stand, with their
    explanation, until they are determined again; and what was posted stays. Raises `NotFound` for a scheme
    that is absent or not the viewer's to govern, `SchemeRetired`, and what `make_scheme` refuses of a name
    and of parts.
    """
    tree = None if parts is None else reads.described_tree(parts)
    types = set() if tree is None else banks.hold_standard_types(reads.types_named(tree))
    scheme = _locked(viewer, scheme_id)
    retiring.check_in_use(scheme, SchemeRetired(name=scheme.name))
    refusals = changes.put(scheme, {"name": name}) + values.clean(scheme)
    refuse_all([*refusals, *([] if tree is None else reads.faults_of_tree(tree, standard_types=types))])
    with uniqueness.unless_taken(MasteryScheme, "schemes_scheme_name", SchemeNameTaken(name=scheme.name)):
        scheme.save(update_fields=["name"])
    if tree is None:
        return SchemeChanged(scheme_id=scheme_id, part_ids=[])
    number = reads.newest_revision(scheme_id).number + 1
    part_ids = _revise(viewer=viewer, scheme_id=scheme_id, number=number, tree=tree)
    return SchemeChanged(scheme_id=scheme_id, part_ids=part_ids)


@command(access.MANAGE_SCHEMES, event="scheme.retired")
def retire_scheme(*, viewer: Viewer, scheme_id: int) -> SchemeNoLonger:
    """Let a scheme give no grades any more: none is determined, overridden or posted by it. Those that there
    are stay, and so does what was posted.

    Raises `NotFound` for a scheme that is absent or not the viewer's to govern, and `SchemeRetired`.
    """
    scheme = _locked(viewer, scheme_id)
    retiring.retire(scheme, at=viewer.now, already=SchemeRetired(name=scheme.name))
    return SchemeNoLonger(scheme_id=scheme_id)


def _locked(viewer: Viewer, scheme_id: int) -> MasteryScheme:
    """A scheme that the viewer governs, locked. Two statements."""
    return rows.locked_one(MasteryScheme, access.to_manage(viewer), scheme_id, field="scheme_id")


def _revise(*, viewer: Viewer, scheme_id: int, number: int, tree: reads.Tree) -> list[int]:
    """Let a scheme count parts that nothing is wrong with from now on; their keys. Five statements."""
    revision = SchemeRevision.objects.create(
        scheme_id=scheme_id, number=number, made_at=viewer.now, made_by_id=viewer.account_id
    )
    for part in tree.rows:
        part.scheme_revision_id = revision.pk
    keys = rows.insert(tree.rows)
    for part, each in zip(tree.rows, tree.described, strict=True):
        parent = each.get("parent")
        part.parent_id = None if parent is None else keys[parent]
    rows.save(tree.rows, changing=["parent_id"])
    return keys


def _faults_of_scheme(viewer: Viewer, scheme: MasteryScheme) -> Iterator[Refused]:
    yield from values.clean(scheme)
    if scheme.school_id is not None and scheme.course_id is not None:
        yield TooManyPlaces(field="course_id")
    elif not _governs(viewer, scheme):
        place = "course_id" if scheme.course_id is not None else "school_id"
        yield NotFound(field=place if getattr(scheme, place) is not None else None)
    if not policies.levels_of(scheme.scale_id):
        yield NotFound(field="scale_id")


def _governs(viewer: Viewer, scheme: MasteryScheme) -> bool:
    """Whether there is such a place, and the viewer may say what holds there. One statement at most."""
    if scheme.course_id is not None:
        rule = access.governed(viewer, school="school")
        return bool(courses.courses_among({scheme.course_id}, rule=rule))
    if scheme.school_id is not None:
        return bool(tenancy.schools_among({scheme.school_id}, rule=access.governed(viewer, school="pk")))
    return access.governs_tenant(viewer)
