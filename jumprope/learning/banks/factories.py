"""Standards banks for tests, in the tenant in scope; all invented."""

from itertools import count
from typing import Any

from jumprope.kit import clock
from jumprope.learning.banks import rules
from jumprope.learning.banks.models import (
    Bank,
    BankVersion,
    StandardType,
    VersionFolder,
    VersionStandard,
    VersionStandardCorrection,
)
from jumprope.learning.standards.factories import a_standard
from jumprope.school.calendars.factories import a_school_year

_numbers = count(1)


def a_standard_type(**changes: Any) -> StandardType:
    """An academic type of standards with a name of its own."""
    values: dict[str, Any] = {"name": f"Type {next(_numbers)}", "counts_towards": "academic"}
    return StandardType.objects.create(**values | changes)


def a_bank(**changes: Any) -> Bank:
    """A bank of the whole tenant, without versions."""
    return Bank.objects.create(**{"name": f"Bank {next(_numbers)}"} | changes)


def a_bank_version(**changes: Any) -> BankVersion:
    """A draft for the current school year; bank and year are made where they are not given."""
    values: dict[str, Any] = {"number": next(_numbers)}
    if "bank" not in changes:
        values["bank"] = a_bank()
    if "school_year" not in changes:
        values["school_year"] = a_school_year()
    return BankVersion.objects.create(**values | changes)


def a_published_version(**changes: Any) -> BankVersion:
    """A version that teachers choose from."""
    return a_bank_version(**{"state": "published", "published_at": clock.now()} | changes)


def a_bank_folder(**changes: Any) -> VersionFolder:
    """A folder with a name of its own at the top of a draft, which is made if none is given."""
    number = next(_numbers)
    values: dict[str, Any] = {"name": f"Folder {number}", "position": number}
    if "version" not in changes:
        values["version"] = a_bank_version()
    return VersionFolder.objects.create(**values | changes)


def a_bank_standard(**changes: Any) -> VersionStandard:
    """A standard at the top of a draft; standard, type and version are made where they are not given."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "position": number,
        "code": f"B.{number}",
        "statement": f"Names {number} stars.",
    }
    if "version" not in changes:
        values["version"] = a_bank_version()
    if "standard" not in changes:
        values["standard"] = a_standard()
    if "standard_type" not in changes:
        values["standard_type"] = a_standard_type()
    values |= changes
    values["code_key"] = rules.code_key(values["code"])
    values["statement_key"] = rules.statement_key(values["statement"])
    return VersionStandard.objects.create(**values)


def a_correction(bank_standard: VersionStandard, **changes: Any) -> VersionStandardCorrection:
    """That the words of a standard in a bank were put right."""
    values = {
        "statement_before": "Name starz.",
        "reason": "A slip of the pen in the statement",
        "corrected_at": clock.now(),
    }
    return VersionStandardCorrection.objects.create(bank_standard=bank_standard, **values | changes)
