"""Who asks: one statement from the cookie to the roles that are held, and the checks that Django makes."""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from jumprope.kit import clock
from jumprope.kit.permissions import Role
from jumprope.platform.permissions import rules

# Django's names and ours, from modules that load its tables; the tests compare them.
SESSION_SALT = "django.contrib.sessions.SessionStore"
HASH_SALT = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"
OURS = "jumprope.platform.accounts.access.AccountBackend"
ACCOUNT, BACKEND, HASH = "_auth_user_id", "_auth_user_backend", "_auth_user_hash"


@dataclass(frozen=True, slots=True)
class Asker:
    """A viewer as plans know one: values to compare with."""

    tenant_id: int
    account_id: int
    now: datetime
    today: date
    schools: Mapping[str, Sequence[int]]

    def value_at(self, name: str, member: Hashable) -> Any:
        """The value of a parameter."""
        return getattr(self, name) if member is None else self.schools.get(str(member), ())


class Nobody:
    """Who asks before that is known: a statement that compares with anything of theirs cannot be run."""

    def value_at(self, name: str, _member: Hashable) -> Any:
        """No value of theirs is known."""
        raise LookupError(name)


@dataclass(frozen=True, slots=True)
class Permission:
    """What is left of a permission where none is declared: its name, and the roles that hold it."""

    name: str
    roles: frozenset[Role]

    @classmethod
    def of(cls, name: str, roles: Iterable[str]) -> "Permission":
        """From what an artefact says of it."""
        return cls(name, frozenset(map(Role, roles)))


@dataclass(frozen=True, slots=True)
class WhoAsks:
    """Who is signed in."""

    asker: Asker
    shape: str
    """Of their roles: it decides which plans are theirs; see `permissions.rules.shape`."""

    reaches: Set[tuple[str, str]]
    """How far which permission of theirs reaches; see `permissions.rules.reaches`."""


def who_asks(
    rows: Sequence[Sequence[Any]], now: datetime, permissions: Collection[Permission]
) -> WhoAsks | None:
    """Who is signed in, out of the rows of `permissions.reads.who_asks`; None if nobody is for certain."""
    if not rows:
        return None
    signed, account_id, password, tenant_id, time_zone, *_ = rows[0]
    if not _is_signed_in(signed, account_id, password):
        return None
    held = [(Role(role), school) for *_, role, school in rows if role is not None]
    found = rules.reaches(held, permissions)
    asker = Asker(
        tenant_id=tenant_id,
        account_id=account_id,
        now=now,
        today=clock.today(time_zone),
        schools={name: tuple(keys) for name, keys in found.schools.items()},
    )
    return WhoAsks(asker, rules.shape(held), found.pairs)


def _is_signed_in(signed: str, account_id: int, password: str) -> bool:
    """Whether what was signed in a session is this account's, and of its password of today."""
    try:
        session = signing.loads(signed, salt=SESSION_SALT, serializer=signing.JSONSerializer)
    except signing.BadSignature:
        return False
    return (
        session.get(ACCOUNT) == str(account_id)
        and session.get(BACKEND) == OURS
        and constant_time_compare(session.get(HASH, ""), hash_of(password))
    )


def hash_of(password: str) -> str:
    """What a session keeps of a password, as hashed: another password ends it."""
    return salted_hmac(HASH_SALT, password, algorithm="sha256").hexdigest()
