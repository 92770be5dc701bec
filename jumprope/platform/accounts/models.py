"""Accounts."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext_lazy as _

from jumprope.kit.tenancy import TenantModel


class Account(TenantModel, AbstractBaseUser):
    """Someone, or some system, that signs in to one tenant.

    The same person in two districts has two accounts that know nothing of each other. An account is
    disabled, never deleted. Email addresses are kept in lower case, so that there is one spelling.

    Personal data: of the account's holder (student, guardian or staff): email address, display name, last
    sign-in.
    """

    email = models.EmailField(
        _("email address"), max_length=254, help_text=_("The email address to sign in with.")
    )
    display_name = models.CharField(
        _("display name"), max_length=254, help_text=_("How the account's holder is greeted.")
    )
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Whether the account may sign in.")
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["tenant", "email"], name="accounts_account_email")]
        indexes = [models.Index(fields=["email"], name="accounts_account_email_idx")]

    def __str__(self) -> str:
        return f"Account {self.pk}"


class Session(AbstractBaseSession):
    """A browser or a program that somebody signed in with. Its key is the secret in their cookie.

    Django's own table keeps the account inside of what it has signed, where no statement can look. The
    account beside it lets one statement find who asks; what was signed is still what is believed.

    Personal data: of the account's holder: that they are signed in, and until when. It stays after that until
    `jumprope clearsessions` deletes it, which runs every night.
    """

    # No relation, as nothing joins from outside of all tenants to a tenant's rows.
    account_id = models.BigIntegerField(
        null=True, editable=False, help_text=_("Who is signed in; nobody before they are.")
    )

    def __str__(self) -> str:
        return f"Session of account {self.account_id}"
