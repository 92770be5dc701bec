"""The rows of OneRoster files: one declaration for reading, checking and writing them.

Every file begins with the columns sourcedId, status and dateLastModified. The first is a record's; the others
say what is to be done with a row, and are no part of what a record says.
"""

import re
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar

from jumprope.exchange.oneroster.rules import kinds
from jumprope.exchange.oneroster.rules.kinds import Kind, Pairs


class Version(StrEnum):
    """The versions of OneRoster that are read; the second is written."""

    V1_1 = "1.1"
    V1_2 = "1.2"


class Lacking(StrEnum):
    """What becomes of a reference to a row that is neither in the delivery nor known.

    REFUSED  the delivery is
    IGNORED  nothing is read there
    MADE     where a bulk file refers to a file that says nothing at all, the row is made; else as REFUSED
    """

    REFUSED = "refused"
    IGNORED = "ignored"
    MADE = "made"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file.

    name        its header
    attribute   the record's attribute
    kind        how its cells are read and written
    required    whether each row has to say something here
    of          the file whose rows it refers to
    also        other headers for it that are in use, in lower case
    only        the one version that has it; None: both
    lacking     what becomes of it when nobody knows the row that it refers to
    """

    name: str
    attribute: str
    kind: Kind[Any]
    required: bool = False
    of: str | None = None
    also: tuple[str, ...] = ()
    only: Version | None = None
    lacking: Lacking = Lacking.REFUSED


def column(kind: Kind[Any], **said: Any) -> Any:
    """Declare a column of a record, as `Column` describes. One that is required has no default."""
    default = {} if said.get("required") and not said.get("only") else {"default": kind.empty}
    return field(**default, metadata={"kind": kind, **said})


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A row of a file: what a source says of one thing.

    A row that is dispensable and refers to one that leaves is left aside; others are refused.
    """

    FILE: ClassVar[str]
    DISPENSABLE: ClassVar[bool] = False

    sourced_id: str


def columns_of(record: type[Record]) -> tuple[Column, ...]:
    """The columns of a record's file that come after the three which every file has, in order."""
    return tuple(
        Column(name=_header(each.name), attribute=each.name, **each.metadata)
        for each in fields(record)
        if each.metadata
    )


def _header(attribute: str) -> str:
    return re.sub(r"_(.)", lambda found: found[1].upper(), attribute)


@dataclass(frozen=True, slots=True, kw_only=True)
class Org(Record):
    """A district, a school, a department."""

    FILE = "orgs"

    name: str = column(kinds.NAME, required=True)
    type: str = column(
        kinds.choice("department", "school", "district", "local", "state", "national"), required=True
    )
    identifier: str = column(kinds.NAME)
    parent_sourced_id: str = column(kinds.IDENTIFIER, of="orgs", lacking=Lacking.IGNORED)


