"""The framework of the large demo: what is learned in three subjects from grade 2 to grade 12.

Its strands are named here; each has the same four steps of its subject, from a first look
to one's own judgement. From grade 6 on a fifth ends each subject: 150 targets in all.
"""

from jumprope.interfaces.cli.demo.framework import Framework, Strand, strand

FIELDS = {"MA": "Mathematics", "LA": "Language Arts", "SC": "Science"}
"""The subjects, by the letters that codes name them by."""

STEPS = {
    "MA": (
        ("Show {} with objects, drawings and symbols.", "I can show {} in several ways."),
        ("Calculate with {} and check the result.", "I can work with {} and check what I did."),
        ("Explain a way of working with {} and compare it with another.", "I can explain how I use {}."),
        ("Solve a problem from everyday life with {}.", "I can solve real problems with {}."),
    ),
    "LA": (
        ("Recognise {} in a text and say what is done with it.", "I can find {} when I read."),
        ("Explain what {} adds to the meaning of a text.", "I can say what {} does for a reader."),
        ("Use {} in writing of one's own.", "I can use {} when I write."),
        ("Compare {} in two texts and judge the effect.", "I can say which text does better with {}."),
    ),
    "SC": (
        ("Observe {} and record what is seen.", "I can watch {} and write down what I see."),
        ("Ask a question about {} and plan a fair test.", "I can ask about {} and try it out fairly."),
        ("Explain {} with a model and name its limits.", "I can explain {} with a model."),
        ("Argue about {} from evidence.", "I can use evidence to argue about {}."),
    ),
}
"""What is to be done with a strand's matter, for teachers and for children."""

ENDS = {
    "MA-DAT": (
        "Plan an inquiry of one's own with {} and present what was found.",
        "I can find something out with {} and tell others.",
    ),
    "LA-ARG": (
        "Debate a question of the day with {} and answer the other side.",
        "I can debate with {} and answer fairly.",
    ),
    "SC-ENE": (
        "Design something useful with {} and improve it by testing.",
        "I can build something with {} and make it better.",
    ),
}
"""What the last strand of a subject ends with."""

STRANDS = """
E.MA-QUA Quantity: whole numbers
E.MA-REL Relations: patterns and fractions
E.MA-SPA Space: shapes and their measures
E.MA-DAT Data: tallies and simple charts
E.LA-STO Stories: characters and what they want
E.LA-FAC Facts: headings, captions and diagrams
E.LA-LAN Language: describing words
E.LA-ARG Opinions: reasons for an opinion
E.SC-MAT Matter: solids, liquids and gases
E.SC-LIF Life: plants, animals and their needs
E.SC-EAR Earth: weather and seasons
E.SC-ENE Energy: light, sound and warmth
M.MA-QUA Quantity: ratios and signed numbers
M.MA-REL Relations: expressions and equations
M.MA-SPA Space: angles, areas and volumes
M.MA-DAT Data: samples and averages
M.LA-STO Stories: a narrator's point of view
M.LA-FAC Facts: sources and quotations
M.LA-LAN Language: figures of speech
M.LA-ARG Opinions: claims and counterclaims
M.SC-MAT Matter: particles and mixtures
M.SC-LIF Life: cells and ecosystems
M.SC-EAR Earth: rocks, rivers and climate
M.SC-ENE Energy: forces and motion
H.MA-QUA Quantity: powers and logarithms
H.MA-REL Relations: functions and their graphs
H.MA-SPA Space: similarity, circles and coordinates
H.MA-DAT Data: distributions and probability
H.LA-STO Stories: structure, time and irony
H.LA-FAC Facts: evidence across several sources
H.LA-LAN Language: tone, register and rhythm
H.LA-ARG Opinions: premises and rhetorical appeals
H.SC-MAT Matter: bonds and reactions
H.SC-LIF Life: inheritance and evolution
H.SC-EAR Earth: plate movements and the carbon cycle
H.SC-ENE Energy: fields, waves and conservation
"""
"""A code, which names the kind of school and the subject, a title, and the matter; in the year's order."""


def _told(line: str) -> Strand:
    code, _, words = line.partition(" ")
    title, _, matter = words.partition(": ")
    level, _, name = code.partition(".")
    steps: tuple[tuple[str, str], ...] = STEPS[name[:2]]
    if level != "E" and name in ENDS:
        steps = (*steps, ENDS[name])
    return strand(code, title, *((step.format(matter), own.format(matter)) for step, own in steps))


CONFLUENCE = Framework(
    address="https://standards.example/confluence",
    title="Confluence Learning Standards",
    creator="River Bend Public Schools",
    strands=tuple(_told(line) for line in STRANDS.strip().splitlines()),
    corrected=("M.MA-DAT.2", "Calculate with samples and averages, and check the result by an estimate."),
)
