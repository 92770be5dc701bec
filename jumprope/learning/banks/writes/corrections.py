"""Putting single words right in a version that is published already, so that one can see that it was done."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from jumprope.kit import values
from jumprope.kit.command import Answer, command
from jumprope.kit.errors import Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.learning.banks import access
from jumprope.learning.banks.models import VersionStandardCorrection, VersionState
from jumprope.learning.banks.writes.standards import WORDS, in_version, reword
from jumprope.learning.banks.writes.versions import lock_version


class BankVersionNotPublished(Refused):
    """A draft is changed without further ado, and what is archived stays as it was."""

    code = "bank_version_not_published"
    message = _("Version {number} is not the published one: there is nothing to put right.")
    field = "bank_version_id"


@dataclass(frozen=True, kw_only=True)
class BankStandardCorrected(Answer):
    """The standard whose words were put right, and the record of it."""

    bank_standard_id: int
    correction_id: int


@command(access.MANAGE_BANKS, event="bank_standard.corrected")
def correct_bank_standard(
    *,
    viewer: Viewer,
    bank_version_id: int,
    bank_standard_id: int,
    reason: str,
    code: str | None = None,
    statement: str | None = None,
) -> BankStandardCorrected:
    """Put the words of a standard right in a published version, and keep what they were and why.

    Raises `NotFound`, `BankVersionNotPublished`, `BankStandardRepeated`, and what `kit.values` refuses.
    """
    version = lock_version(viewer=viewer, bank_version_id=bank_version_id)
    standard = in_version(version, bank_standard_id)
    if version.state != VersionState.PUBLISHED:
        raise BankVersionNotPublished(number=version.number)
    correction = VersionStandardCorrection(
        bank_standard=standard,
        code_before=standard.code,
        statement_before=standard.statement,
        reason=reason,
        corrected_at=viewer.now,
        corrected_by_id=viewer.account_id,
    )
    refuse_all(values.clean(correction))
    reword(standard, code=code, statement=statement)
    standard.save(update_fields=WORDS)
    correction.save(force_insert=True)
    return BankStandardCorrected(bank_standard_id=standard.pk, correction_id=correction.pk)
