"""Many take the same name at the same moment: one has it, and the others are told."""

import time
from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest

from jumprope.kit import rows
from jumprope.kit.errors import Refused
from jumprope.kit.uniqueness import TakenMeanwhile
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy.factories import a_school
from jumprope.school.courses import writes
from jumprope.school.courses.models import Course
from jumprope.school.courses.writes import CourseCodeTaken, CoursesMade, NewCourse
from tests.threads import Together

pytestmark = pytest.mark.usefixtures("tenant")


def test_of_two_courses_made_at_the_same_moment_one_has_the_code(
    together: Together, monkeypatch: pytest.MonkeyPatch, operator: Viewer
) -> None:
    school, insert = a_school(), rows.insert

    def slowly(new: Any) -> list[int]:
        time.sleep(0.3)
        return insert(new)

    monkeypatch.setattr(rows, "insert", slowly)

    def make() -> CoursesMade:
        courses = [NewCourse(school_id=school.pk, code=code, title=code) for code in ("MA6", "MA7")]
        return writes.make_courses(viewer=operator, courses=courses)

    answers = together(make, make)
    assert kinds(answers) == {CoursesMade: 1, Refused: 1}, answers
    assert Course.objects.count() == 2


def kinds(answers: Iterable[object]) -> Counter[type]:
    told = (CourseCodeTaken, TakenMeanwhile)
    return Counter(Refused if isinstance(answer, told) else type(answer) for answer in answers)
