"""All variants answer the same, to everyone."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from django.http import HttpRequest, HttpResponse

from bench.district import District
from bench.variants import DifferentAnswer, Kind, Variant, Workload, check_alike, plain
from bench.workloads import gradebook, light, scoring
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.learning.assessments.models import Score
from jumprope.school.people.models import GuardianRelationship
from jumprope.school.rosters.models import Enrolment, SectionTeacher

Change = Callable[[District], object]


def workloads_of(district: District) -> Iterator[Workload]:
    """Everything that is measured."""
    yield from gradebook.gradebooks(district)
    yield from gradebook.pages(district)
    yield light.workload(district)
    yield scoring.workload(district)


def test_every_variant_of_every_workload_answers_the_same(district: District) -> None:
    for workload in workloads_of(district):
        answers = check_alike(workload)
        assert all(answers[each.name] for each in workload.variants if each.kind is not Kind.SQL_ALONE)


def section_of(workload: Workload) -> dict[str, list[object]] | None:
    """What the product answers."""
    section: dict[str, list[object]] | None
    section = json.loads(check_alike(workload)["JumpRope"])["data"]["section"]
    return section


def test_a_class_is_seen_whole_by_its_teacher_and_each_alone_by_the_family(district: District) -> None:
    seen = {
        workload.name: section
        for workload in (*gradebook.gradebooks(district), *gradebook.pages(district))
        if (section := section_of(workload)) is not None
    }
    students = {name: len(section["enrolments"]) for name, section in seen.items()}
    assert students == {
        f"{thing}, {role}": count
        for thing in ("gradebook", "gradebook page")
        for role, count in ((Role.TEACHER, 3), (Role.GUARDIAN, 1), (Role.STUDENT, 1))
    }


def no_longer_taught(district: District) -> None:
    SectionTeacher.objects.update(ends_on=district.viewers[Role.TEACHER].today)


def kept_out(_district: District) -> None:
    GuardianRelationship.objects.update(may_see_records=False)


def taken_back(_district: District) -> None:
    for enrolment in Enrolment.objects.all():
        Enrolment.objects.filter(pk=enrolment.pk).update(ends_on=enrolment.starts_on)


@pytest.mark.parametrize(
    ("change", "role"),
    [(no_longer_taught, Role.TEACHER), (kept_out, Role.GUARDIAN), (taken_back, Role.STUDENT)],
)
def test_rules_by_hand_hide_what_those_of_the_product_hide(
    district: District, change: Change, role: Role
) -> None:
    with tenant_scope(district.tenant.pk):
        change(district)
    by_role = [
        workload
        for workload in (*gradebook.gradebooks(district), *gradebook.pages(district))
        if workload.name.endswith(f", {role}")
    ]
    for workload in by_role:
        own = tuple(
            each for each in workload.variants if each.kind is not Kind.LIBRARY and "Django" not in each.name
        )
        assert section_of(replace(workload, variants=own)) is None


def test_nobody_sees_another_tenants_section(district: District, other_district: District) -> None:
    foreign = replace(district, section_id=other_district.section_id)
    for workload in (*gradebook.gradebooks(foreign), *gradebook.pages(foreign)):
        assert section_of(workload) is None


def test_a_class_is_scored_once_and_then_again(district: District) -> None:
    workload = scoring.workload(district)
    check_alike(workload)
    with tenant_scope(district.tenant.pk):
        scores = Score.objects.filter(
            assessment=district.assessment_id,
            standard=district.standard_id,
            revision=1 + len(workload.variants),
        )
        assert {str(score.value) for score in scores} == {"1.00", "1.50", "2.00"}


def test_a_different_answer_is_noticed() -> None:
    def saying(kind: Kind, **data: object) -> Variant:
        def answer(_http: HttpRequest) -> HttpResponse:
            return HttpResponse(json.dumps({"data": data}))

        return Variant(str(data), kind, answer)

    first = saying(Kind.BY_HAND, id="Student:1", value="2.5")
    check_alike(Workload("same", 1, (first, saying(Kind.LIBRARY, id="1", value="2.50"))))
    for other in (
        saying(Kind.LIBRARY, id="2", value="2.5"),
        saying(Kind.LIBRARY, id="1", value="2.51"),
        saying(Kind.PRODUCT, id="1", value="2.5"),
    ):
        with pytest.raises(DifferentAnswer):
            check_alike(Workload("different", 1, (first, other)))


def test_libraries_are_forgiven_the_order_of_a_list_and_nothing_in_it() -> None:
    assert plain([{"id": "A:2"}, {"id": "1"}]) == plain([{"id": "1"}, {"id": "2"}])
    assert plain([{"id": "1"}]) != plain([{"id": "1"}, {"id": "1"}])
    assert plain({"title": "A:2"}) != plain({"title": "2"})
