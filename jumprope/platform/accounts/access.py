"""Who may see and change accounts, whose an account is at sign-in, and what keeps them signed in."""

from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends import db
from django.db.models import Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from graphplan import any_of
from jumprope.kit.permissions import Reach, Role, permission
from jumprope.kit.tenancy import across_tenants, tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.accounts.models import Account, Session
from jumprope.platform.accounts.rules import normalised

READ_ACCOUNTS = permission("accounts.read", _("See who has an account"), Role.SUPPORT)
MANAGE_ACCOUNTS = permission("accounts.manage", _("Make and disable accounts, and give and end roles"))


def visible(viewer: Viewer) -> Q:
    """One's own account; all of them to those who look after accounts."""
    return any_of(viewer.reaches_by(READ_ACCOUNTS, Reach.TENANT), Q(pk=viewer.account_id))


def manageable(viewer: Viewer) -> Q:
    """The accounts that the viewer may change: all of the tenant's, or none."""
    return any_of(viewer.reaches_by(MANAGE_ACCOUNTS, Reach.TENANT))


SIGNED_IN = Q(is_active=True)
"""Of the accounts with a session, those that it still lets in."""


def of_session(*, session_key: Any, now: Any) -> QuerySet[Account]:
    """The account that a session which lasts beyond `now` is signed in to, if it is still let in.

    With it comes `session_data`, and what was signed there is still to be compared with the account. A
    query, so that it can be compiled for any session: both arguments may be expressions.
    """
    session = Session.objects.filter(session_key=session_key, expire_date__gt=now)
    with across_tenants():
        return Account.objects.filter(SIGNED_IN, pk=Subquery(session.values("account_id"))).annotate(
            session_data=Subquery(session.values("session_data"))
        )


class AccountBackend(BaseBackend):
    """Signs in by email address and password, within a tenant where the address is known to more than one."""

    def authenticate(
        self,
        request: HttpRequest | None,  # noqa: ARG002 - Django's signature
        *,
        email: str = "",
        password: str = "",
        tenant: str = "",
        **_kwargs: Any,
    ) -> Account | None:
        """The active account with this address and password, or None.

        An address that several tenants know needs the tenant's slug; without it the answer is None too, so
        that nobody learns where an address is known. One query; no account takes as long as a wrong
        password.
        """
        with across_tenants():
            accounts = Account.objects.filter(email=normalised(email), is_active=True)
            if tenant:
                accounts = accounts.filter(tenant__slug=normalised(tenant))
            found = list(accounts.select_related("tenant")[:2])
        # Hashing fills a password up with NULs: with some behind it, it would be the same one.
        if len(found) != 1 or "\x00" in password:
            make_password(password)
            return None
        account = found[0]
        with tenant_scope(
            account.tenant_id
        ):  # a password that was hashed by older settings is hashed again here
            return account if account.check_password(password) else None

    def get_user(self, user_id: int) -> Account | None:
        """The account of a session with its tenant, or None once it is disabled. One query."""
        with across_tenants():
            return Account.objects.select_related("tenant").filter(SIGNED_IN, pk=user_id).first()


class SessionStore(db.SessionStore):
    """Django's sessions, in our table: each row names the account that is signed in."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """The table."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row that is written."""
        row = cast(Session, super().create_model_instance(data))
        row.account_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        return row
