"""What is to be done beside reconciling: the digest by mail before a breach, and forgetting what is old."""

from collections.abc import Callable
from dataclasses import asdict

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from jumprope.kit import clock
from jumprope.kit.viewer import Viewer
from jumprope.operations.opsdesk import reads
from jumprope.operations.opsdesk.jobs.desk import Run
from jumprope.operations.opsdesk.rules.digests import Digest, digests
from jumprope.operations.opsdesk.rules.mail import Mail
from jumprope.operations.opsdesk.writes import cleaning
from jumprope.operations.opsdesk.writes import digests as writes

PATIENCE = 20
"""Seconds that a mail server may take to answer."""

MOST_ROUNDS = 50
"""How often a run forgets 900 rows of each sort; what is left waits for the next run."""


def send_digests(viewer: Callable[[], Viewer], mail: Mail | None, site: str) -> Run:
    """Send each address its digest, once a day and only while something is due soon.

    One that the server does not take is told in the run's problems, and tried again by the next run.
    """
    run = Run()
    if mail is None:
        return run
    for digest in digests(reads.ticking(), clock.now(), to=mail.to, site=site):
        begun = writes.begin(viewer=viewer(), recipient=digest.recipient, tickets=digest.pressing).digest_id
        if begun is None:
            continue
        try:
            _message(digest, mail).send()
        except OSError as problem:  # smtplib's errors are some too
            writes.fail(viewer=viewer(), digest_id=begun, problem=type(problem).__name__)
            run.problems.append(f"a digest was not sent: {type(problem).__name__}")
        else:
            run.add(digests=1)
    return run


def clean_up(viewer: Callable[[], Viewer], days: int) -> Run:
    """Forget what is older than so many days."""
    run = Run()
    for _ in range(MOST_ROUNDS):
        forgotten = cleaning.forget(viewer=viewer(), days=days)
        run.add(**{f"{name}_forgotten": count for name, count in asdict(forgotten).items() if name != "more"})
        if not forgotten.more:
            break
    return run


def _message(digest: Digest, mail: Mail) -> EmailMessage:
    # Answers of machines to machines: without this header, absence notes come back.
    headers = {"Auto-Submitted": "auto-generated"}
    return EmailMessage(
        digest.subject,
        digest.text,
        mail.sender,
        [digest.recipient],
        connection=_connection(mail),
        headers=headers,
    )


def _connection(mail: Mail) -> BaseEmailBackend:
    """A line to the server, by the backend that the settings name."""
    server = mail.server
    return get_connection(
        host=server.host,
        port=server.port,
        username=server.user,
        password=server.password,
        use_tls=server.starttls,
        use_ssl=server.tls,
        timeout=PATIENCE,
    )
