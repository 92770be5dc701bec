"""The framework of the demo: 40 learning targets in mathematics in words of its own, each for children too.

Its GUIDs are made from its codes, so that telling the story again publishes the same framework.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from jumprope.exchange.case.rules.packages import Association, AssociationKind, Document, Item, Node, Package

ADDRESS = "https://standards.example/juniper-mathematics"

TITLE = "Juniper Mathematics"


@dataclass(frozen=True, slots=True)
class Target:
    """A learning target: what a student is to be able to do, for teachers and for children."""

    code: str
    statement: str
    for_children: str


@dataclass(frozen=True, slots=True)
class Strand:
    """A heading over four learning targets."""

    code: str
    title: str
    targets: tuple[Target, ...]


def _strand(code: str, title: str, *said: tuple[str, str]) -> Strand:
    targets = (Target(f"{code}.{number}", *words) for number, words in enumerate(said, start=1))
    return Strand(code, title, tuple(targets))


GRADE_6 = (
    _strand(
        "6.R",
        "Ratios and rates",
        (
            "Describe how two quantities compare by a ratio, in words and in symbols.",
            "I can compare two amounts with a ratio.",
        ),
        (
            "Make equivalent ratios with tables, double lines and drawings.",
            "I can find ratios that mean the same.",
        ),
        (
            "Find a unit rate and use it to decide which offer is better.",
            "I can find out how much one costs, or takes.",
        ),
        ("Take a percentage of an amount, and find the whole from a part.", "I can work with percents."),
    ),
    _strand(
        "6.N",
        "Numbers and operations",
        (
            "Divide a fraction by a fraction and explain the result with a drawing.",
            "I can divide fractions and show why it works.",
        ),
        ("Add, subtract, multiply and divide decimals fluently.", "I can calculate with decimals."),
        (
            "Place positive and negative numbers on a line and read their order.",
            "I can put numbers below zero in order.",
        ),
        (
            "Use common factors and multiples to simplify and to plan.",
            "I can find numbers that divide evenly.",
        ),
    ),
    _strand(
        "6.E",
        "Expressions and equations",
        (
            "Write an expression with a variable for a situation in words.",
            "I can use a letter for a number I do not know yet.",
        ),
        (
            "Rewrite expressions by the rules of arithmetic and say which rule was used.",
            "I can write the same thing in another way.",
        ),
        (
            "Solve an equation with one step and check the solution.",
            "I can find the number that makes it true.",
        ),
        (
            "Write an inequality for a limit and show its solutions on a line.",
            "I can show everything that is allowed.",
        ),
    ),
    _strand(
        "6.G",
        "Shapes and space",
        (
            "Find areas of triangles and polygons by cutting and rearranging.",
            "I can find the area of any flat shape with straight sides.",
        ),
        ("Find the volume of a box whose edges are fractions.", "I can find how much fits into a box."),
        (
            "Draw a polygon from its coordinates and find its side lengths.",
            "I can draw shapes on a grid from number pairs.",
        ),
        (
            "Unfold a solid into a net and find its surface.",
            "I can unfold a box and find how much paper covers it.",
        ),
    ),
    _strand(
        "6.D",
        "Data",
        (
            "Ask a question whose answers vary, and plan how to collect them.",
            "I can ask a question that needs data.",
        ),
        (
            "Show data in dot plots, histograms and box plots.",
            "I can draw data so that others understand it.",
        ),
        (
            "Describe the middle of data by mean and median, and choose between them.",
            "I can say what is typical.",
        ),
        (
            "Describe how far data spread, and what an outlier does.",
            "I can say how different the numbers are.",
        ),
    ),
)

GRADE_7 = (
    _strand(
        "7.R",
        "Proportional thinking",
        (
            "Decide whether two quantities are proportional, from a table or a graph.",
            "I can tell when two amounts grow together.",
        ),
        (
            "Write the equation of a proportional relation and say what its constant means.",
            "I can write the rule for how they grow together.",
        ),
        (
            "Solve problems with percentages in several steps: discounts, tax, interest.",
            "I can work out prices, tips and savings.",
        ),
        (
            "Use a scale to move between a drawing and the real thing.",
            "I can read a map and build from a plan.",
        ),
    ),
    _strand(
        "7.N",
        "Rational numbers",
        (
            "Add and subtract positive and negative numbers, and explain it on a line.",
            "I can add and take away numbers below zero.",
        ),
        (
            "Multiply and divide positive and negative numbers, and justify the sign.",
            "I can multiply and divide numbers below zero.",
        ),
        (
            "Turn fractions into decimals and say which decimals repeat.",
            "I can change fractions into decimals.",
        ),
        ("Judge by an estimate whether a result can be right.", "I can check whether my answer makes sense."),
    ),
    _strand(
        "7.E",
        "Expressions and equations",
        ("Expand, factor and combine expressions with rational numbers.", "I can tidy up expressions."),
        (
            "Solve an equation with two steps and say what the solution means.",
            "I can undo two steps to find a number.",
        ),
        (
            "Solve an inequality and decide which solutions make sense.",
            "I can find all the answers that work.",
        ),
        (
            "Rewrite an expression so that it shows something new about the situation.",
            "I can write it so that you see more.",
        ),
    ),
    _strand(
        "7.G",
        "Shapes and space",
        (
            "Find the circumference and the area of a circle, and how they are related.",
            "I can measure around and inside a circle.",
        ),
        ("Find unknown angles from those beside and across.", "I can find an angle without measuring it."),
        (
            "Decide whether given sides or angles make one triangle, several or none.",
            "I can tell which triangles can exist.",
        ),
        (
            "Find surface and volume of solids made of prisms.",
            "I can find how much covers a shape and how much fits in.",
        ),
    ),
    _strand(
        "7.D",
        "Chance and data",
        (
            "Draw a sample that can stand for everyone, and say what it cannot tell.",
            "I can ask a few and learn about many.",
        ),
        ("Compare two groups by their middles and their spread.", "I can compare two groups fairly."),
        ("Find the probability of an event and test it by trying.", "I can say how likely something is."),
        (
            "Find the probability of two events with lists, tables and trees.",
            "I can count all the ways it can happen.",
        ),
    ),
)

STRANDS = (*GRADE_6, *GRADE_7)
TARGETS = {target.code: target for strand in STRANDS for target in strand.targets}


def guid(code: str) -> str:
    """The GUID of a strand or a learning target."""
    return str(uuid5(NAMESPACE_URL, f"{ADDRESS}/{code}"))


def package(published_at: datetime) -> Package:
    """The framework as a CASE package: strands below the document, learning targets below their strands."""
    document = Document(
        identifier=guid("framework"),
        uri=ADDRESS,
        title=TITLE,
        creator="The teachers of Juniper Street School",
        last_changed=published_at,
        language="en",
        adoption_status="Adopted",
    )
    items, associations = [], []
    for item, parent, place in _tree(published_at):
        items.append(item)
        associations.append(_child_of(item, parent, place, published_at))
    return Package(document, tuple(items), tuple(associations))


def _tree(published_at: datetime) -> Iterator[tuple[Item, str, int]]:
    """Every item with its parent's code and its place among its siblings."""
    for place, strand in enumerate(STRANDS, start=1):
        yield _item(strand.code, strand.title, "Strand", published_at), "framework", place
        for number, target in enumerate(strand.targets, start=1):
            yield _item(target.code, target.statement, "Learning target", published_at), strand.code, number


def _item(code: str, statement: str, kind: str, published_at: datetime) -> Item:
    return Item(
        identifier=guid(code),
        uri=f"{ADDRESS}/{code}",
        full_statement=statement,
        last_changed=published_at,
        human_coding_scheme=code,
        item_type=kind,
        education_level=(code.partition(".")[0],),
        language="en",
    )


def _child_of(item: Item, parent: str, place: int, published_at: datetime) -> Association:
    name = f"{item.human_coding_scheme}/parent"
    return Association(
        identifier=guid(name),
        uri=f"{ADDRESS}/{name}",
        kind=AssociationKind.IS_CHILD_OF,
        origin=Node(item.identifier, item.uri, item.human_coding_scheme),
        destination=Node(guid(parent), ADDRESS if parent == "framework" else f"{ADDRESS}/{parent}"),
        last_changed=published_at,
        sequence_number=place,
    )
