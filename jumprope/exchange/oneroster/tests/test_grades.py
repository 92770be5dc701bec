"""The grades of students become the district's grade levels, and are handed out as CEDS has them."""

from pathlib import Path

import pytest

from jumprope.exchange.oneroster import reads
from jumprope.exchange.oneroster.rules import kept
from jumprope.exchange.oneroster.rules.deliveries import read
from jumprope.exchange.oneroster.rules.grades import OF_CEDS, Grades, in_ceds, named
from jumprope.exchange.oneroster.rules.problems import Findings
from jumprope.exchange.oneroster.tests.arrived import Before, said
from jumprope.exchange.oneroster.tests.deliveries import delivered, total
from jumprope.exchange.oneroster.tests.samples import USERS, district
from jumprope.exchange.oneroster.writes import export_roster, import_roster
from jumprope.kit.viewer import Viewer
from jumprope.school.courses.factories import a_grade_level
from jumprope.school.courses.models import GradeLevel
from jumprope.school.people.models import Student

GRADE_OF_ADA, GRADE_OF_BO = '"guardian-1",06', "S101,,,,,06"


def users(ada: str, bo: str) -> str:
    """The users of the district, two of whom are in other grades."""
    assert GRADE_OF_ADA in USERS
    assert GRADE_OF_BO in USERS
    return USERS.replace(GRADE_OF_ADA, f'"guardian-1",{ada}').replace(GRADE_OF_BO, f"S101,,,,,{bo}")


@pytest.mark.parametrize(
    ("code", "of_ceds"),
    [("6", "06"), ("06", "06"), ("13", "13"), ("14", "14"), ("K", "KG"), ("kg", "KG"), ("OTHER", "Other")],
)
def test_a_grade_is_written_as_ceds_has_it(code: str, of_ceds: str) -> None:
    assert in_ceds(code) == of_ceds


def test_levels_have_a_name_and_a_place_and_others_come_last() -> None:
    assert [named(code)[0] for code in ("PK", "KG", "01", "PS")] == [
        "Prekindergarten",
        "Kindergarten",
        "Grade 1",
        "Postsecondary",
    ]
    places = [named(code)[1] for code in [*OF_CEDS, "Forest group"]]
    assert places == list(range(1, len(OF_CEDS) + 2))


def test_a_grade_is_the_level_of_its_code_else_one_that_means_the_same() -> None:
    grades = Grades(frozenset({"6", "06", "7", "Kdg", "k"}))
    told = ["6", "06", "07", "KG", "KDG", "8", "08", "ECE", "ece"]
    assert [grades.level_of(grade) for grade in told] == [
        *("6", "06", "7", "k", "Kdg"),
        *("08", "08", "ECE", "ECE"),
    ]


def test_levels_arrive_once_and_only_those_of_students(tmp_path: Path) -> None:
    staff = USERS.replace(
        "teacher-1,,,true,tam,,Tam,Oakes,,T1,,,,,", "teacher-1,,,true,tam,,Tam,Oakes,,T1,,,,,09"
    )
    assert staff != USERS
    rows, problems = said(tmp_path / "a", district(users=staff))
    assert problems == set()
    assert rows[kept.GradeLevel] == {
        "06": kept.GradeLevel(sourced_id="06", code="06", name="Grade 6", position=11)
    }
    rows, _ = said(tmp_path / "b", district(), Before({"grade_level": {"6"}}))
    assert rows[kept.GradeLevel].keys() == {"6"}
    ada = rows[kept.Student]["student-1"]
    assert isinstance(ada, kept.Student)
    assert ada.grade_level_id == "6"


def test_a_code_that_is_too_long_is_refused_where_it_stands(tmp_path: Path) -> None:
    _, problems = said(tmp_path / "a", district(users=users("06", "x" * 21)))
    assert problems == {"users.csv:3 text_too_long"}


@pytest.mark.django_db
class TestInADistrict:
    """A delivery beside the grade levels of a tenant."""

    def test_students_come_to_the_levels_that_there_are(self, viewer: Viewer, tmp_path: Path) -> None:
        own = a_grade_level(code="6", name="Sixth form", position=1)
        answer = import_roster(
            viewer=viewer, delivery=delivered(tmp_path / "a", users=users("06", '"06,07"'))
        )
        assert answer.by_kind["grade_level"] == {"created": 0, "updated": 0, "unchanged": 1, "ended": 0}
        assert set(Student.objects.values_list("grade_level", flat=True)) == {own.pk}
        own.refresh_from_db()
        assert (own.code, own.name, own.position) == ("6", "Sixth form", 1)

    def test_a_level_is_made_in_its_place_and_one_of_no_standard_with_a_warning(
        self, viewer: Viewer, tmp_path: Path
    ) -> None:
        delivery = delivered(tmp_path / "a", users=users("K", "Forest"))
        warnings = Findings()
        with reads.watched(lambda _rows: None, warnings):
            import_roster(viewer=viewer, delivery=delivery)
        (warning,) = warnings.problems()
        assert (warning.file, warning.line, warning.field) == ("users.csv", 3, "grades")
        assert (warning.code, "'Forest'" in warning.message) == ("unknown_value", True)
        levels = GradeLevel.objects.order_by("position")
        assert [(level.code, level.name) for level in levels] == [
            ("KG", "Kindergarten"),
            ("Forest", "Forest"),
        ]
        again = import_roster(viewer=viewer, delivery=delivery)
        assert total(again.by_kind)[:2] == (0, 0)
        assert GradeLevel.objects.count() == 2

    def test_an_empty_cell_takes_the_grade_away(self, viewer: Viewer, tmp_path: Path) -> None:
        import_roster(viewer=viewer, delivery=delivered(tmp_path / "a"))
        answer = import_roster(viewer=viewer, delivery=delivered(tmp_path / "b", users=users("", "06")))
        assert answer.by_kind["student"]["updated"] == 1
        assert Student.objects.get(given_name="Ada").grade_level is None

    def test_levels_are_handed_out_as_ceds_has_them(self, viewer: Viewer, tmp_path: Path) -> None:
        a_grade_level(code="6")
        a_grade_level(code="Forest")
        import_roster(viewer=viewer, delivery=delivered(tmp_path / "a", users=users("06", "forest")))
        export_roster(viewer=viewer, path=str(tmp_path / "out"))
        handed_out = (tmp_path / "out" / "users.csv").read_text()
        assert "guardian-1,06," in handed_out
        assert ",Forest," in handed_out
        delivery = read(tmp_path / "out").delivery
        assert delivery is not None
        assert total(import_roster(viewer=viewer, delivery=delivery).by_kind)[:2] == (0, 0)
