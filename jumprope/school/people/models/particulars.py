"""What is known about a person besides the name: numbers, addresses, how to reach them, languages, origin."""

from typing import TYPE_CHECKING

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jumprope.kit.tenancy import TenantForeignKey, TenantModel
from jumprope.school.people.models.people import Guardian, StaffMember, Student

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

PERSONS = ("student", "staff_member", "guardian")
"""The columns of which exactly one says whose a particular is."""


class AddressValue(models.TextChoices):
    """What an address can do without."""

    ENDS_ON = "ends_on", _("The day from which on it no longer holds")


class ContactMethodValue(models.TextChoices):
    """What a way to reach someone can do without."""

    ENDED_ON = "ended_on", _("The day from which on it is not to be used any more")


class DemographicsValue(models.TextChoices):
    """What need not be said of a student."""

    BIRTH_DATE = "birth_date", _("The birth date")
    SEX = "sex", _("The sex")
    AMERICAN_INDIAN_OR_ALASKA_NATIVE = (
        "american_indian_or_alaska_native",
        _("Whether American Indian or Alaska Native"),
    )
    ASIAN = "asian", _("Whether Asian")
    BLACK_OR_AFRICAN_AMERICAN = "black_or_african_american", _("Whether Black or African American")
    NATIVE_HAWAIIAN_OR_OTHER_PACIFIC_ISLANDER = (
        "native_hawaiian_or_other_pacific_islander",
        _("Whether Native Hawaiian or other Pacific Islander"),
    )
    WHITE = "white", _("Whether White")
    TWO_OR_MORE_RACES = "two_or_more_races", _("Whether of two or more races")
    HISPANIC_OR_LATINO = "hispanic_or_latino", _("Whether of Hispanic or Latino ethnicity")


def _only(person: str) -> Q:
    return Q(**{f"{other}__isnull": other != person for other in PERSONS})


class OfAPerson(TenantModel):
    """Something about exactly one person: a student, a member of staff or a guardian."""

    student = TenantForeignKey(Student, null=True, blank=True, help_text=_("The student it is about."))
    staff_member = TenantForeignKey(
        StaffMember, null=True, blank=True, help_text=_("The member of staff it is about.")
    )
    guardian = TenantForeignKey(Guardian, null=True, blank=True, help_text=_("The guardian it is about."))

    class Meta(TenantModel.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=_only("student") | _only("staff_member") | _only("guardian"),
                name="people_%(class)s_of_one_person",
            )
        ]

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"


class PersonIdentifier(OfAPerson):
    """A number under which people know a person: on a card, a form, a report to the state.

    What another system calls our row is no such number, and stands in the external identifiers: that may be
    of any row, it is shown to nobody, and a person has one for each source.

    Personal data: of the person: the number.
    """

    class IdentifierKind(models.TextChoices):
        """Who gives a person a number."""

        LOCAL_STUDENT_NUMBER = "local_student_number", _("The district's number of a student")
        STATE_STUDENT_ID = "state_student_id", _("The state's number of a student")
        STAFF_NUMBER = "staff_number", _("The district's number of a member of staff")
        STATE_STAFF_ID = "state_staff_id", _("The state's number of a member of staff")
        GUARDIAN_NUMBER = "guardian_number", _("The district's number of a guardian")
        MASTER_IDENTIFIER = (
            "master_identifier",
            _("The number of a person in all systems of the district"),
        )
        USERNAME = "username", _("The name to sign in with at the student information system")
        EXTERNAL_ID = "external_id", _("The number of a person in one other system")

    kind = models.CharField(
        _("kind"), max_length=24, choices=IdentifierKind, help_text=_("Who gives the number.")
    )
    system = models.CharField(
        _("system"),
        max_length=60,
        blank=True,
        default="",
        help_text=_("The other system, for example `LDAP`; empty for numbers of the district and the state."),
    )
    value = models.CharField(_("value"), max_length=255, help_text=_("The number; letters are allowed."))

    class Meta(OfAPerson.Meta):
        constraints = [
            *OfAPerson.Meta.constraints,
            models.UniqueConstraint(
                fields=["tenant", "kind", "system", "value"], name="people_one_person_each_number"
            ),
            *(
                models.UniqueConstraint(
                    fields=["tenant", person, "kind", "system"], name=f"people_one_number_each_{person}"
                )
                for person in PERSONS
            ),
        ]


class Address(OfAPerson):
    """Where a person lives or receives mail, from a day until before another.

    Personal data: of the person: the address.
    """

    class AddressKind(models.TextChoices):
        """What an address is for."""

        HOME = "home", _("Where the person lives")
        MAILING = "mailing", _("Where letters go")

    kind = models.CharField(
        _("kind"),
        max_length=8,
        choices=AddressKind,
        default=AddressKind.HOME,
        help_text=_("What it is for."),
    )
    line_1 = models.CharField(_("line 1"), max_length=200, help_text=_("Street and number."))
    line_2 = models.CharField(
        _("line 2"), max_length=200, blank=True, default="", help_text=_("Apartment or floor.")
    )
    city = models.CharField(_("city"), max_length=100, help_text=_("The city or village."))
    region = models.CharField(
        _("region"), max_length=100, blank=True, default="", help_text=_("The state or province.")
    )
    postal_code = models.CharField(
        _("postal code"), max_length=20, blank=True, default="", help_text=_("The postal code.")
    )
    country = models.CharField(
        _("country"),
        max_length=2,
        default="US",
        validators=[
            RegexValidator(r"\A[A-Z]{2}\Z", _("A country is two capital letters, for example `US`."))
        ],
        help_text=_("The country, as in ISO 3166-1: two capital letters."),
    )
    starts_on = models.DateField(_("starts on"), help_text=_("The first day that it holds."))
    ends_on = models.DateField(
        _("ends on"), null=True, blank=True, help_text=_("The first day that it no longer holds.")
    )

    class Meta(OfAPerson.Meta):
        constraints = [
            *OfAPerson.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="people_address_ends_later"
            ),
        ]


