"""Scales, levels and policies."""

import graphene

import graphplan
from graphplan import Column, Id, Many, Nested, One, Rule, enum_of
from jumprope.kit.graphql import Structure, Type
from jumprope.kit.viewer import Viewer
from jumprope.mastery.policies import access, models
from jumprope.mastery.policies.rules import CalculationType, ConversionKind


class CalculationSettings(Structure):
    """The settings of a calculation type that are in force; those that it does not have are null."""

    percent = graphplan.Decimal(description="How much the newest score counts, in per cent.")
    n = graphene.Int(description="How many scores are looked at, or needed.")
    mastery = graphplan.Decimal(description="The least score that is at mastery.")
    minimum_scores = graphene.Int(description="With fewer scores that count there is no result.")
    clip = graphene.List(
        graphene.NonNull(graphplan.Decimal), description="The least and the greatest result."
    )
    fallback = enum_of(CalculationType)(description="What stands in where there is no result.")
    decimals = graphene.Int(description="The decimal places of the result.")


class ScaleType(Type):
    """The numbers that scores are given in, and the levels that mastery is said in."""

    class Meta:
        model = models.Scale

    id = Id()
    name = Column()
    lowest = Column()
    highest = Column()
    levels = Many(
        "Level", "Its levels, the highest first, retired ones included.", order_by="-threshold", at_most=50
    )

    conversions = Many("ScaleConversion", "How its numbers are shown on other scales.", at_most=200)

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_scales(viewer)


class ConversionPoint(Structure):
    """A number on the scale that is converted, and what it is on the other."""

    given = graphplan.Decimal(required=True, description="The number on the scale that is converted.")
    shown = graphplan.Decimal(required=True, description="What it is on the other scale.")


class ScaleConversionType(Type):
    """How numbers on one scale are shown on another."""

    class Meta:
        model = models.ScaleConversion

    id = Id()
    origin = One("Scale", null=False)
    destination = One("Scale", null=False)
    kind = Column(enum=ConversionKind)
    points = Nested(ConversionPoint, many=True)

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_scales(viewer)


class LevelType(Type):
    """A step of a scale: reached where the number that is shown is at least the threshold."""

    class Meta:
        model = models.Level

    id = Id()
    scale = One("Scale", null=False)
    name = Column()
    threshold = Column()
    colour = Column()
    retired_at = Column()

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_scales(viewer)


class PolicyType(Type):
    """How evidence becomes mastery in a section, a course, a school or the tenant. The narrowest holds."""

    class Meta:
        model = models.Policy

    id = Id()
    section = One("Section")
    course = One("Course")
    school = One("School")
    standard = One("Standard")
    scale = One("Scale", null=False)
    calculation_type = Column(enum=CalculationType)
    settings = Nested(CalculationSettings)

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_policies(viewer)
