"""What can be asked about assessments."""

from graphplan import Find, ListOf
from jumprope.kit.graphql import Query


class AssessmentQueries(Query):
    """Assessments and scores."""

    assessment = Find("Assessment", "One assessment.")
    common_assessment = Find("CommonAssessment", "One common assessment.")
    score = Find("Score", "One score.")
    assessment_types = ListOf("AssessmentType", "All assessment types, retired ones too.", at_most=500)
    marks = ListOf("Mark", "All marks, retired ones too.", at_most=500)