class ContactMethod(OfAPerson):
    """A way to reach a person: an address to write to, a number to call or to send messages to.

    Personal data: of the person: email address, telephone number.
    """

    class ContactKind(models.TextChoices):
        """How a person is reached."""

        EMAIL = "email", _("By mail")
        PHONE = "phone", _("By telephone")
        SMS = "sms", _("By text message")

    kind = models.CharField(_("kind"), max_length=8, choices=ContactKind, help_text=_("How it reaches them."))
    value = models.CharField(_("value"), max_length=254, help_text=_("The email address or the number."))
    is_primary = models.BooleanField(
        _("is primary"), default=False, help_text=_("Whether it is tried first among those of its kind.")
    )
    used_for_alerts = models.BooleanField(
        _("used for alerts"), default=True, help_text=_("Whether urgent messages may go there.")
    )
    ended_on = models.DateField(
        _("ended on"), null=True, blank=True, help_text=_("From when on it is not to be used any more.")
    )


class PersonLanguage(OfAPerson):
    """A language that a person speaks, or wants to be written to in.

    Personal data: of the person: the language.
    """

    tag = models.CharField(
        _("tag"),
        max_length=35,
        validators=[
            RegexValidator(
                r"\A[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\Z", _("A language is a tag, for example `es-MX`.")
            )
        ],
        help_text=_("The language, as in BCP 47: for example `es-MX`."),
    )
    spoken_at_home = models.BooleanField(
        _("spoken at home"), default=False, help_text=_("Whether it is spoken at home.")
    )
    for_correspondence = models.BooleanField(
        _("for correspondence"), default=False, help_text=_("Whether the school is to write in it.")
    )

    class Meta(OfAPerson.Meta):
        constraints = [
            *OfAPerson.Meta.constraints,
            *(
                models.UniqueConstraint(
                    fields=["tenant", person, "tag"], name=f"people_one_language_each_{person}"
                )
                for person in PERSONS
            ),
        ]


def _said(name: "StrPromise", help_text: "StrPromise") -> "models.BooleanField[bool | None, bool | None]":
    """Yes, no, or not said."""
    return models.BooleanField(name, null=True, blank=True, help_text=help_text)


class Demographics(TenantModel):
    """What reports to the state ask about a student, as OneRoster words it; null where nobody has said.

    Personal data: of the student: birth date, sex, race and ethnicity, place of birth, residence status.
    """

    class Sex(models.TextChoices):
        """The sex of a student in the words of OneRoster."""

        FEMALE = "female", _("Female")
        MALE = "male", _("Male")
        OTHER = "other", _("Other")
        UNSPECIFIED = "unspecified", _("Unspecified")

    student = TenantForeignKey(
        Student, related_name="demographics", indexed=False, help_text=_("The student.")
    )
    birth_date = models.DateField(
        _("birth date"), null=True, blank=True, help_text=_("The day that the student was born.")
    )
    sex = models.CharField(
        _("sex"), max_length=12, choices=Sex, blank=True, default="", help_text=_("The student's sex.")
    )
    american_indian_or_alaska_native = _said(
        _("American Indian or Alaska Native"), _("Whether American Indian or Alaska Native.")
    )
    asian = _said(_("Asian"), _("Whether Asian."))
    black_or_african_american = _said(_("Black or African American"), _("Whether Black or African American."))
    native_hawaiian_or_other_pacific_islander = _said(
        _("Native Hawaiian or other Pacific Islander"),
        _("Whether Native Hawaiian or other Pacific Islander."),
    )
    white = _said(_("White"), _("Whether White."))
    two_or_more_races = _said(_("two or more races"), _("Whether of two or more races."))
    hispanic_or_latino = _said(_("Hispanic or Latino"), _("Whether of Hispanic or Latino ethnicity."))
    country_of_birth = models.CharField(
        _("country of birth"), max_length=60, blank=True, default="", help_text=_("The country, as a code.")
    )
    state_of_birth = models.CharField(
        _("state of birth"),
        max_length=60,
        blank=True,
        default="",
        help_text=_("The state, as an abbreviation."),
    )
    city_of_birth = models.CharField(
        _("city of birth"), max_length=100, blank=True, default="", help_text=_("The city.")
    )
    residence_status = models.CharField(
        _("residence status"),
        max_length=60,
        blank=True,
        default="",
        help_text=_("Where the student lives in respect of the public school, as a code."),
    )

    class Meta(TenantModel.Meta):
        verbose_name_plural = "demographics"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "student"], name="people_demographics_of_one_student")
        ]

    def __str__(self) -> str:
        return f"demographics of student {self.student_id}"
