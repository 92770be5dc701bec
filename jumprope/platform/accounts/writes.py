"""Making accounts, giving them passwords, and disabling them."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from jumprope.kit import rows, uniqueness, values
from jumprope.kit.command import Answer, command, step
from jumprope.kit.errors import Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.platform.accounts.access import MANAGE_ACCOUNTS, manageable
from jumprope.platform.accounts.models import Account
from jumprope.platform.accounts.rules import normalised


class EmailTaken(Refused):
    """The tenant has an account with this address."""

    code = "email_taken"
    message = _("There is an account with this email address already.")
    field = "email"


class PasswordWeak(Refused):
    """The settings' validators (NIST SP 800-63B: long, and not one that everyone guesses) refuse it."""

    code = "password_weak"
    message = _("{reasons}")
    field = "password"


class OwnAccount(Refused):
    """Whoever locks the door from outside cannot come in to open it again."""

    code = "own_account"
    message = _("This is your own account. Another administrator can disable it.")
    field = "account_id"


@dataclass(frozen=True, kw_only=True)
class PasswordSet(Answer):
    """The account that has a new password."""

    account_id: int


@dataclass(frozen=True, kw_only=True)
class AccountDisabled(Answer):
    """The account that can no longer sign in."""

    account_id: int


@step
def create(*, email: str, display_name: str, password: str | None) -> int:
    """Make an account in the tenant in scope and return its id; without a password nobody can sign in to it
    yet.

    Raises `EmailTaken`, `PasswordWeak`, and what `kit.values.clean` finds. One statement.
    """
    email = normalised(email)
    account = Account(email=email, display_name=display_name.strip() or email, password=_hashed(password))
    refuse_all(values.clean(account))
    with uniqueness.unless_taken(Account, "accounts_account_email", EmailTaken()):
        account.save(force_insert=True)
    return account.pk


@command(MANAGE_ACCOUNTS, event="account.password_set")
def set_password(*, viewer: Viewer, account_id: int, password: str) -> PasswordSet:
    """Give an account a password, and sign out who is signed in.

    Raises `NotFound`, `PasswordWeak`, and `ValueUnprintable` for one that holds a control character.
    """
    account = _locked(viewer, account_id)
    give_password(account_id=account.pk, password=password)
    return PasswordSet(account_id=account.pk)


@step
def give_password(*, account_id: int, password: str) -> None:
    """Give an account of the tenant in scope a password, and sign out who is signed in. One statement.

    Raises `PasswordWeak`, `ValueUnprintable`.
    """
    Account.objects.filter(pk=account_id).update(password=_hashed(password))


@command(MANAGE_ACCOUNTS, event="account.disabled")
def disable(*, viewer: Viewer, account_id: int) -> AccountDisabled:
    """Let nobody sign in to an account any more. Whoever is signed in to it is signed out.

    Raises `NotFound`, and `OwnAccount` for one's own: so the tenant always keeps an administrator.
    """
    account = _locked(viewer, account_id)
    if account.pk == viewer.account_id:
        raise OwnAccount
    account.is_active = False
    account.save(update_fields=["is_active"])
    return AccountDisabled(account_id=account.pk)


def _locked(viewer: Viewer, account_id: int) -> Account:
    return rows.locked_one(Account, manageable(viewer), account_id, field="account_id")


def _hashed(password: str | None) -> str:
    if password is not None:
        # What no keyboard types, or a database or a browser cuts short, would lock its owner out.
        refuse_all(values.faults_of_text(password, "password"))
        try:
            validate_password(password)
        except ValidationError as error:
            raise PasswordWeak(reasons=" ".join(error.messages)) from error
    return make_password(password)
