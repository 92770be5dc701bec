"""What a district of the demo is: schools, courses with what is assessed when, and people with accounts."""

from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from jumprope.interfaces.cli.demo.framework import Framework, heading
from jumprope.kit.permissions import Role


@dataclass(frozen=True, slots=True)
class Part:
    """Someone with an account: what is to be seen with it, and at which of the district's schools.

    Whoever sees nothing that is worth showing has an account without a password, as making one takes long.
    """

    role: Role
    mail: str
    given_name: str
    family_name: str
    sees: str = ""
    school: int = 0

    @property
    def full_name(self) -> tuple[str, str]:
        """Given name and family name."""
        return self.given_name, self.family_name

    @property
    def name(self) -> str:
        """As people say it."""
        return " ".join(self.full_name)

    @property
    def title(self) -> str:
        """The role, as people say it."""
        return self.role.replace("_admin", " administrator").replace("_", "-")


@dataclass(frozen=True, slots=True)
class Task:
    """An assessment: its title, the learning targets that it is aligned to, and its weight."""

    title: str
    codes: tuple[str, ...]
    weight: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Group:
    """A section, and who teaches it, by email address. Sections with one class have the same students."""

    name: str
    teacher: str
    co_teacher: str | None = None
    of_class: str | None = None

    @property
    def teachers(self) -> list[tuple[str, Role]]:
        """Everyone who teaches it, and in which role."""
        return [
            (self.teacher, Role.TEACHER),
            *([(self.co_teacher, Role.CO_TEACHER)] if self.co_teacher else []),
        ]


@dataclass(frozen=True, slots=True)
class Subject:
    """A course of a field, its tasks in the order of the year, and its sections."""

    code: str
    title: str
    grade_level: str
    tasks: tuple[Task, ...]
    groups: tuple[Group, ...]
    field: str = "Mathematics"
    school: int = 0

    @property
    def headings(self) -> list[str]:
        """The codes of the strands that its tasks are about, in the order of the year."""
        return list(dict.fromkeys(heading(code) for task in self.tasks for code in task.codes))


@dataclass(frozen=True, slots=True)
class District:
    """A tenant of the demo.

    so_far         how many of each course's tasks have been scored by today
    weeks_at_once  of how many weeks teachers record the scores together
    best_of        the target of which, in the whole district, the two best scores count
    trend          the target that the first school determines by a power law
    overridden     the target of which a teacher knows more than the scores say
    """

    slug: str
    name: str
    schools: tuple[str, ...]
    framework: Framework
    subjects: tuple[Subject, ...]
    group_size: int
    so_far: int
    staff: tuple[Part, ...]
    student: Part
    guardians: tuple[Part, ...]
    best_of: str
    trend: str
    overridden: str
    weeks_at_once: int = 1

    @property
    def parts(self) -> tuple[Part, ...]:
        """Everyone with an account."""
        return (*self.staff, self.student, *self.guardians)

    @property
    def shown(self) -> tuple[Part, ...]:
        """Everyone whom those who try the demo may sign in as."""
        return tuple(part for part in self.parts if part.sees)

    @property
    def admin(self) -> Part:
        """The administrator of the tenant."""
        return next(part for part in self.staff if part.role is Role.TENANT_ADMIN)

    @property
    def sheets(self) -> int:
        """How often a sheet of scores is recorded."""
        return sum(len(subject.groups) for subject in self.subjects) * ceil(self.so_far / self.weeks_at_once)
