"""The framework of the small demo: 40 learning targets in mathematics in words of its own, each for children
too.
"""

from jumprope.interfaces.cli.demo.framework import Framework, strand

GRADE_6 = (
    strand(
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
    strand(
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
    strand(
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
    strand(
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
    strand(
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
    strand(
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
    strand(
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
    strand(
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
    strand(
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
    strand(
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

JUNIPER = Framework(
    address="https://standards.example/juniper-mathematics",
    title="Juniper Mathematics",
    creator="The teachers of Juniper Street School",
    strands=(*GRADE_6, *GRADE_7),
    corrected=(
        "6.R.2",
        "Make equivalent ratios with tables, double number lines and drawings.",
    ),
)
