"""What can be asked about schemes and course grades."""

from graphplan import Connection, Find
from jumprope.kit.graphql import Query


class SchemeQueries(Query):
    """Schemes and course grades."""

    mastery_schemes = Connection("MasteryScheme", "All mastery schemes.")
    scheme_node = Find("SchemeNode", "One part of a mastery scheme.")
    course_grade = Find("CourseGrade", "One course grade.")
    posted_grade = Find("PostedGrade", "One course grade as it was posted.")
