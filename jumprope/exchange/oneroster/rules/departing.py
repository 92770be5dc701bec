"""Our rows turned into OneRoster's words: what `arriving` understands, and understands as the same."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from jumprope.exchange.oneroster.rules import kept
from jumprope.exchange.oneroster.rules.grades import in_ceds
from jumprope.exchange.oneroster.rules.identities import joined
from jumprope.exchange.oneroster.rules.kinds import exclusive_end
from jumprope.exchange.oneroster.rules.marks import INCOMPLETE, MISSING, status_of
from jumprope.exchange.oneroster.rules.numbers import columns_of
from jumprope.exchange.oneroster.rules.records import (
    CASE,
    ROLES,
    STUDENT,
    AcademicSession,
    Category,
    Class,
    Course,
    Demographics,
    Enrollment,
    LineItem,
    LineItemLearningObjective,
    Org,
    Result,
    ResultLearningObjective,
    User,
    UserRole,
)
from jumprope.exchange.oneroster.rules.roles import role_in_class, role_of

Person = kept.Student | kept.StaffMember | kept.Guardian


def district(sourced_id: str, name: str) -> Org:
    """The tenant itself."""
    return Org(sourced_id=sourced_id, name=name, type="district")


def school(one: kept.School, *, district_id: str) -> Org:
    """A school of the district."""
    return Org(sourced_id=one.sourced_id, name=one.name, type="school", parent_sourced_id=district_id)


def session(one: kept.SchoolYear | kept.Term | kept.GradingPeriod) -> AcademicSession:
    """A school year or a part of one."""
    kind = {kept.SchoolYear: "schoolYear", kept.Term: "term", kept.GradingPeriod: "gradingPeriod"}[type(one)]
    return AcademicSession(
        sourced_id=one.sourced_id,
        title=one.name,
        type=kind,
        start_date=one.starts_on,
        end_date=exclusive_end(one.ends_on),
        parent_sourced_id="" if isinstance(one, kept.SchoolYear) else one.school_year_id,
        school_year=exclusive_end(one.ends_on).year,
    )


def course(one: kept.Course) -> Course:
    """A course of a school."""
    return Course(
        sourced_id=one.sourced_id, title=one.title, course_code=one.code, org_sourced_id=one.school_id
    )


def section(one: kept.Section, *, school_id: str) -> Class:
    """A section, whose name is the title."""
    return Class(
        sourced_id=one.sourced_id,
        title=one.name,
        course_sourced_id=one.course_id,
        class_type="scheduled",
        school_sourced_id=school_id,
        term_sourced_ids=one.term_ids,
    )


@dataclass(frozen=True, slots=True)
class Particulars:
    """What is known of a person besides the name: how they are reached, by the kind of contact, and their
    numbers, each with its system, by kind and the system in small letters.
    """

    contacts: dict[str, str] = field(default_factory=dict)
    numbers: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)


def user(person: Person, particulars: Particulars, *, agents: Iterable[str] = ()) -> User:
    """A person. Where no user name is known, the sourcedId stands there."""
    return User(
        sourced_id=person.sourced_id,
        enabled_user=True,
        **columns_of(particulars.numbers, person=person.KIND, sourced_id=person.sourced_id),
        email=particulars.contacts.get("email", ""),
        phone=particulars.contacts.get("phone", ""),
        sms=particulars.contacts.get("sms", ""),
        given_name=person.given_name or "",
        middle_name=person.middle_name or "",
        family_name=person.family_name or "",
        preferred_given_name=person.preferred_given_name or "",
        preferred_middle_name=person.preferred_middle_name or "",
        preferred_family_name=person.preferred_family_name or "",
        pronouns=person.pronouns or "",
        agent_sourced_ids=tuple(sorted(agents)),
        grades=(in_ceds(person.grade_level_id),)
        if isinstance(person, kept.Student) and person.grade_level_id
        else (),
    )


def role(person: Person, *, district_id: str) -> UserRole:
    """What a person is, and where; those of no school are the district's."""
    named, place = "guardian", ""
    begin = end = None
    if isinstance(person, kept.Student):
        named, place, begin, end = STUDENT, person.school_id or "", person.entered_on, person.left_on
        if begin and end and end < begin:
            # Whoever is said to have left only, came on the day on which that was said.
            begin = None
    elif isinstance(person, kept.StaffMember):
        named, place = role_of(person.title, ROLES), person.school_id or ""
    return UserRole(
        sourced_id=joined(person.sourced_id, person.KIND),
        user_sourced_id=person.sourced_id,
        role_type="primary",
        role=named,
        begin_date=begin,
        end_date=end,
        org_sourced_id=place or district_id,
    )


