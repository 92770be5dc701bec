"""Digests by mail, through a server of SMTP in this process; and forgetting what is old."""

import socketserver
from collections.abc import Callable, Iterator
from datetime import timedelta
from email import message_from_string, policy
from email.message import EmailMessage
from threading import Thread
from typing import Any

import pytest

from jumprope.kit import clock
from jumprope.kit.errors import Refused
from jumprope.kit.viewer import Viewer
from jumprope.operations.opsdesk.jobs import configured, daily, handlers
from jumprope.operations.opsdesk.jobs import desk as jobs
from jumprope.operations.opsdesk.jobs.desk import Desk
from jumprope.operations.opsdesk.jobs.stand_in.aws import InspectorStandIn
from jumprope.operations.opsdesk.jobs.stand_in.invented import FIRST_SEEN, a_finding, an_event
from jumprope.operations.opsdesk.jobs.stand_in.jira import ADDRESS, JiraStandIn
from jumprope.operations.opsdesk.models import Delivery, DigestSent, Event, Finding, Ticket, WebhookReceipt
from jumprope.operations.opsdesk.rules.mail import Mail, mail
from jumprope.operations.opsdesk.tests.test_handlers import TOLD
from jumprope.operations.opsdesk.writes import cleaning, people, webhooks
from jumprope.platform.audit.models import AuditEvent

Now = Callable[[], Viewer]
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
DUE_SOON = FIRST_SEEN + 6 * DAY
RECIPIENTS = '{"": "security@example.org", "Portal": ["portal@example.org", "lead@example.org"]}'


class Postbox(socketserver.ThreadingTCPServer):
    """A server of SMTP that keeps what it takes; busy, it takes nothing."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.letters: list[tuple[str, EmailMessage]] = []
        self.busy = False

    def to(self) -> list[str]:
        """Who was written to."""
        return sorted(recipient for recipient, _ in self.letters)


class _Talk(socketserver.StreamRequestHandler):
    """One client at the server, as RFC 5321 has it."""

    server: Postbox

    def handle(self) -> None:
        self._say("220 here" if not self.server.busy else "421 come again later")
        recipient = ""
        for line in self.rfile:
            word = line.decode().strip()
            if word.upper().startswith("RCPT TO:"):
                recipient = word[8:].strip("<>")
            if word.upper() == "DATA":
                self._say("354 go on")
                lines = iter(self.rfile.readline, b".\r\n")
                letter = message_from_string(b"".join(lines).decode(), policy=policy.default)
                self.server.letters.append((recipient, letter))
            self._say("250 well")
            if word.upper() == "QUIT":
                return

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    with Postbox() as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def by_mail(postbox: Postbox, settings: Any) -> Mail:
    """The way to the postbox, by Django's own backend; the tests' own keeps letters to itself."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    return mail(f"smtp://127.0.0.1:{postbox.server_address[1]}", "desk@example.org", RECIPIENTS)


@pytest.fixture
def tickets(desk: Desk, inspector: InspectorStandIn) -> None:
    """Two tickets due in a day, of which one belongs to a team; one that is due later."""
    with clock.stopped_at(FIRST_SEEN):
        found = [a_finding(), a_finding(repository="portal"), a_finding(cve="CVE-2026-2", severity="LOW")]
        inspector.found |= {each["findingArn"]: each for each in found}
        people.name_owner(viewer=desk.viewer(), tag="place", value=place("portal"), team="Portal")
        jobs.reconcile(desk)


def place(repository: str) -> str:
    return f"image 123456789012/eu-central-1/{repository}"


@pytest.mark.usefixtures("tickets")
def test_each_address_gets_its_tickets_in_plain_words_once_a_day(
    viewer_now: Now, by_mail: Mail, postbox: Postbox
) -> None:
    with clock.stopped_at(DUE_SOON):
        assert daily.send_digests(viewer_now, by_mail, ADDRESS).counts == {"digests": 3}
        assert daily.send_digests(viewer_now, by_mail, ADDRESS).counts == {}
    assert postbox.to() == ["lead@example.org", "portal@example.org", "security@example.org"]
    letter = dict(postbox.letters)["security@example.org"]
    assert (letter["Subject"], letter["From"]) == ("1 vulnerability ticket due soon", "desk@example.org")
    assert (letter["To"], letter["Auto-Submitted"]) == ("security@example.org", "auto-generated")
    assert letter.get_content_type() == "text/plain"
    assert letter.get_content().splitlines()[:5] == [
        "Due soon:",
        "",
        "SEC-1  high  due 2026-09-08 08:00 UTC",
        f"  CVE-2026-1001 in {place('gradebook')}",
        f"  {ADDRESS}/browse/SEC-1",
    ]
    assert "portal" not in letter.get_content()
    with clock.stopped_at(DUE_SOON + DAY - HOUR):
        assert daily.send_digests(viewer_now, by_mail, ADDRESS).counts == {"digests": 3}


