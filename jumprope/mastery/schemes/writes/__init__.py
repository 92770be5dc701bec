"""Making, changing and retiring schemes; and determining, overriding and posting course grades."""

from jumprope.mastery.schemes.reads import NewPart
from jumprope.mastery.schemes.writes.grading import (
    CourseGradesDetermined,
    SchemeRetired,
    determine_course_grades,
)
from jumprope.mastery.schemes.writes.making import (
    SchemeChanged,
    SchemeMade,
    SchemeNoLonger,
    change_scheme,
    make_scheme,
    retire_scheme,
)
from jumprope.mastery.schemes.writes.overriding import (
    CourseGradeOverridden,
    CourseGradeOverridesExpired,
    clear_course_grade_override,
    expire_course_grade_overrides,
    override_course_grade,
)
from jumprope.mastery.schemes.writes.posting import CourseGradesPosted, post_course_grades

__all__ = [
    "CourseGradeOverridden",
    "CourseGradeOverridesExpired",
    "CourseGradesDetermined",
    "CourseGradesPosted",
    "NewPart",
    "SchemeChanged",
    "SchemeMade",
    "SchemeNoLonger",
    "SchemeRetired",
    "change_scheme",
    "clear_course_grade_override",
    "determine_course_grades",
    "expire_course_grade_overrides",
    "make_scheme",
    "override_course_grade",
    "post_course_grades",
    "retire_scheme",
]
