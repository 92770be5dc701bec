"""Writing down where people live, how to reach them, and which languages they speak."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NotRequired

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from jumprope.kit import described, values
from jumprope.kit.command import Answer, command, step
from jumprope.kit.errors import Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.school.people import access
from jumprope.school.people.models import (
    Address,
    AddressValue,
    ContactMethod,
    ContactMethodValue,
    PersonLanguage,
)
from jumprope.school.people.writes.particulars import Whose, described_particulars, of_the_same_people
from jumprope.school.people.writes.refusals import EndsEarly


class LanguageTaken(Refused):
    """A language is named once for a person."""

    code = "language_taken"
    message = _("This language is written down for this person already.")


class SaidAddress(Whose):
    """An address of a person; with a key, one that is known."""

    address_id: NotRequired[int | None]
    kind: NotRequired[str]
    line_1: NotRequired[str]
    line_2: NotRequired[str]
    city: NotRequired[str]
    region: NotRequired[str]
    postal_code: NotRequired[str]
    country: NotRequired[str]
    starts_on: NotRequired[date]
    ends_on: NotRequired[date | None]
    clear: NotRequired[Sequence[AddressValue]]


class SaidContactMethod(Whose):
    """A way to reach a person; with a key, one that is known."""

    contact_method_id: NotRequired[int | None]
    kind: NotRequired[str]
    value: NotRequired[str]
    is_primary: NotRequired[bool]
    used_for_alerts: NotRequired[bool]
    ended_on: NotRequired[date | None]
    clear: NotRequired[Sequence[ContactMethodValue]]


class SaidLanguage(Whose):
    """A language of a person; with a key, one that is known."""

    language_id: NotRequired[int | None]
    tag: NotRequired[str]
    spoken_at_home: NotRequired[bool]
    for_correspondence: NotRequired[bool]


@dataclass(frozen=True, kw_only=True)
class AddressesRecorded(Answer):
    """The addresses, in the order in which they were given."""

    address_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class ContactMethodsRecorded(Answer):
    """The ways to reach people, in the order in which they were given."""

    contact_method_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class LanguagesRecorded(Answer):
    """The languages, in the order in which they were given."""

    language_ids: list[int]


@command(access.MANAGE_PEOPLE, event="addresses.recorded")
def record_addresses(*, viewer: Viewer, addresses: Sequence[SaidAddress]) -> AddressesRecorded:
    """Write down people's addresses. Raises what `take_in_addresses` raises."""
    values.check_size(addresses, field="addresses")
    return AddressesRecorded(address_ids=take_in_addresses(viewer=viewer, addresses=addresses))


@command(access.MANAGE_PEOPLE, event="contact_methods.recorded")
def record_contact_methods(
    *, viewer: Viewer, contact_methods: Sequence[SaidContactMethod]
) -> ContactMethodsRecorded:
    """Write down how to reach people. Raises what `take_in_contact_methods` raises."""
    values.check_size(contact_methods, field="contact_methods")
    return ContactMethodsRecorded(
        contact_method_ids=take_in_contact_methods(viewer=viewer, contact_methods=contact_methods)
    )


@command(access.MANAGE_PEOPLE, event="languages.recorded")
def record_languages(*, viewer: Viewer, languages: Sequence[SaidLanguage]) -> LanguagesRecorded:
    """Write down people's languages. Raises what `take_in_languages` raises."""
    values.check_size(languages, field="languages")
    return LanguagesRecorded(language_ids=take_in_languages(viewer=viewer, languages=languages))


@step
def take_in_addresses(
    *, viewer: Viewer, addresses: Sequence[SaidAddress], at: str = "addresses"
) -> list[int]:
    """Write down addresses, those with a key as well as new ones; their keys in the order given.

    At most 5,000 at once; ten statements at most. Raises `NotFound` for an address or a person,
    `NotOnePerson`, `EndsEarly`, `DescribedTwice`, `GivenAndCleared`, and what `kit.values` refuses.
    """
    found = described_particulars(viewer=viewer, model=Address, given=addresses, key="address_id", at=at)
    refuse_all(found.refusals)
    refuse_all(
        EndsEarly(field=f"{place}.ends_on")
        for place, one in found.rows.items()
        if one.ends_on is not None and one.ends_on < one.starts_on
    )
    return described.save(found)


@step
def take_in_contact_methods(
    *, viewer: Viewer, contact_methods: Sequence[SaidContactMethod], at: str = "contact_methods"
) -> list[int]:
    """Write down ways to reach people, those with a key as well as new ones; their keys in the order given.

    At most 5,000 at once; ten statements at most. Raises `NotFound` for a contact method or a person,
    `NotOnePerson`, `DescribedTwice`, `GivenAndCleared`, and what `kit.values` refuses.
    """
    found = described_particulars(
        viewer=viewer, model=ContactMethod, given=contact_methods, key="contact_method_id", at=at
    )
    refuse_all([*found.refusals, *contact_faults(found.rows)])
    return described.save(found)


@step
def contact_faults(contact_methods: Mapping[str, ContactMethod]) -> Iterator[Refused]:
    """Email addresses that are none, at the places where they stand in the input. No query."""
    for place, one in contact_methods.items():
        if one.kind == ContactMethod.ContactKind.EMAIL and one.value:
            try:
                validate_email(one.value)
            except ValidationError as error:
                yield values.ValueInvalid(reason=" ".join(error.messages), field=f"{place}.value")


@step
def take_in_languages(
    *, viewer: Viewer, languages: Sequence[SaidLanguage], at: str = "languages"
) -> list[int]:
    """Write down languages, those with a key as well as new ones; their keys in the order given.

    At most 5,000 at once; eleven statements at most. Raises `NotFound` for a language or a person,
    `NotOnePerson`, `LanguageTaken`, `DescribedTwice`, and what `kit.values` refuses.
    """
    found = described_particulars(
        viewer=viewer, model=PersonLanguage, given=languages, key="language_id", at=at
    )
    refuse_all(found.refusals)
    refuse_all(_named_twice(found.rows))
    return described.save(found)


def _named_twice(languages: Mapping[str, PersonLanguage]) -> Iterator[Refused]:
    changing = {one.pk for one in languages.values()}
    others = of_the_same_people(PersonLanguage, languages.values())
    taken = {_spoken(one) for one in others if one.pk not in changing}
    for place, one in languages.items():
        if (spoken := _spoken(one)) in taken:
            yield LanguageTaken(field=f"{place}.tag")
        taken.add(spoken)


def _spoken(one: PersonLanguage) -> tuple[object, ...]:
    return one.student_id, one.staff_member_id, one.guardian_id, one.tag.casefold()