def demographics(one: kept.Demographics) -> Demographics:
    """A student's demographics."""
    return Demographics(
        sourced_id=one.sourced_id,
        birth_date=one.birth_date,
        sex=one.sex,
        american_indian_or_alaska_native=one.american_indian_or_alaska_native,
        asian=one.asian,
        black_or_african_american=one.black_or_african_american,
        native_hawaiian_or_other_pacific_islander=one.native_hawaiian_or_other_pacific_islander,
        white=one.white,
        demographic_race_two_or_more_races=one.two_or_more_races,
        hispanic_or_latino_ethnicity=one.hispanic_or_latino,
        country_of_birth_code=one.country_of_birth,
        state_of_birth_abbreviation=one.state_of_birth,
        city_of_birth=one.city_of_birth,
        public_school_residence_status=one.residence_status,
    )


def enrolment(one: kept.Enrolment | kept.SectionTeacher, *, school_id: str) -> Enrollment:
    """That someone is in a section or teaches it."""
    return Enrollment(
        sourced_id=one.sourced_id,
        class_sourced_id=one.section_id,
        school_sourced_id=school_id,
        user_sourced_id=one.student_id if isinstance(one, kept.Enrolment) else one.staff_member_id,
        role=STUDENT if isinstance(one, kept.Enrolment) else role_in_class(one.role),
        primary=one.is_primary,
        begin_date=one.starts_on,
        end_date=one.ends_on,
    )


def category(one: kept.AssessmentType) -> Category:
    """An assessment type."""
    return Category(sourced_id=one.sourced_id, title=one.name, weight=one.default_weight)


def line_item(one: kept.Assessment, *, school_id: str, term_id: str) -> LineItem:
    """An assessment."""
    return LineItem(
        sourced_id=one.sourced_id,
        title=one.title,
        description=one.description,
        assign_date=one.assigned_on,
        due_date=one.due_on,
        class_sourced_id=one.section_id,
        category_sourced_id=one.type_id,
        academic_session_sourced_id=term_id,
        school_sourced_id=school_id,
    )


def alignments(one: kept.Assessment) -> Iterator[LineItemLearningObjective]:
    """That an assessment is on its standards."""
    for guid in one.standard_ids:
        yield LineItemLearningObjective(
            sourced_id=joined(one.sourced_id, guid),
            line_item_sourced_id=one.sourced_id,
            source=CASE,
            learning_objective_id=guid,
        )


def result(scores: Sequence[kept.Score], *, assessment: kept.Assessment) -> Result:
    """What a student showed in an assessment. It is dated by the assessment, which all tenants know alike."""
    marks = {one.mark for one in scores if one.mark is not None}
    return Result(
        sourced_id=joined(assessment.sourced_id, scores[0].student_id),
        line_item_sourced_id=assessment.sourced_id,
        student_sourced_id=scores[0].student_id,
        score_status=status_of(marks),
        score_date=assessment.due_on,
        class_sourced_id=assessment.section_id,
        incomplete=marks == {INCOMPLETE} or None,
        missing=marks == {MISSING} or None,
    )


def score(one: kept.Score) -> ResultLearningObjective:
    """What a student showed on a standard; the code of a mark stands in the place of a number."""
    return ResultLearningObjective(
        sourced_id=one.sourced_id,
        result_sourced_id=joined(one.assessment_id, one.student_id),
        source=CASE,
        learning_objective_id=one.standard_id,
        score=one.value,
        text_score=one.mark or "",
    )
