"""The districts of the demo as data. The two small ones are told here."""

from decimal import Decimal

from jumprope.interfaces.cli.demo.district import District, Group, Part, Subject, Task
from jumprope.interfaces.cli.demo.large import RIVER_BEND
from jumprope.interfaces.cli.demo.standards import JUNIPER
from jumprope.kit.permissions import Role

PASSWORD = "one-rope-many-jumps"  # noqa: S105 - of invented people, printed wherever the demo shows itself
"""Everybody's."""


def _tasks(grade: str, *told: str) -> tuple[Task, ...]:
    """Tasks from lines such as `Recipes for a crowd: R.1 R.2`; with + before it one counts double, with ~
    not.
    """
    tasks = []
    for line in told:
        title, _, codes = line.lstrip("+~").partition(": ")
        weight = {"+": Decimal(2), "~": Decimal(0)}.get(line[0], Decimal(1))
        tasks.append(Task(title, tuple(f"{grade}.{code}" for code in codes.split()), weight))
    return tuple(tasks)


GRADE_6 = _tasks(
    "6",
    "Two colours of paint: R.1 R.2",
    "Recipes for a crowd: R.1 R.2 R.3",
    "Which offer is better?: R.2 R.3",
    "~Percent puzzles: R.3 R.4",
    "+What we know of ratios: R.1 R.3 R.4",
    "Sharing half a cake: N.1 N.2",
    "Shopping without a calculator: N.1 N.2 N.4",
    "Below zero: N.2 N.3",
    "Buses that meet: N.3 N.4",
    "+What we know of numbers: N.1 N.3 N.4",
    "Words into symbols: E.1 E.2",
    "Number riddles: E.1 E.2 E.3",
    "Balances: E.2 E.3",
    "+What we know of equations: E.1 E.2 E.3",
    "Speed limits: E.3 E.4",
)
GRADE_7 = _tasks(
    "7",
    "Growing together: R.1 R.2",
    "Printing posters: R.1 R.2 R.4",
    "Sales and savings: R.2 R.3",
    "~A map of our school: R.1 R.4",
    "+What we know of proportions: R.1 R.3 R.4",
    "Lifts and diving boats: N.1 N.2",
    "Debts and gains: N.1 N.2 N.4",
    "Decimals that never end: N.2 N.3",
    "Can that be right?: N.3 N.4",
    "+What we know of rational numbers: N.1 N.2 N.3",
    "Tidying up: E.1 E.2",
    "Two steps back: E.1 E.2 E.4",
    "At least, at most: E.2 E.3",
    "+What we know of equations: E.1 E.2 E.3",
    "Say it another way: E.3 E.4",
)

MAPLE = District(
    slug="maple-valley",
    name="Maple Valley Schools",
    schools=("Juniper Street School", "Birch Lane School"),
    framework=JUNIPER,
    subjects=(
        Subject(
            "MA-6",
            "Mathematics 6",
            "6",
            GRADE_6,
            (
                Group("Period 1", "teacher@maple.example", "co-teacher@maple.example"),
                Group("Period 2", "teacher@maple.example"),
                Group("Period 4", "wanda@maple.example"),
            ),
        ),
        Subject(
            "MA-7",
            "Mathematics 7",
            "7",
            GRADE_7,
            (
                Group("Period 3", "wanda@maple.example"),
                Group("Period 5", "henrik@maple.example"),
                Group("Period 6", "henrik@maple.example"),
            ),
        ),
    ),
    group_size=25,
    so_far=14,
    best_of="6.N.2",
    trend="7.R.1",
    overridden="6.R.3",
    staff=(
        Part(
            Role.TEACHER,
            "teacher@maple.example",
            "Iris",
            "Calloway",
            "Mathematics 6, periods 1 and 2: all students there; may change scores and mastery.",
        ),
        Part(
            Role.CO_TEACHER,
            "co-teacher@maple.example",
            "Tobias",
            "Renner",
            "Mathematics 6, period 1: may record scores, but not say another level than was calculated.",
        ),
        Part(
            Role.TEACHER,
            "wanda@maple.example",
            "Wanda",
            "Oyelaran",
            "Another teacher's sections: periods 3 and 4.",
        ),
        Part(
            Role.TEACHER, "henrik@maple.example", "Henrik", "Dahl", "The other two sections of Mathematics 7."
        ),
        Part(
            Role.SCHOOL_ADMIN,
            "principal@maple.example",
            "Amara",
            "Lindgren",
            "Everything of Juniper Street School.",
        ),
        Part(Role.COUNSELLOR, "counsellor@maple.example", "Joaquin", "Reyes", "All of the school, to read."),
        Part(
            Role.TENANT_ADMIN,
            "admin@maple.example",
            "Noor",
            "Haddad",
            "All of Maple Valley: accounts, roles, policies, and what was done by whom.",
        ),
    ),
    student=Part(
        Role.STUDENT,
        "student@maple.example",
        "Juno",
        "Ravenel",
        "Only her own scores and mastery, in Mathematics 6, period 1.",
    ),
    guardians=(
        Part(
            Role.GUARDIAN,
            "guardian@maple.example",
            "Celeste",
            "Ravenel",
            "Juno's mother: what Juno sees, and nobody else's.",
        ),
        Part(
            Role.GUARDIAN,
            "other-guardian@maple.example",
            "Marcus",
            "Ravenel",
            "Juno's father, in another household: a court's order keeps her records from him.",
        ),
    ),
)

CEDAR = District(
    slug="cedar-hill",
    name="Cedar Hill Academies",
    schools=("Cedar Hill Middle School",),
    framework=JUNIPER,
    subjects=(
        Subject("MA-6", "Mathematics 6", "6", GRADE_6, (Group("Period 1", "teacher@cedar.example"),)),
        Subject("MA-7", "Mathematics 7", "7", GRADE_7, (Group("Period 2", "teacher@cedar.example"),)),
    ),
    group_size=15,
    so_far=6,
    best_of="6.N.2",
    trend="7.R.1",
    overridden="6.R.3",
    staff=(
        Part(
            Role.TEACHER,
            "teacher@cedar.example",
            "Ottilie",
            "Brandt",
            "The same kinds of things in another district, and not one of Maple Valley's.",
        ),
        Part(
            Role.TENANT_ADMIN,
            "admin@cedar.example",
            "Rohan",
            "Mistry",
            "All of Cedar Hill, and nothing else.",
        ),
    ),
    student=Part(Role.STUDENT, "student@cedar.example", "Linus", "Okoro", "Only his own, at Cedar Hill."),
    guardians=(
        Part(Role.GUARDIAN, "guardian@cedar.example", "Ngozi", "Okoro", "Linus's mother."),
        Part(
            Role.GUARDIAN,
            "other-guardian@cedar.example",
            "Ben",
            "Okoro",
            "His father, who may not see his records.",
        ),
    ),
)

SIZES = {"small": (MAPLE, CEDAR), "district": (RIVER_BEND,)}
"""The demos that there are: one to look at, and one that is as large as a district."""

DISTRICTS = tuple(district for districts in SIZES.values() for district in districts)
