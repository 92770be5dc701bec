"""Keeping standards banks: their types of standards, their versions, and the trees in these."""

from jumprope.learning.banks.writes.corrections import correct_bank_standard
from jumprope.learning.banks.writes.folders import (
    NewBankFolder,
    add_bank_folders,
    move_bank_folder,
    name_bank_folder,
    remove_bank_folder,
)
from jumprope.learning.banks.writes.standards import (
    NewBankStandard,
    change_bank_standard,
    move_bank_standards,
    place,
    place_standards,
    remove_bank_standards,
)
from jumprope.learning.banks.writes.types import make_standard_type, retire_standard_type
from jumprope.learning.banks.writes.versions import (
    archive_bank_version,
    draft_bank_version,
    hold_version,
    open_bank,
    publish_bank_version,
)

__all__ = [
    "NewBankFolder",
    "NewBankStandard",
    "add_bank_folders",
    "archive_bank_version",
    "change_bank_standard",
    "correct_bank_standard",
    "draft_bank_version",
    "hold_version",
    "make_standard_type",
    "move_bank_folder",
    "move_bank_standards",
    "name_bank_folder",
    "open_bank",
    "place",
    "place_standards",
    "publish_bank_version",
    "remove_bank_folder",
    "remove_bank_standards",
    "retire_standard_type",
]
