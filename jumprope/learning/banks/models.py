"""Standards banks, their versions, and the trees in these."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jumprope.kit.prose import ProseField
from jumprope.kit.tenancy import TenantForeignKey, TenantModel

CODE = 200
DIGEST = 64


class CountsTowards(models.TextChoices):
    """What mastery of a standard speaks of."""

    ACADEMIC = "academic", _("Academic achievement")
    HABITS = "habits", _("Habits of work")


class StandardType(TenantModel):
    """A kind of standards that is reported by itself: academic ones, habits of work, and the tenant's own.

    The two built-in ones come with the tenant's first bank. One that is no longer given is retired.

    Personal data: none.
    """

    name = models.CharField(_("name"), max_length=100, help_text=_("What the type is called."))
    counts_towards = models.CharField(
        _("counts towards"),
        max_length=10,
        choices=CountsTowards,
        help_text=_("What mastery of its standards speaks of."),
    )
    built_in = models.BooleanField(_("built in"), default=False, help_text=_("Whether every tenant has it."))
    retired_at = models.DateTimeField(
        _("retired at"), null=True, blank=True, help_text=_("From when it is no longer given.")
    )

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["tenant", "name"], name="banks_standard_type_name")]

    def __str__(self) -> str:
        return self.name


class Bank(TenantModel):
    """A collection of standards that teachers choose from: the district's, or one school's.

    Personal data: none.
    """

    name = models.CharField(_("name"), max_length=200, help_text=_("What the bank is called."))
    school = TenantForeignKey(
        "tenancy.School",
        null=True,
        blank=True,
        related_name="standards_banks",
        help_text=_("The school whose bank it is; none for the whole tenant's."),
    )

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["tenant", "name"], name="banks_bank_name")]

    def __str__(self) -> str:
        return self.name


class VersionState(models.TextChoices):
    """Where a version of a bank is on its way."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    ARCHIVED = "archived", _("Archived")


class BankVersion(TenantModel):
    """A bank for a school year. It begins as a draft, a copy of the version before; is published, and then
    changes by corrections only; and is archived, at the latest when another is published for the same year.

    A bank has at most one draft, and for each year at most one published version.

    Personal data: none.
    """

    bank = TenantForeignKey(
        Bank, related_name="versions", indexed=False, help_text=_("The bank it is a version of.")
    )
    number = models.PositiveIntegerField(_("number"), help_text=_("The bank's versions, counted from 1."))
    school_year = TenantForeignKey(
        "calendars.SchoolYear", related_name="bank_versions", help_text=_("The year it is for.")
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=VersionState,
        default=VersionState.DRAFT,
        help_text=_("Where it is on its way."),
    )
    copied_from = TenantForeignKey(
        "self",
        null=True,
        blank=True,
        related_name="copies",
        help_text=_("The version it began as a copy of."),
    )
    published_at = models.DateTimeField(
        _("published at"), null=True, blank=True, help_text=_("From when teachers could choose from it.")
    )
    archived_at = models.DateTimeField(
        _("archived at"), null=True, blank=True, help_text=_("From when it was only kept.")
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["tenant", "bank", "number"], name="banks_version_number")
        ]

    def __str__(self) -> str:
        return f"version {self.number}"


class VersionFolder(TenantModel):
    """A heading in a version of a bank, below another one or at the top.

    Personal data: none.
    """

    version = TenantForeignKey(BankVersion, related_name="folders", help_text=_("The version it stands in."))
    parent = TenantForeignKey(
        "self", null=True, blank=True, related_name="children", help_text=_("The folder above it.")
    )
    name = models.CharField(_("name"), max_length=200, help_text=_("What the folder is called."))
    position = models.PositiveIntegerField(_("position"), help_text=_("Its place among its siblings."))
    removed_at = models.DateTimeField(
        _("removed at"), null=True, blank=True, help_text=_("When it was taken out of the draft.")
    )

    def __str__(self) -> str:
        return self.name


class VersionStandard(TenantModel):
    """A standard's place in a version of a bank, and what it says there.

    Code and statement are the standard's as it was put in, unless others were given: an import changes no
    version. The two keys are what they sound like, so that nothing is in a version twice; where a standard
    was taken out of the draft they are none.

    Personal data: none.
    """

    version = TenantForeignKey(
        BankVersion, related_name="standards", indexed=False, help_text=_("The version it stands in.")
    )
    folder = TenantForeignKey(
        VersionFolder, null=True, blank=True, related_name="standards", help_text=_("The folder it is in.")
    )
    standard = TenantForeignKey(
        "standards.Standard", related_name="bank_standards", help_text=_("The standard.")
    )
    standard_type = TenantForeignKey(
        StandardType, related_name="bank_standards", help_text=_("Which kind of standard it is here.")
    )
    position = models.PositiveIntegerField(_("position"), help_text=_("Its place in its folder."))
    code = models.CharField(
        _("code"), max_length=CODE, blank=True, default="", help_text=_("Its code in this version.")
    )
    statement = models.TextField(_("statement"), help_text=_("What it says in this version."))
    code_key = models.CharField(  # noqa: DJ001 - a unique key has room for many NULLs, and for one empty text
        _("code key"), max_length=CODE, null=True, blank=True, help_text=_("The code, however it is spelled.")
    )
    statement_key = models.CharField(  # noqa: DJ001 - as above
        _("statement key"),
        max_length=DIGEST,
        null=True,
        blank=True,
        help_text=_("A digest of the statement, however it is punctuated."),
    )
    removed_at = models.DateTimeField(
        _("removed at"), null=True, blank=True, help_text=_("When it was taken out of the draft.")
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["tenant", "version", "code_key"], name="banks_one_code"),
            models.UniqueConstraint(
                fields=["tenant", "version", "statement_key"], name="banks_one_statement"
            ),
        ]

    def __str__(self) -> str:
        return self.code or f"bank standard {self.pk}"


class VersionStandardCorrection(TenantModel):
    """That the words of a standard were put right in a version that was published already, and why.

    Personal data: none, but for who did it.
    """

    bank_standard = TenantForeignKey(
        VersionStandard, related_name="corrections", help_text=_("What was put right.")
    )
    code_before = models.CharField(
        _("code before"), max_length=CODE, blank=True, default="", help_text=_("Its code until then.")
    )
    statement_before = models.TextField(_("statement before"), help_text=_("What it said until then."))
    reason = ProseField(_("reason"), max_length=1000, help_text=_("Why it was put right."))
    corrected_at = models.DateTimeField(_("corrected at"), help_text=_("When."))
    corrected_by = TenantForeignKey(
        "accounts.Account",
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Who did it; none for an operator."),
    )

    def __str__(self) -> str:
        return f"correction of {self.bank_standard_id}"
