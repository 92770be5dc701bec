"""Who should see what of the gradebooks, in plain Python, without a word of the product's rules."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from django.db.models import Model

from jumprope.kit.permissions import Role
from jumprope.learning.assessments.models import Assessment, Score
from jumprope.mastery.determinations.models import Determination
from jumprope.mastery.determinations.tests.visibility.gradebooks import Gradebooks
from jumprope.school.courses.models import Section
from jumprope.school.people.models import Student
from jumprope.school.rosters.tests.visibility.oracle import Oracle
from tests.visibility import Seen

Row = TypeVar("Row", bound=Model)

KNOW_RECORDS = {Role.TENANT_ADMIN, Role.SCHOOL_ADMIN, Role.COUNSELLOR}
KNOW_ASSESSMENTS = KNOW_RECORDS | {Role.SUPPORT}


class GradebookOracle(Oracle):
    """What one of the village should see of the gradebooks today."""

    def __init__(self, books: Gradebooks, name: str, today: date) -> None:
        super().__init__(books.village, name, today)
        self.books = books

    def seen(self) -> Seen:
        """The keys of everything that should be seen, by the name of its type."""
        books = self.books
        return {
            "Scale": _keys(books.scales, lambda _: True),
            "Level": _keys(books.levels, lambda _: True),
            "Policy": _keys(books.policies, lambda each: each.section is None or self.section(each.section)),
            "Assessment": _keys(books.assessments.values(), self.assessment),
            "AlignedStandard": _keys(books.alignments, lambda each: self.assessment(each.assessment)),
            "Score": _keys(books.scores, self.score),
            "ScoreChange": _keys(books.score_changes, lambda each: self.score(each.score)),
            "Determination": _keys(books.determinations, self.determination),
            "DeterminationChange": _keys(
                books.determination_changes, lambda each: self.determination(each.determination)
            ),
        }

    def assessment(self, assessment: Assessment) -> bool:
        """Who runs the school, besides systems that only keep its rosters; who teaches; families."""
        section = assessment.section
        families = [one.student for one in self._held_enrolments() if one.section_id == section.pk]
        return (
            self._runs(section.course.school_id, KNOW_ASSESSMENTS)
            or self._teaches(section)
            or any(map(self._is_or_guards, families))
        )

    def score(self, score: Score) -> bool:
        """Who may know a student's records, of the assessments that they see."""
        return self.assessment(score.assessment) and self._record(score.assessment.section, score.student)

    def determination(self, determination: Determination) -> bool:
        """Who may know a student's records, of the sections that they see."""
        return self.section(determination.section) and self._record(
            determination.section, determination.student
        )

    def _record(self, section: Section, student: Student) -> bool:
        concerned = (
            self._runs(section.course.school_id, KNOW_RECORDS)
            or self._teaches(section)
            or self._is_or_guards(student)
        )
        return concerned and self.student(student)


def _keys(rows: Iterable[Row], seen: Callable[[Row], bool]) -> set[int]:
    return {row.pk for row in rows if seen(row)}
