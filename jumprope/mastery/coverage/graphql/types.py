"""Coverage, as it hangs on sections, courses and schools."""

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any

import graphene
from graphql import GraphQLError

from graphplan import Batch, Code, enum_of, ids
from jumprope.kit.graphql import Structure
from jumprope.kit.viewer import Viewer
from jumprope.mastery.coverage import reads
from jumprope.mastery.coverage.reads import Coverage, Measure, Over, StandardCoverage
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
        description="How many students have reached a level; null where that would tell of fewer than five."
    )
    levels = graphene.List(
        graphene.NonNull(LevelReached),
        required=True,
        description="Which levels they have reached; left out are those that would tell of fewer than five.",
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


def _load(over: Over, viewer: Viewer, keys: Collection[int]) -> Mapping[int, Any]:
    found = reads.coverage(viewer=viewer, over=over, keys=keys)
    if sum(len(each.assessed) + len(each.not_assessed) for each in found.values()) > MOST_STANDARDS:
        raise GraphQLError(
            "This is the coverage of more standards than one answer holds. Ask for fewer places.",
            extensions={"code": Code.LIST_TOO_LONG.value},
        )
    return {key: _shown(each) for key, each in found.items()}


def _shown(coverage: Coverage) -> dict[str, Any]:
    return {
        "assessed": [_standard(each) for each in coverage.assessed],
        "not_assessed_ids": [ids.encode("Standard", key) for key in sorted(coverage.not_assessed)],
        "measured_against": coverage.measured_against,
    }


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


SectionType.extend(
    coverage=_coverage(Over.SECTION, "Which standards have been assessed in it. For staff; null to others.")
)
CourseType.extend(
    coverage=_coverage(
        Over.COURSE, "Which standards its sections of this school year have assessed. For staff who teach it."
    )
)
SchoolType.extend(
    coverage=_coverage(
        Over.SCHOOL,
        "Which standards its sections of this school year have assessed. For staff of the school.",
    )
)
