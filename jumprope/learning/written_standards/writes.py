"""Letting teachers write standards; writing them, taking them into a bank, and retiring them."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jumprope.kit import rows, uniqueness
from jumprope.kit.command import Answer, command
from jumprope.kit.errors import NotFound, Refused
from jumprope.kit.viewer import Viewer
from jumprope.learning.banks import writes as banks
from jumprope.learning.standards import reads as standards_reads
from jumprope.learning.standards import rules as standards_rules
from jumprope.learning.standards import writes as standards
from jumprope.learning.written_standards import access
from jumprope.learning.written_standards.models import WritingSchool, WrittenStandard
from jumprope.platform.tenancy import reads as tenancy
from jumprope.school.courses import reads as courses


class WritingNotOpen(Refused):
    """It is for the school to say whether its teachers write standards."""

    code = "writing_not_open"
    message = _("This school does not let its teachers write standards. Choose one from the bank.")
    field = "course_id"


class StandardSaidAlready(Refused):
    """Teachers who write the same thing twice cannot compare what they see."""

    code = "standard_said_already"
    message = _("“{other}” of the school has the same code or says the same. Use that one.")
    field = "statement"


class WrittenStandardRetired(Refused):
    """What is retired stays as it was."""

    code = "written_standard_retired"
    message = _("This standard has been retired.")
    field = "written_standard_id"


@dataclass(frozen=True, kw_only=True)
class WritingGoverned(Answer):
    """The school whose teachers may write standards now, or may no longer."""

    school_id: int


@dataclass(frozen=True, kw_only=True)
class StandardWritten(Answer):
    """The new standard, and the record of who wrote it."""

    written_standard_id: int
    standard_id: int


@dataclass(frozen=True, kw_only=True)
class WrittenStandardAdopted(Answer):
    """What was taken into a bank, and its place there."""

    written_standard_id: int
    bank_standard_id: int


@dataclass(frozen=True, kw_only=True)
class WrittenStandardNoLonger(Answer):
    """What is retired now."""

    written_standard_id: int


@command(access.GOVERN_WRITING, event="writing.governed")
def govern_writing(*, viewer: Viewer, school_id: int, open: bool) -> WritingGoverned:
    """Let the teachers of a school write standards, or let them no longer; what was written stays.

    Raises `NotFound`, and `TakenMeanwhile` when someone else does so for the first time at the same moment.
    """
    schools = tenancy.school_names([school_id], rule=access.schools_to_govern(viewer))
    if school_id not in schools:
        raise NotFound(field="school_id")
    if WritingSchool.objects.filter(school=school_id).exists():
        WritingSchool.objects.filter(school=school_id).update(open=open)
    elif open:
        name = schools[school_id]
        framework = standards.found_framework(
            viewer=viewer, title=str(_("Written at {school}")).format(school=name), creator=name
        )
        with uniqueness.unless_taken(WritingSchool, "school", uniqueness.TakenMeanwhile(field="school_id")):
            WritingSchool.objects.create(school_id=school_id, framework_id=framework)
    return WritingGoverned(school_id=school_id)


@command(access.WRITE_STANDARDS, event="standard.written")
def write_standard(*, viewer: Viewer, course_id: int, statement: str, code: str = "") -> StandardWritten:
    """Write a standard for a course that the viewer teaches or looks after, into its school's own framework.

    Raises `NotFound`, `WritingNotOpen`, `StandardSaidAlready`, and what `kit.values` refuses. Six statements.
    """
    # What says that the school writes is locked before anything is read, so that nobody says the same at the
    # same moment; the course and the school, which are joined to it, are not.
    schools = WritingSchool.objects.select_for_update(of=("self",)).filter(school__courses=course_id)
    school = schools.first()
    if not courses.courses_among([course_id], rule=access.courses_to_write_for(viewer)):
        raise NotFound(field="course_id")
    if school is None or not school.open:
        raise WritingNotOpen
    said = standards_reads.words_in(school.framework_id)
    for other in said:
        if not other.retired and _is_said_by(other, code=code, statement=statement):
            raise StandardSaidAlready(other=other.code or other.statement)
    standard_id = standards.write(
        viewer=viewer,
        framework_id=school.framework_id,
        code=code,
        statement=statement,
        position=len(said),
    )
    written = WrittenStandard.objects.create(
        standard_id=standard_id,
        course_id=course_id,
        written_by_id=viewer.account_id,
        written_at=viewer.now,
    )
    return StandardWritten(written_standard_id=written.pk, standard_id=standard_id)


def _is_said_by(other: standards_reads.Words, *, code: str, statement: str) -> bool:
    same_code, same_words = standards_rules.same_code, standards_rules.same_words
    has_its_code = same_code(code) != "" and same_code(code) == same_code(other.code)
    return has_its_code or same_words(statement) == same_words(other.statement)


@command(access.GOVERN_WRITING, event="written_standard.adopted")
def adopt_written_standard(
    *,
    viewer: Viewer,
    written_standard_id: int,
    bank_version_id: int,
    standard_type_id: int,
    folder_id: int | None = None,
) -> WrittenStandardAdopted:
    """Take what a teacher wrote into a draft of a bank that the viewer keeps.

    Raises `NotFound`, `WrittenStandardRetired`, and what `banks.writes.place` does.
    """
    banks.hold_version(bank_version_id)
    written = _locked(access.to_adopt(viewer), written_standard_id)
    new = banks.NewBankStandard(
        standard_id=written.standard_id, standard_type_id=standard_type_id, folder_id=folder_id
    )
    (place,) = banks.place(viewer=viewer, bank_version_id=bank_version_id, new=[new], field="standards")
    written.adopted_at = viewer.now
    written.save(update_fields=["adopted_at"])
    return WrittenStandardAdopted(written_standard_id=written.pk, bank_standard_id=place)


def _locked(rule: Q, key: int) -> WrittenStandard:
    """What was written, locked and not retired. Three statements."""
    written = rows.locked_one(WrittenStandard, rule, key, field="written_standard_id")
    if standards_reads.retired([written.standard_id])[written.standard_id]:
        raise WrittenStandardRetired
    return written


@command(access.WRITE_STANDARDS, event="written_standard.retired")
def retire_written_standard(*, viewer: Viewer, written_standard_id: int) -> WrittenStandardNoLonger:
    """Let nothing new be aligned to what was written: one's own, as long as no bank has it, or a school's.

    Raises `NotFound`, `WrittenStandardRetired`. Four statements.
    """
    written = _locked(access.to_retire(viewer), written_standard_id)
    standards.retire(viewer=viewer, standard_ids=[written.standard_id])
    return WrittenStandardNoLonger(written_standard_id=written.pk)
