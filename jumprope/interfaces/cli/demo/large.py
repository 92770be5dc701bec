"""A district as large as many are: three schools, made of the same parts again and again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from jumprope.interfaces.cli.demo.district import District, Group, Part, Subject, Task
from jumprope.interfaces.cli.demo.framework import Strand
from jumprope.interfaces.cli.demo.large_standards import CONFLUENCE, FIELDS
from jumprope.interfaces.cli.demo.names import people
from jumprope.kit.permissions import Role

MAIL = "riverbend.example"


@dataclass(frozen=True, slots=True)
class Level:
    """A kind of school: how its codes begin, its grades, and how many classes each grade has.

    `teachers` is how many there are for each subject; 0 where one teaches a class in all subjects.
    """

    letter: str
    school: str
    grades: tuple[int, ...]
    classes: int
    teachers: int

    @property
    def class_names(self) -> list[tuple[int, str]]:
        """Every class, with its grade."""
        return [
            (grade, f"{grade}{'ABCDEF'[place]}") for grade in self.grades for place in range(self.classes)
        ]


LEVELS = (
    Level("E", "Heron Creek Elementary School", (2, 3, 4, 5), classes=4, teachers=0),
    Level("M", "Kingfisher Middle School", (6, 7, 8), classes=4, teachers=8),
    Level("H", "Ridgeway High School", (9, 10, 11, 12), classes=3, teachers=8),
)

FORMS = ("a first look", "practice", "a quiz")
"""What tasks on one strand are, one after the other."""


def district(levels: Sequence[Level], *, group_size: int, so_far: int) -> District:
    """A district with a school of each of these kinds, and classes of this size."""
    staff = _Staff(levels)
    subjects = [subject for school, level in enumerate(levels) for subject in _subjects(level, school, staff)]
    return District(
        slug="river-bend",
        name="River Bend Public Schools",
        schools=tuple(level.school for level in levels),
        framework=CONFLUENCE,
        subjects=tuple(subjects),
        group_size=group_size,
        so_far=so_far,
        weeks_at_once=7,
        staff=staff.parts,
        student=Part(
            Role.STUDENT, f"student@{MAIL}", "Maren", "Solberg", "Only her own, in all three subjects."
        ),
        guardians=(
            Part(Role.GUARDIAN, f"guardian@{MAIL}", "Ingrid", "Solberg", "Maren's mother: what Maren sees."),
            Part(
                Role.GUARDIAN,
                f"other-guardian@{MAIL}",
                "Erik",
                "Solberg",
                "Maren's father: a court's order keeps her records from him.",
            ),
        ),
        best_of="E.MA-QUA.2",
        trend="E.SC-MAT.1",
        overridden="E.MA-QUA.3",
    )


class _Staff:
    """Everyone who works in the district. The first of each kind has an email address by the role alone."""

    def __init__(self, levels: Sequence[Level]) -> None:
        self._names = people(f"{MAIL} staff")
        self._parts = [
            self._part(Role.TENANT_ADMIN, "admin", 0, "All of River Bend: three schools and who works there.")
        ]
        for school, level in enumerate(levels):
            sees = f"Everything of {level.school}."
            self._parts.append(
                self._part(Role.SCHOOL_ADMIN, f"principal-{level.letter.lower()}", school, sees)
            )
            sees = f"All of {level.school}, to read; keeps its groups." if school == 0 else ""
            self._parts.append(self._part(Role.COUNSELLOR, f"counsellor-{school + 1}", school, sees))

    @property
    def parts(self) -> tuple[Part, ...]:
        """Everyone so far."""
        return tuple(self._parts)

    def teachers(self, school: int, number: int) -> list[str]:
        """The email addresses of so many new teachers; the very first of the district can sign in."""
        first = 1 + sum(part.role is Role.TEACHER for part in self._parts)
        made = [
            self._part(
                Role.TEACHER,
                f"teacher-{each}",
                school,
                "One class, in all three subjects; the rest of the school is out of sight."
                if each == 1
                else "",
            )
            for each in range(first, first + number)
        ]
        self._parts += made
        return [part.mail for part in made]

    def _part(self, role: Role, name: str, school: int, sees: str) -> Part:
        [(given, family)] = islice(self._names, 1)
        return Part(role, f"{name}@{MAIL}", given, family, sees, school)


def _subjects(level: Level, school: int, staff: _Staff) -> Iterator[Subject]:
    """The courses of a school: each subject in each grade, with a section for each class."""
    classes = level.class_names
    whole = staff.teachers(school, len(classes)) if not level.teachers else []
    for letters, field in FIELDS.items():
        there = whole or staff.teachers(school, min(level.teachers, len(classes)))
        teacher = {name: there[each * len(there) // len(classes)] for each, (_, name) in enumerate(classes)}
        tasks = tuple(
            _tasks([each for each in CONFLUENCE.strands if each.code[:4] == f"{level.letter}.{letters}"])
        )
        for grade in level.grades:
            groups = tuple(
                Group(f"{field} {name}", teacher[name], of_class=name) for of, name in classes if of == grade
            )
            yield Subject(f"{letters}-{grade}", f"{field} {grade}", str(grade), tasks, groups, field, school)


def _tasks(strands: Sequence[Strand]) -> Iterator[Task]:
    """Seven tasks on each two strands: three on either, and one that counts double on both."""
    for first, second in zip(strands[::2], strands[1::2], strict=True):
        for each in (first, second):
            codes = [target.code for target in each.targets]
            for turn, form in enumerate(FORMS):
                yield Task(f"{each.title}: {form}", tuple((codes + codes)[turn : turn + 3]))
        ends = (first.targets[0], first.targets[-1], second.targets[-1])
        title = f"What we know of {first.title.lower()} and {second.title.lower()}"
        yield Task(title, tuple(target.code for target in ends), Decimal(2))
    yield Task("Looking back on the year so far", tuple(each.targets[-1].code for each in strands[:3]))


RIVER_BEND = district(LEVELS, group_size=30, so_far=14)
