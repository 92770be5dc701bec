"""What can be asked about schemes and course grades."""

from graphplan import Connection, Find
from jumprope.kit.graphql import Query


class SchemeQueries(Query):
    """Schemes and course grades."""

    mastery_schemes = Connection("MasteryScheme", "All mastery schemes.")
    mastery_scheme = Find("MasteryScheme", "One mastery scheme.")
    scheme_revision = Find("SchemeRevision", "What a mastery scheme counts, or counted.")
    scheme_part = Find("SchemePart", "One part of a mastery scheme.")
    course_grade = Find("CourseGrade", "One course grade.")
    posted_grade = Find("PostedGrade", "One course grade as it was posted.")
