"""What is to be learned: the framework, in other words too, the bank that teachers choose from, and what a
teacher writes.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta

from jumprope.exchange.case import writes as case
from jumprope.interfaces.cli.demo.days import Days
from jumprope.interfaces.cli.demo.framework import Framework, heading
from jumprope.interfaces.cli.demo.place import Bank, Founded, Place, portions
from jumprope.kit.viewer import Viewer
from jumprope.learning.alignments import writes as alignments
from jumprope.learning.banks import writes as banks
from jumprope.learning.standards import reads as standards_reads
from jumprope.learning.standards import writes as standards_writes
from jumprope.learning.written_standards import writes as written_standards

WRITTEN = "Explain to the class what was difficult, and how it was overcome."

MISPRINT = " (Draft.)"
"""What stood at the end of a statement when the bank was published, and was corrected."""


def publish(admin: Viewer, framework: Framework, days: Days) -> dict[str, int]:
    """The framework, with its targets in words for children; its standards by code."""
    case.import_packages(viewer=admin, packages=[framework.package(_published(days))])
    keys = standards_reads.ids([framework.guid(code) for code in framework.codes])
    known = {code: keys[framework.guid(code)] for code in framework.codes}
    wordings = [
        standards_writes.NewWording(
            standard_id=known[code], audience="children", language="en", text=target.for_children
        )
        for code, target in framework.targets.items()
    ]
    for portion in portions(wordings):
        standards_writes.word_standards(viewer=admin, wordings=portion)
    return known


def _published(days: Days) -> datetime:
    """When the framework was published first: before the district was founded."""
    return datetime.combine(days.first - timedelta(weeks=4), time(), UTC)


def collect(founded: Founded, year_id: int, standards: Mapping[str, int]) -> Bank:
    """The district's bank for the year; and which target leads on to which."""
    admin, framework = founded.admin(), founded.district.framework
    bank_id = banks.open_bank(viewer=admin, name=f"{framework.title} at {founded.district.name}").bank_id
    type_id = banks.make_standard_type(
        viewer=admin, name="Learning target", counts_towards="academic"
    ).standard_type_id
    version_id = banks.draft_bank_version(
        viewer=admin, bank_id=bank_id, school_year_id=year_id
    ).bank_version_id
    folder_ids = _folders(admin, framework, version_id)
    new = [
        banks.NewBankStandard(
            standard_id=standards[code],
            standard_type_id=type_id,
            folder_id=folder_ids[heading(code)],
            statement=target.statement + (MISPRINT if code == framework.corrected[0] else ""),
        )
        for code, target in framework.targets.items()
    ]
    placed = banks.place_standards(viewer=admin, bank_version_id=version_id, standards=new).bank_standard_ids
    banks.publish_bank_version(viewer=admin, bank_version_id=version_id)
    _correct(admin, framework, version_id, dict(zip(framework.targets, placed, strict=True)))
    _align(admin, framework, standards)
    return Bank(bank_id, type_id)


def _write(place: Place) -> int:
    """A teacher of the first school writes a standard for a course; the key of what was written."""
    room = place.rooms[0]
    written_standards.govern_writing(viewer=place.admin(), school_id=room.school_id, open=True)
    return written_standards.write_standard(
        viewer=place.viewer(room.teacher), course_id=room.course_id, statement=WRITTEN, code="OWN.1"
    ).written_standard_id


def _folders(admin: Viewer, framework: Framework, version_id: int) -> dict[str, int]:
    """A folder of the bank for each strand, by its code."""
    strands = framework.strands
    new = [banks.NewBankFolder(name=f"{strand.title} ({strand.code})") for strand in strands]
    made = banks.add_bank_folders(viewer=admin, bank_version_id=version_id, folders=new)
    return dict(zip((strand.code for strand in strands), made.bank_folder_ids, strict=True))


def _correct(admin: Viewer, framework: Framework, version_id: int, placed: Mapping[str, int]) -> None:
    """A misprint is found once the bank is published."""
    code, _ = framework.corrected
    banks.correct_bank_standard(
        viewer=admin,
        bank_version_id=version_id,
        bank_standard_id=placed[code],
        reason="The word draft was left behind.",
        statement=framework.targets[code].statement,
    )


def _align(admin: Viewer, framework: Framework, standards: Mapping[str, int]) -> None:
    new = [
        alignments.NewAlignment(standard_id=standards[here], target_id=standards[there], kind="part_of")
        for here, there in framework.continued
    ]
    alignments.align_standards(viewer=admin, alignments=new)


def renew(place: Place) -> None:
    """During the year one statement of the framework is put right, and what a teacher wrote comes into the
    bank.
    """
    admin = place.admin()
    package = place.district.framework.package(_published(place.days), corrected_at=admin.now)
    case.import_packages(viewer=admin, packages=[package])
    draft = banks.draft_bank_version(viewer=admin, bank_id=place.bank.bank_id, school_year_id=place.year_id)
    written_standards.adopt_written_standard(
        viewer=admin,
        written_standard_id=_write(place),
        bank_version_id=draft.bank_version_id,
        standard_type_id=place.bank.type_id,
    )
    banks.publish_bank_version(viewer=admin, bank_version_id=draft.bank_version_id)
