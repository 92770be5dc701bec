"""What can be asked about assessments."""

from graphplan import Find
from jumprope.kit.graphql import Query


class AssessmentQueries(Query):
    """Assessments and scores."""

    assessment = Find("Assessment", "One assessment.")
    score = Find("Score", "One score.")
