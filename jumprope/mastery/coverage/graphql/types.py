"""Coverage, as it hangs on sections, courses and schools."""

from collections.abc import Collection, Iterable, Mapping
from functools import partial
from typing import Any

import graphene
from graphql import GraphQLError

from graphplan import Batch, Code, enum_of, ids
from jumprope.kit.graphql import Structure
from jumprope.kit.viewer import Viewer
from jumprope.learning.alignments.reads import Aligned, AlignmentKind
from jumprope.mastery.coverage import reads
from jumprope.mastery.coverage.reads import Coverage, FrameworkCoverage, Measure, Over, StandardCoverage
from jumprope.platform.tenancy.graphql.types import SchoolType
from jumprope.school.courses.graphql.types import CourseType, SectionType

MOST_STANDARDS = 50_000
"""How many standards the coverage of one list of places may come to."""


class LevelReached(Structure):
    """How many students have reached a level."""

    level_id = graphene.ID(required=True, description="The level.")
    students = graphene.Int(required=True, description="How many students it holds of today.")


class StandardCoverageShown(Structure):
    """How often a standard was assessed, and how many students have reached which level on it."""

    class Meta:
        name = "StandardCoverage"

    standard_id = graphene.ID(required=True, description="The standard.")
    times_assessed = graphene.Int(
        required=True, description="In how many assessments students have a number on it."
    )
    students = graphene.Int(
        description="How many students have reached a level; null where the viewer does not see them all and "
        "it is of a section, a course or several standards, or the others would be fewer than five."
    )
    levels = graphene.List(
        graphene.NonNull(LevelReached),
        required=True,
        description="Which levels they have reached; left out are those that would tell of fewer than five "
        "whom the viewer does not see.",
    )


class CoverageShown(Structure):
    """Which standards have been assessed, and which not."""

    class Meta:
        name = "Coverage"

    assessed = graphene.List(
        graphene.NonNull(StandardCoverageShown), required=True, description="Those that have been assessed."
    )
    not_assessed_ids = graphene.List(
        graphene.NonNull(graphene.ID), required=True, description="The standards that have not."
    )
    measured_against = enum_of(Measure)(
        required=True,
        description="Where those are from: the published banks, or else the frameworks that are used.",
    )


class StandsFor(Structure):
    """A standard of the tenant that stands for one of a framework."""

    standard_id = graphene.ID(required=True, description="The standard of the tenant.")
    kind = enum_of(AlignmentKind)(required=True, description="How much of the other it covers.")


class FrameworkStandardCoverage(Structure):
    """A standard of a framework that has been assessed, and through what."""

    coverage = graphene.Field(
        StandardCoverageShown,
        required=True,
        description="How often it, or what stands for it, was assessed, and with what result.",
    )
    aligned = graphene.List(
        graphene.NonNull(StandsFor), required=True, description="What stands for it in the tenant."
    )


class FrameworkCoverageShown(Structure):
    """Which state and national standards are taught and assessed, through what stands for them."""

    class Meta:
        name = "FrameworkCoverage"

    assessed = graphene.List(
        graphene.NonNull(FrameworkStandardCoverage),
        required=True,
        description="Those that have been assessed.",
    )
    not_assessed_ids = graphene.List(
        graphene.NonNull(graphene.ID),
        required=True,
        description="Those that the published banks have something for, and the learning targets under a "
        "heading that something stands for, which have not been assessed themselves.",
    )
    not_taught_ids = graphene.List(
        graphene.NonNull(graphene.ID),
        required=True,
        description="The learning targets of the same frameworks that nothing stands for here, nor for a "
        "heading above them.",
    )


def _load(over: Over, viewer: Viewer, keys: Collection[int]) -> Mapping[int, Any]:
    found = reads.coverage(viewer=viewer, over=over, keys=keys)
    _check_size(len(each.assessed) + len(each.not_assessed) for each in found.values())
    return {key: _shown(each) for key, each in found.items()}


def _load_frameworks(over: Over, viewer: Viewer, keys: Collection[int]) -> Mapping[int, Any]:
    found = reads.framework_coverage(viewer=viewer, over=over, keys=keys)
    _check_size(len(each.assessed) + len(each.not_assessed) + len(each.not_taught) for each in found.values())
    return {key: _frameworks_shown(each) for key, each in found.items()}


def _check_size(standards: Iterable[int]) -> None:
    if sum(standards) > MOST_STANDARDS:
        raise GraphQLError(
            "This is the coverage of more standards than one answer holds. Ask for fewer places.",
            extensions={"code": Code.LIST_TOO_LONG.value},
        )


def _shown(coverage: Coverage) -> dict[str, Any]:
    return {
        "assessed": [_standard(each) for each in coverage.assessed],
        "not_assessed_ids": [ids.encode("Standard", key) for key in sorted(coverage.not_assessed)],
        "measured_against": coverage.measured_against,
    }


def _frameworks_shown(coverage: FrameworkCoverage) -> dict[str, Any]:
    aligned = coverage.aligned
    return {
        "assessed": [
            {
                "coverage": _standard(each),
                "aligned": [_stands_for(one) for one in aligned.get(each.standard_id, ())],
            }
            for each in coverage.assessed
        ],
        "not_assessed_ids": [ids.encode("Standard", key) for key in sorted(coverage.not_assessed)],
        "not_taught_ids": [ids.encode("Standard", key) for key in sorted(coverage.not_taught)],
    }


def _stands_for(aligned: Aligned) -> dict[str, str]:
    return {"standard_id": ids.encode("Standard", aligned.standard_id), "kind": aligned.kind}


def _standard(coverage: StandardCoverage) -> dict[str, Any]:
    return {
        "standard_id": ids.encode("Standard", coverage.standard_id),
        "times_assessed": coverage.times,
        "students": coverage.reached.students,
        "levels": [
            {"level_id": ids.encode("Level", level), "students": students}
            for level, students in sorted(coverage.reached.levels.items())
        ],
    }


def _coverage(over: Over, description: str) -> Batch:
    return Batch(partial(_load, over), columns="id", of=CoverageShown, description=description)


def _by_framework(over: Over, where: str) -> Batch:
    description = f"Which state and national standards {where}, through what stands for them. For staff."
    load = partial(_load_frameworks, over)
    return Batch(load, columns="id", of=FrameworkCoverageShown, description=description)


SectionType.extend(
    coverage=_coverage(Over.SECTION, "Which standards have been assessed in it. For staff; null to others."),
    framework_coverage=_by_framework(Over.SECTION, "have been assessed in it"),
)
CourseType.extend(
    coverage=_coverage(
        Over.COURSE, "Which standards its sections of this school year have assessed. For staff who teach it."
    ),
    framework_coverage=_by_framework(Over.COURSE, "its sections of this school year have assessed"),
)
SchoolType.extend(
    coverage=_coverage(
        Over.SCHOOL,
        "Which standards its sections of this school year have assessed. For staff of the school.",
    ),
    framework_coverage=_by_framework(Over.SCHOOL, "its sections of this school year have assessed"),
)
