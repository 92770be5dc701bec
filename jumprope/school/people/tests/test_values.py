"""What a row's columns can hold, said as the models say it."""

from typing import Any

import pytest

from jumprope.kit import clock, values
from jumprope.kit.errors import Problem
from jumprope.kit.prose import ProseField
from jumprope.platform.accounts.models import Account
from jumprope.platform.permissions.models import RoleAssignment
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.people.models import GuardianRelationship, Student


def problems_of(row: Student | Account, at: str = "") -> list[Problem]:
    return [problem for refusal in values.clean(row, at=at) for problem in refusal.problems]


def codes_of(row: Student | Account) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.field) for problem in problems_of(row)]


def a_new_student(**changes: object) -> Student:
    return Student(**{"given_name": "Sam", "family_name": "Seedling"} | changes)


def test_a_row_that_fits_has_no_problems() -> None:
    assert codes_of(a_new_student()) == []


def test_texts_are_trimmed_and_spelled_one_way() -> None:
    student = a_new_student(given_name="  Zoe\u0301 ", middle_name=" Ann ")
    assert problems_of(student) == []
    assert (student.given_name, student.middle_name) == ("Zo\u00e9", "Ann")


@pytest.mark.parametrize("name", ["", "   ", None])
def test_what_has_to_be_there_is_asked_for(name: str | None) -> None:
    assert codes_of(a_new_student(given_name=name)) == [("value_missing", "given_name")]


def test_what_does_not_fit_is_told_with_its_length() -> None:
    (problem,) = problems_of(a_new_student(given_name="x" * 101), at="students.3")
    assert (problem.code, problem.field) == ("value_too_long", "students.3.given_name")
    assert "100" in problem.message
    assert "101" in problem.message


def test_exactly_what_fits_is_taken() -> None:
    assert codes_of(a_new_student(given_name=f" {'x' * 100} ")) == []


@pytest.mark.parametrize("character", ["\n", "\t", "\r\n", "\x00", "\x7f", "\ud800"])
def test_what_cannot_be_shown_is_refused(character: str) -> None:
    (problem,) = problems_of(a_new_student(given_name=f"Sa{character}m"))
    assert (problem.code, problem.field) == ("value_unprintable", "given_name")
    assert "position 3" in problem.message


def test_prose_has_lines_and_tabs() -> None:
    role = RoleAssignment(role="support", starts_at=clock.now(), reason=" First:\tfall\r\nThen\rspring\n")
    assert values.clean(role) == []
    assert role.reason == "First:\tfall\nThen\nspring"
    assert values.clean_prose("\r\nOne\r\nTwo\t", field="reason", at_most=7) == "One\nTwo"


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1b", "\x7f", "\ud800"])
def test_what_cannot_be_shown_is_refused_in_prose_too(character: str) -> None:
    text = f"a\r\n{character}b"
    (refusal,) = values.clean(RoleAssignment(role="support", starts_at=clock.now(), reason=text))
    with pytest.raises(values.ValueUnprintable) as directly:
        values.clean_prose(text, field="reason", at_most=9)
    assert refusal.problems == directly.value.problems
    (problem,) = refusal.problems
    assert (problem.code, problem.field) == ("value_unprintable", "reason")
    assert "position 3" in problem.message


def test_to_the_database_prose_is_a_plain_text() -> None:
    _name, path, _args, kwargs = ProseField(max_length=9).deconstruct()
    assert (path, kwargs) == ("django.db.models.CharField", {"max_length": 9})


@pytest.mark.parametrize(
    "name", ["Zoë-Ann", "محمد", "李小龍", "O\N{RIGHT SINGLE QUOTATION MARK}Neil", "नि\u200dशा"]
)
def test_names_of_all_scripts_are_taken(name: str) -> None:
    assert codes_of(a_new_student(given_name=name)) == []


def test_what_is_no_mail_address_is_refused_in_plain_words() -> None:
    (problem,) = problems_of(Account(display_name="Gale", password="x", email="gale at home"))
    assert (problem.code, problem.field) == ("value_invalid", "email")
    assert problem.message == "Enter a valid email address."


def test_what_is_no_choice_is_refused() -> None:
    (refusal,) = values.clean(Tenant(slug="maple", name="Maple", kind="shop"))
    assert [(problem.code, problem.field) for problem in refusal.problems] == [("value_invalid", "kind")]


def test_none_means_the_default_where_there_is_one() -> None:
    nothing_said: dict[str, Any] = {"kind": None, "has_custody": None, "may_see_records": None}
    relationship = GuardianRelationship(**nothing_said)
    assert values.clean(relationship) == []
    assert (relationship.kind, relationship.has_custody, relationship.may_see_records) == ("", True, True)


def test_what_may_be_absent_stays_absent() -> None:
    student = a_new_student(left_on=None)
    assert values.clean(student) == []
    assert student.left_on is None


def test_up_to_a_thousand_go_at_once() -> None:
    values.check_size([object()] * 1000, field="students")
    with pytest.raises(values.TooManyGiven, match=r"1001.*1000") as refusal:
        values.check_size([object()] * 1001, field="students")
    assert refusal.value.problems[0].field == "students"


def test_nothing_at_all_is_a_mistake() -> None:
    with pytest.raises(values.NothingGiven) as refusal:
        values.check_size([], field="students")
    assert refusal.value.problems[0].field == "students"
