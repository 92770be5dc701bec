"""How the district judges: scales, policies, schemes of course grades, types of assessments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jumprope.interfaces.cli.demo.district import Subject
from jumprope.interfaces.cli.demo.place import Founded, Room
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments import writes as assessments
from jumprope.mastery.determinations import writes as determinations
from jumprope.mastery.policies import writes as policies
from jumprope.mastery.schemes import writes as grades
from jumprope.mastery.schemes.writes import NewPart

LEVELS = (
    policies.NewLevel(name="Beginning", threshold=Decimal("1"), colour="#b3261e"),
    policies.NewLevel(name="Developing", threshold=Decimal("2"), colour="#8a5a00"),
    policies.NewLevel(name="Meeting", threshold=Decimal("3"), colour="#1b6e3c"),
    policies.NewLevel(name="Excelling", threshold=Decimal("3.5"), colour="#1a56b0"),
)

PASSING = (policies.NewLevel(name="Passing", threshold=Decimal("65"), colour="#1b6e3c"),)


@dataclass(frozen=True, slots=True)
class Scale:
    """The scale by whose levels mastery is said; the levels by name."""

    scale_id: int
    levels: Mapping[str, int]


def decide(admin: Viewer, founded: Founded, standards: Mapping[str, int]) -> Scale:
    """The scale of four levels, how it reads in percent, and three policies."""
    district = founded.district
    made = policies.make_scale(
        viewer=admin, name="Four levels", lowest=Decimal(1), highest=Decimal(4), levels=LEVELS
    )
    percent = policies.make_scale(
        viewer=admin, name="Percent", lowest=Decimal(0), highest=Decimal(100), levels=PASSING
    )
    determinations.set_conversion(
        viewer=admin,
        origin_id=made.scale_id,
        destination_id=percent.scale_id,
        kind="linear",
        points=[
            policies.ConversionPoint(given=Decimal(1), shown=Decimal(50)),
            policies.ConversionPoint(given=Decimal(3), shown=Decimal(85)),
            policies.ConversionPoint(given=Decimal(4), shown=Decimal(100)),
        ],
    )
    determinations.set_policy(
        viewer=admin, scale_id=made.scale_id, calculation_type="decaying_average", settings={"percent": 65}
    )
    determinations.set_policy(
        viewer=admin,
        standard_id=standards[district.best_of],
        scale_id=made.scale_id,
        calculation_type="mean_of_best",
        settings={"n": 2},
    )
    determinations.set_policy(
        viewer=admin,
        school_id=founded.school_ids[0],
        standard_id=standards[district.trend],
        scale_id=made.scale_id,
        calculation_type="power_law",
        settings={"fallback": "latest", "clip": [1, 4]},
    )
    return Scale(made.scale_id, dict(zip((level["name"] for level in LEVELS), made.level_ids, strict=True)))


def schemes(
    admin: Viewer, rooms: Sequence[Room], standards: Mapping[str, int], scale: Scale
) -> dict[int, int]:
    """The scheme of every course, by the course's key: its strands, side by side.

    In the first course the strands' middle counts, as the department has agreed since.
    """
    made = {
        course_id: grades.make_scheme(
            viewer=admin,
            name="Course grade",
            scale_id=scale.scale_id,
            course_id=course_id,
            parts=_parts(subject, standards),
        ).scheme_id
        for course_id, subject in {room.course_id: room.subject for room in rooms}.items()
    }
    grades.change_scheme(
        viewer=admin,
        scheme_id=made[rooms[0].course_id],
        parts=_parts(rooms[0].subject, standards, of_strands="median"),
    )
    return made


def _parts(
    subject: Subject, standards: Mapping[str, int], *, of_strands: str = "weighted_average"
) -> list[NewPart]:
    whole = NewPart(name=subject.title, calculation_type=of_strands)
    return [
        whole,
        *(
            NewPart(name=code, parent=0, calculation_type="weighted_average", heading_id=standards[code])
            for code in subject.headings
        ),
    ]


def assessment_types(admin: Viewer) -> list[int]:
    """What kinds of assessments there are."""
    return [
        assessments.make_assessment_type(viewer=admin, name=name, default_weight=weight).assessment_type_id
        for name, weight in (("Everyday work", Decimal(1)), ("Check of what we know", Decimal(2)))
    ]
