"""What can be asked about assessments."""

from graphplan import Find, ListOf
from jumprope.kit.graphql import Query


class AssessmentQueries(Query):
    """Assessments and scores."""

    assessment = Find("Assessment", "One assessment.")
    common_assessment = Find("CommonAssessment", "One common assessment.")
    assessment_category = Find("AssessmentCategory", "One category of a gradebook.")
    score = Find("Score", "One score.")
    score_comment = Find("ScoreComment", "One comment on a score.")
    assessment_types = ListOf("AssessmentType", "All assessment types, retired ones too.", at_most=500)
    marks = ListOf("Mark", "All marks, retired ones too.", at_most=500)
