"""Who has had a digest today: said before it is sent, so that nobody has two."""

from dataclasses import dataclass

from jumprope.kit.command import Answer, command
from jumprope.kit.viewer import Viewer
from jumprope.operations.opsdesk.access import RUN_OPSDESK
from jumprope.operations.opsdesk.models import DigestSent


@dataclass(frozen=True, kw_only=True)
class DigestBegun(Answer):
    """The digest that the caller alone may send now; none when it was sent today."""

    digest_id: int | None


@dataclass(frozen=True, kw_only=True)
class DigestFailed(Answer):
    """The digest that may be sent again today."""

    digest_id: int


@command(RUN_OPSDESK, event="opsdesk.digest_begun")
def begin(*, viewer: Viewer, recipient: str, tickets: int) -> DigestBegun:
    """Say that today's digest, in UTC, is about to be sent to an address. Two statements.

    Where the process ends before it is sent, there is none that day: the comments in Jira say the same.
    """
    today = viewer.now.date()
    row = DigestSent.objects.select_for_update().filter(recipient=recipient, on=today).first()
    if row is not None and not row.problem:
        return DigestBegun(digest_id=None)
    row = row or DigestSent(recipient=recipient, on=today)
    row.tickets, row.begun_at, row.problem = tickets, viewer.now, ""
    row.save()
    return DigestBegun(digest_id=row.pk)


@command(RUN_OPSDESK, event="opsdesk.digest_failed")
def fail(*, viewer: Viewer, digest_id: int, problem: str) -> DigestFailed:  # noqa: ARG001
    """Say why a digest was not sent; the next run tries again. One statement."""
    DigestSent.objects.filter(pk=digest_id).update(problem=problem[:500] or "?")
    return DigestFailed(digest_id=digest_id)