@pytest.mark.usefixtures("tickets")
def test_nobody_is_written_to_as_long_as_nothing_is_due_soon(
    viewer_now: Now, by_mail: Mail, postbox: Postbox, jira: JiraStandIn, desk: Desk
) -> None:
    with clock.stopped_at(FIRST_SEEN + DAY):
        assert daily.send_digests(viewer_now, by_mail, ADDRESS).counts == {}
        people.pause(viewer=viewer_now(), jira_key="SEC-1", reason="Waiting for the vendor")
        jira.people_move("SEC-2", "Done")
        jobs.look_at(desk, "SEC-2")
    with clock.stopped_at(DUE_SOON):
        assert daily.send_digests(viewer_now, by_mail, ADDRESS).counts == {}
        assert daily.send_digests(viewer_now, None, ADDRESS).counts == {}
    assert (postbox.letters, DigestSent.objects.count()) == ([], 0)


@pytest.mark.usefixtures("tickets")
def test_what_is_overdue_is_listed_beside_what_is_due_soon(
    viewer_now: Now, by_mail: Mail, postbox: Postbox, desk: Desk, inspector: InspectorStandIn
) -> None:
    with clock.stopped_at(FIRST_SEEN + 8 * DAY):
        urgent = a_finding(cve="CVE-2026-3", severity="CRITICAL", first_seen=FIRST_SEEN + 6.5 * DAY)
        inspector.found[urgent["findingArn"]] = urgent
        jobs.reconcile(desk)
        daily.send_digests(viewer_now, by_mail, ADDRESS)
    text = dict(postbox.letters)["security@example.org"].get_content()
    assert text.index("CVE-2026-3") < text.index("Overdue:") < text.index("CVE-2026-1001")


@pytest.mark.usefixtures("tickets")
def test_a_digest_that_the_server_does_not_take_is_tried_again(
    viewer_now: Now, by_mail: Mail, postbox: Postbox
) -> None:
    postbox.busy = True
    with clock.stopped_at(DUE_SOON):
        run = daily.send_digests(viewer_now, by_mail, ADDRESS)
        assert (run.counts, len(run.problems)) == ({}, 3)
        assert set(DigestSent.objects.values_list("problem", flat=True)) == {"SMTPConnectError"}
        assert not any("@" in problem for problem in run.problems)
        postbox.busy = False
        assert daily.send_digests(viewer_now, by_mail, ADDRESS).counts == {"digests": 3}
    assert len(postbox.letters) == DigestSent.objects.filter(problem="").count() == 3


@pytest.mark.usefixtures("tickets")
def test_the_schedule_sends_digests_even_while_jira_is_away(
    desk: Desk,
    by_mail: Mail,
    postbox: Postbox,
    jira: JiraStandIn,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(configured, "desk", lambda: desk)
    server = f"smtp://127.0.0.1:{postbox.server_address[1]}"
    said = {"SERVER": server, "FROM": by_mail.sender, "TO": RECIPIENTS}
    settings.OPSDESK = TOLD | {f"OPSDESK_MAIL_{name}": value for name, value in said.items()}
    jira.fault = lambda _request: "down"
    with clock.stopped_at(DUE_SOON), pytest.raises(Refused):
        handlers.on_schedule()
    assert len(postbox.letters) == 3


@pytest.mark.usefixtures("tickets")
def test_what_is_old_is_forgotten_and_counted_but_no_call_that_may_still_arrive(
    viewer_now: Now, desk: Desk
) -> None:
    with clock.stopped_at(FIRST_SEEN + DAY):
        jobs.take_events(desk, [an_event(a_finding()), "no event"])
        webhooks.receive(viewer=viewer_now(), identifier="1", jira_key="SEC-1", echo=False)
        Delivery.objects.create(
            ticket=Ticket.objects.all()[0],
            kind="comment",
            state="sent",
            planned_at=clock.now(),
            sent_at=clock.now(),
        )
    before = Finding.objects.count(), Ticket.objects.count()
    with clock.stopped_at(FIRST_SEEN + 91 * DAY + HOUR):
        assert daily.clean_up(viewer_now, 91).counts == {
            "events_forgotten": 0,
            "webhooks_forgotten": 0,
            "deliveries_forgotten": 3,
            "digests_forgotten": 0,
        }
        assert daily.clean_up(viewer_now, 90).counts["events_forgotten"] == 2
        assert AuditEvent.objects.order_by("position").last().details == (  # type: ignore[union-attr]
            '{"events": 2, "webhooks": 1, "deliveries": 1, "digests": 0, "more": false}'
        )
    assert not Event.objects.exists()
    assert not WebhookReceipt.objects.exists()
    assert Delivery.objects.get().state == "sent"
    assert (Finding.objects.count(), Ticket.objects.count()) == before


def test_many_old_records_are_forgotten_in_portions(
    viewer_now: Now, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr(cleaning, "AT_ONCE", 2)
    Event.objects.bulk_create(
        Event(identifier=str(number), received_at=FIRST_SEEN, body="{}") for number in range(5)
    )
    with clock.stopped_at(FIRST_SEEN + 91 * DAY):
        with django_assert_num_queries(11):
            assert cleaning.forget(viewer=viewer_now(), days=90).more
        assert daily.clean_up(viewer_now, 90).counts["events_forgotten"] == 3
    assert not Event.objects.exists()


def test_what_is_oldest_is_forgotten_first(viewer_now: Now, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaning, "AT_ONCE", 2)
    Event.objects.bulk_create(
        Event(identifier=str(days), received_at=FIRST_SEEN + days * DAY, body="{}") for days in (2, 1, 0)
    )
    with clock.stopped_at(FIRST_SEEN + 99 * DAY):
        cleaning.forget(viewer=viewer_now(), days=90)
    assert Event.objects.get().identifier == "2"
