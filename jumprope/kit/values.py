"""What the columns of a row can hold, as the models say it, told as refusals with the place in the input."""

import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import CharField, Field, Model
from django.utils.translation import gettext_lazy as _

from jumprope.kit.errors import Refused, refuse_all
from jumprope.kit.prose import ProseField

AT_MOST = 1000
"""How many things one command takes at once."""


class ValueMissing(Refused):
    """Something has to be said here."""

    code = "value_missing"
    message = _("This has to be filled in.")


class ValueTooLong(Refused):
    """The text does not fit into its column."""

    code = "value_too_long"
    message = _("{reason}")


class ValueInvalid(Refused):
    """Not a value of this kind: no such choice, no email address, no date."""

    code = "value_invalid"
    message = _("{reason}")


class ValueUnprintable(Refused):
    """The text holds a control character; in a name or a title that is a line break too."""

    code = "value_unprintable"
    message = _("This holds a character that cannot be shown (at position {position}). Take it out.")


class NothingGiven(Refused):
    """An empty list: most likely a mistake of whoever asks."""

    code = "nothing_given"
    message = _("This list is empty. Name at least one.")


class TooManyGiven(Refused):
    """More than one command does at once."""

    code = "too_many_given"
    message = _("This list has {given} entries. Send at most {at_most} at once.")


def check_size(given: Sequence[object], *, field: str, at_most: int = AT_MOST) -> None:
    """Refuse an empty list, and one that is too long. Raises `NothingGiven`, `TooManyGiven`."""
    if not given:
        raise NothingGiven(field=field)
    if len(given) > at_most:
        raise TooManyGiven(given=len(given), at_most=at_most, field=field)


def clean(row: Model, *, at: str = "") -> list[Refused]:
    """Make a row fit to be saved where that is plain, and say which of its values its columns cannot hold.

    Texts are trimmed and normalised, and hold one line unless their column is a `ProseField`; None means the
    default where there is one. `at` is the path of the row in the input, for example `students.3`; its
    columns have the same names there. Relations are not looked at: whether a row exists, and for whom, is a
    matter of access. No query.
    """
    columns = _columns(type(row))
    for field in columns.never_none:
        if getattr(row, field.attname) is None:
            setattr(row, field.attname, field.get_default())
    refusals = _trim_texts(row, columns.texts, at)
    try:
        row.clean_fields(exclude=columns.relations)
    except ValidationError as error:
        for name, problems in error.error_dict.items():
            refusals += [_refusal(problem, path(at, name)) for problem in problems]
    return refusals


class _Columns(NamedTuple):
    """What is looked at of a model's rows: its relations by name, what has a default for None, and texts."""

    relations: frozenset[str]
    never_none: "Sequence[Field[Any, Any]]"
    texts: "Sequence[Field[Any, Any]]"


@cache
def _columns(model: type[Model]) -> _Columns:
    fields = model._meta.concrete_fields
    return _Columns(
        relations=frozenset(field.name for field in fields if field.is_relation),
        never_none=[field for field in fields if field.has_default() and not field.null],
        texts=[field for field in fields if isinstance(field, CharField)],
    )


def _trim_texts(row: Model, columns: "Sequence[Field[Any, Any]]", at: str) -> list[Refused]:
    unprintable: list[Refused] = []
    for field in columns:
        text = getattr(row, field.attname)
        if not isinstance(text, str):
            continue
        text = _trimmed(text)
        setattr(row, field.attname, text)
        unprintable += faults_of_text(text, path(at, field.name), prose=isinstance(field, ProseField))
    return unprintable


def _trimmed(text: str) -> str:
    """One spelling for what looks the same, so that both databases find the same rows equal."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", lines.strip())


def faults_of_text(text: str, field: str, *, prose: bool = False) -> list[Refused]:
    """The first control character of a text, if it has any; prose may hold line breaks and tabs. No query."""
    layout = "\n\t" if prose else ""
    for position, character in enumerate(text, start=1):
        if character not in layout and unicodedata.category(character) in {"Cc", "Cs"}:
            return [ValueUnprintable(position=position, field=field)]
    return []


def clean_prose(text: str, *, field: str, at_most: int) -> str:
    """A text that has to be there, of several lines if need be; trimmed and normalised.

    Raises `ValueMissing`, `ValueTooLong`, `ValueUnprintable`.
    """
    text = _trimmed(text)
    if not text:
        raise ValueMissing(field=field)
    if len(text) > at_most:
        raise ValueTooLong(
            reason=_("This has at most {at_most} characters.").format(at_most=at_most), field=field
        )
    refuse_all(faults_of_text(text, field, prose=True))
    return text


def path(at: str, name: str) -> str:
    """The path of a field of the input at `at`; that of the whole input is empty."""
    return f"{at}.{name}" if at else name


def _refusal(problem: ValidationError, field: str) -> Refused:
    if problem.code in {"blank", "null"}:
        return ValueMissing(field=field)
    kind = ValueTooLong if problem.code == "max_length" else ValueInvalid
    return kind(reason=" ".join(problem.messages), field=field)
