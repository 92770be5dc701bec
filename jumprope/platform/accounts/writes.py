"""Making accounts and disabling them."""

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from jumprope.kit.command import step
from jumprope.kit.errors import Refused
from jumprope.platform.accounts.models import Account
from jumprope.platform.accounts.rules import normalised


class EmailInvalid(Refused):
    """The address could not receive mail."""

    code = "email_invalid"
    message = _("This is no mail address.")
    field = "email"


class EmailTaken(Refused):
    """The tenant has an account with this address."""

    code = "email_taken"
    message = _("There is an account with this mail address already.")
    field = "email"


class PasswordTooShort(Refused):
    """Length is what makes a password hard to guess."""

    code = "password_too_short"
    message = _("A password has at least {least} characters.")
    field = "password"


SHORTEST_PASSWORD = 15
"""Characters of a password that stands alone, without a second factor (NIST SP 800-63B)."""


@step
def create(*, email: str, display_name: str, password: str | None) -> int:
    """Make an account in the tenant in scope and return its id; without a password nobody can sign in to it yet.

    Raises `EmailInvalid`, `EmailTaken`, `PasswordTooShort`. Two statements.
    """
    email = normalised(email)
    try:
        validate_email(email)
    except ValidationError as error:
        raise EmailInvalid from error
    if len(email) > Account._meta.get_field("email").max_length:
        raise EmailInvalid
    if password is not None and len(password) < SHORTEST_PASSWORD:
        raise PasswordTooShort(least=SHORTEST_PASSWORD)
    if Account.objects.filter(email=email).exists():
        raise EmailTaken
    account = Account(email=email, display_name=display_name.strip() or email, password=make_password(password))
    account.save(force_insert=True)
    return account.pk