@dataclass(frozen=True, slots=True, kw_only=True)
class AcademicSession(Record):
    """A school year, or a part of one; its end is the first day no longer in it."""

    FILE = "academicSessions"

    title: str = column(kinds.NAME, required=True)
    type: str = column(kinds.choice("gradingPeriod", "semester", "schoolYear", "term"), required=True)
    start_date: date = column(kinds.DAY, required=True)
    end_date: date = column(kinds.DAY, required=True)
    parent_sourced_id: str = column(kinds.IDENTIFIER, of="academicSessions", lacking=Lacking.IGNORED)
    school_year: int | None = column(kinds.WHOLE_NUMBER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course(Record):
    """What is taught, year after year."""

    FILE = "courses"

    school_year_sourced_id: str = column(
        kinds.IDENTIFIER, of="academicSessions", also=("schoolyearid",), lacking=Lacking.IGNORED
    )
    title: str = column(kinds.NAME, required=True)
    course_code: str = column(kinds.NAME)
    grades: tuple[str, ...] = column(kinds.NAMES, also=("grade",))
    org_sourced_id: str = column(kinds.IDENTIFIER, of="orgs", required=True)
    subjects: tuple[str, ...] = column(kinds.NAMES)
    subject_codes: tuple[str, ...] = column(kinds.NAMES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Class(Record):
    """A course as it is taught to a group of students: our section. One without a course gets its own."""

    FILE = "classes"

    title: str = column(kinds.NAME, required=True)
    grades: tuple[str, ...] = column(kinds.NAMES, also=("grade",))
    course_sourced_id: str = column(kinds.IDENTIFIER, of="courses", lacking=Lacking.MADE)
    class_code: str = column(kinds.NAME)
    class_type: str = column(kinds.choice("homeroom", "scheduled"), required=True)
    location: str = column(kinds.NAME)
    school_sourced_id: str = column(kinds.IDENTIFIER, of="orgs", required=True)
    term_sourced_ids: tuple[str, ...] = column(
        kinds.IDENTIFIERS, of="academicSessions", required=True, lacking=Lacking.MADE
    )
    subjects: tuple[str, ...] = column(kinds.NAMES)
    subject_codes: tuple[str, ...] = column(kinds.NAMES)
    periods: tuple[str, ...] = column(kinds.NAMES)


STUDENT = "student"
GUARDIANS = frozenset({"guardian", "parent", "relative"})
ROLES = (
    "aide",
    "counselor",
    "districtAdministrator",
    "guardian",
    "parent",
    "principal",
    "proctor",
    "relative",
    "siteAdministrator",
    "student",
    "systemAdministrator",
    "teacher",
    # Of 1.1 only; 1.2 tells administrators apart.
    "administrator",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class User(Record):
    """A person: student, guardian or member of staff, as their roles say. A password is never read."""

    FILE = "users"

    enabled_user: bool | None = column(kinds.BOOLEAN, required=True)
    org_sourced_ids: tuple[str, ...] = column(kinds.IDENTIFIERS, of="orgs", required=True, only=Version.V1_1)
    role: str = column(kinds.choice(*ROLES), required=True, only=Version.V1_1)
    username: str = column(kinds.NAME, required=True)
    user_ids: Pairs = column(kinds.PAIRS)
    given_name: str = column(kinds.NAME, required=True)
    family_name: str = column(kinds.NAME, required=True)
    middle_name: str = column(kinds.NAME)
    identifier: str = column(kinds.NAME)
    email: str = column(kinds.NAME)
    sms: str = column(kinds.NAME)
    phone: str = column(kinds.NAME)
    agent_sourced_ids: tuple[str, ...] = column(
        kinds.IDENTIFIERS, of="users", also=("agents",), lacking=Lacking.IGNORED
    )
    grades: tuple[str, ...] = column(kinds.NAMES, also=("grade",))
    password: str = column(kinds.SECRET)
    user_master_identifier: str = column(kinds.NAME, only=Version.V1_2)
    preferred_given_name: str = column(kinds.NAME, also=("preferredfirstname",), only=Version.V1_2)
    preferred_middle_name: str = column(kinds.NAME, only=Version.V1_2)
    preferred_family_name: str = column(kinds.NAME, also=("preferredlastname",), only=Version.V1_2)
    primary_org_sourced_id: str = column(
        kinds.IDENTIFIER, of="orgs", only=Version.V1_2, lacking=Lacking.IGNORED
    )
    pronouns: str = column(kinds.NAME, only=Version.V1_2)


@dataclass(frozen=True, slots=True, kw_only=True)
class UserRole(Record):
    """What a person is at a school or in the district, from a day until before another."""

    FILE = "roles"
    DISPENSABLE = True

    user_sourced_id: str = column(kinds.IDENTIFIER, of="users", required=True)
    role_type: str = column(kinds.choice("primary", "secondary"), required=True)
    role: str = column(kinds.choice(*ROLES), required=True)
    begin_date: date | None = column(kinds.DAY)
    end_date: date | None = column(kinds.DAY)
    org_sourced_id: str = column(kinds.IDENTIFIER, of="orgs", required=True)
    user_profile_sourced_id: str = column(kinds.IDENTIFIER, of="userProfiles")


@dataclass(frozen=True, slots=True, kw_only=True)
class UserProfile(Record):
    """How a person signs in at a vendor's. It is checked, and nothing of it is kept."""

    FILE = "userProfiles"
    DISPENSABLE = True

    user_sourced_id: str = column(kinds.IDENTIFIER, of="users", required=True)
    profile_type: str = column(kinds.NAME, required=True)
    vendor_id: str = column(kinds.NAME, required=True)
    application_id: str = column(kinds.NAME)
    description: str = column(kinds.PROSE)
    credential_type: str = column(kinds.NAME, required=True)
    username: str = column(kinds.NAME, required=True)
    password: str = column(kinds.SECRET)


@dataclass(frozen=True, slots=True, kw_only=True)
class Demographics(Record):
    """What the authorities ask to know of a student. The sourcedId is the user's."""

    FILE = "demographics"

    birth_date: date | None = column(kinds.DAY)
    sex: str = column(kinds.choice("male", "female", "other", "unspecified"))
    american_indian_or_alaska_native: bool | None = column(kinds.BOOLEAN)
    asian: bool | None = column(kinds.BOOLEAN)
    black_or_african_american: bool | None = column(kinds.BOOLEAN)
    native_hawaiian_or_other_pacific_islander: bool | None = column(kinds.BOOLEAN)
    white: bool | None = column(kinds.BOOLEAN)
    demographic_race_two_or_more_races: bool | None = column(kinds.BOOLEAN)
    hispanic_or_latino_ethnicity: bool | None = column(kinds.BOOLEAN)
    country_of_birth_code: str = column(kinds.NAME)
    state_of_birth_abbreviation: str = column(kinds.NAME)
    city_of_birth: str = column(kinds.NAME)
    public_school_residence_status: str = column(kinds.NAME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrollment(Record):
    """That a person is in a class, as a student or as who teaches it, from a day until before another."""

    FILE = "enrollments"
    DISPENSABLE = True

    class_sourced_id: str = column(kinds.IDENTIFIER, of="classes", required=True)
    school_sourced_id: str = column(kinds.IDENTIFIER, of="orgs", required=True)
    user_sourced_id: str = column(kinds.IDENTIFIER, of="users", required=True)
    role: str = column(kinds.choice("administrator", "aide", "proctor", "student", "teacher"), required=True)
    primary: bool | None = column(kinds.BOOLEAN)
    begin_date: date | None = column(kinds.DAY)
    end_date: date | None = column(kinds.DAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Category(Record):
    """What assessments are sorted by."""

    FILE = "categories"

    title: str = column(kinds.NAME, required=True)
    weight: Decimal | None = column(kinds.NUMBER, only=Version.V1_2)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineItem(Record):
    """A column of a gradebook: our assessment. Of ours not each has a category and a day of assignment."""

    FILE = "lineItems"

    title: str = column(kinds.NAME, required=True)
    description: str = column(kinds.PROSE)
    assign_date: date | None = column(kinds.DAY)
    due_date: date = column(kinds.DAY, required=True)
    class_sourced_id: str = column(kinds.IDENTIFIER, of="classes", required=True)
    category_sourced_id: str = column(kinds.IDENTIFIER, of="categories")
    academic_session_sourced_id: str = column(
        kinds.IDENTIFIER, of="academicSessions", also=("gradingperiodsourcedid",)
    )
    result_value_min: Decimal | None = column(kinds.NUMBER)
    result_value_max: Decimal | None = column(kinds.NUMBER)
    school_sourced_id: str = column(kinds.IDENTIFIER, of="orgs", only=Version.V1_2)


CASE = "case"
LEARNING_OBJECTIVE_SOURCES = kinds.choice(CASE, "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class LineItemLearningObjective(Record):
    """That an assessment gives evidence of a standard."""

    FILE = "lineItemLearningObjectiveIds"

    line_item_sourced_id: str = column(kinds.IDENTIFIER, of="lineItems", required=True)
    source: str = column(LEARNING_OBJECTIVE_SOURCES, required=True)
    learning_objective_id: str = column(kinds.IDENTIFIER, required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result(Record):
    """What a student showed in an assessment, as a whole."""

    FILE = "results"
    DISPENSABLE = True

    line_item_sourced_id: str = column(kinds.IDENTIFIER, of="lineItems", required=True)
    student_sourced_id: str = column(kinds.IDENTIFIER, of="users", required=True)
    score_status: str = column(
        kinds.choice("exempt", "fully graded", "not submitted", "partially graded", "submitted"),
        required=True,
    )
    score: Decimal | None = column(kinds.NUMBER)
    score_date: date | None = column(kinds.DAY, required=True)
    comment: str = column(kinds.PROSE)
    text_score: str = column(kinds.NAME, only=Version.V1_2)
    class_sourced_id: str = column(kinds.IDENTIFIER, of="classes", only=Version.V1_2)
    in_progress: bool | None = column(kinds.BOOLEAN, only=Version.V1_2)
    incomplete: bool | None = column(kinds.BOOLEAN, only=Version.V1_2)
    late: bool | None = column(kinds.BOOLEAN, only=Version.V1_2)
    missing: bool | None = column(kinds.BOOLEAN, only=Version.V1_2)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultLearningObjective(Record):
    """What a student showed on one standard of an assessment: our score."""

    FILE = "resultLearningObjectiveIds"

    result_sourced_id: str = column(kinds.IDENTIFIER, of="results", required=True)
    source: str = column(LEARNING_OBJECTIVE_SOURCES, required=True)
    learning_objective_id: str = column(kinds.IDENTIFIER, required=True)
    score: Decimal | None = column(kinds.NUMBER)
    text_score: str = column(kinds.NAME)


RECORDS: dict[str, type[Record]] = {
    record.FILE: record
    for record in (
        Org,
        AcademicSession,
        Course,
        Class,
        User,
        UserProfile,
        UserRole,
        Demographics,
        Enrollment,
        Category,
        LineItem,
        LineItemLearningObjective,
        Result,
        ResultLearningObjective,
    )
}
"""The files that are read, by name, each after those whose rows it refers to."""

LEFT_ASIDE = (
    "classResources",
    "courseResources",
    "lineItemScoreScales",
    "resources",
    "resultScoreScales",
    "scoreScales",
    "userResources",
)
"""The files that OneRoster has and that are not read."""

ON_OWN_SCALES = ("lineItemScoreScales", "resultScoreScales")
"""Those of them that say on which scale scores are: without that, a score would be taken for another."""
