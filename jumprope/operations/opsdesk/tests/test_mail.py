"""How mail is configured, and what a digest of many tickets says."""

from datetime import timedelta

import pytest

from jumprope.operations.opsdesk.jobs.stand_in.invented import FIRST_SEEN
from jumprope.operations.opsdesk.jobs.stand_in.jira import ADDRESS
from jumprope.operations.opsdesk.rules.configuration import NEEDED, Configuration, Unusable, configuration
from jumprope.operations.opsdesk.rules.digests import MOST_LISTED, Open, digests
from jumprope.operations.opsdesk.rules.mail import MailServer

TOLD = dict.fromkeys(NEEDED, "x") | {"OPSDESK_JIRA_URL": ADDRESS}
SECRET = "p%40ss"


def told(**said: str) -> Configuration:
    mail = {
        "MAIL_SERVER": f"smtps://ada:{SECRET}@mail.example.org",
        "MAIL_FROM": "desk@example.org",
        "MAIL_TO": '{"": "a@example.org", "Grades": ["b@example.org", "c@example.org"]}',
    }
    return configuration(TOLD | {f"OPSDESK_{name}": value for name, value in (mail | said).items()})


def test_who_is_told_nothing_about_mail_sends_none() -> None:
    assert configuration(TOLD).mail is None
    assert configuration(TOLD).keep_days == 90


def test_teams_have_addresses_and_all_others_share_theirs() -> None:
    mail = told().mail
    assert mail is not None
    assert (mail.to("Grades"), mail.to("Nobody")) == (("b@example.org", "c@example.org"), ("a@example.org",))
    assert SECRET not in repr(told())
    assert "p@ss" not in repr(told())
    only_teams = told(MAIL_TO='{"Grades": "b@example.org"}').mail
    assert only_teams is not None
    assert only_teams.to("Nobody") == ()


@pytest.mark.parametrize(
    ("address", "port", "starttls", "tls"),
    [
        ("smtps://ada:p@mail.example.org", 465, False, True),
        ("smtp+starttls://ada:p@mail.example.org:25", 25, True, False),
        ("smtp://mail.example.org", 25, False, False),
        ("smtp://ada:p@localhost", 25, False, False),
    ],
)
def test_a_server_is_named_by_its_address(address: str, port: int, starttls: bool, tls: bool) -> None:
    mail = told(MAIL_SERVER=address).mail
    assert mail is not None
    assert (mail.server.port, mail.server.starttls, mail.server.tls) == (port, starttls, tls)
    assert isinstance(mail.server, MailServer)


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"MAIL_SERVER": "mail.example.org"}, "OPSDESK_MAIL_SERVER is smtp, smtp+starttls, smtps://"),
        ({"MAIL_SERVER": f"smtp://ada:{SECRET}@mail.example.org:many"}, "OPSDESK_MAIL_SERVER is smtp"),
        ({"MAIL_SERVER": f"smtp://ada:{SECRET}@mail.example.org"}, "could be read"),
        ({"MAIL_SERVER": ""}, "OPSDESK_MAIL_SERVER is"),
        ({"MAIL_FROM": "desk"}, "OPSDESK_MAIL_FROM is the address"),
        ({"MAIL_TO": "a@example.org"}, "OPSDESK_MAIL_TO is a JSON object"),
        ({"MAIL_TO": "{}"}, "OPSDESK_MAIL_TO is a JSON object"),
        ({"MAIL_TO": '{"Grades": ["b"]}'}, "OPSDESK_MAIL_TO has no mail addresses for “Grades”"),
        ({"MAIL_TO": '{"Grades": 5}'}, "OPSDESK_MAIL_TO has no mail addresses for “Grades”"),
        ({"KEEP_DAYS": "14"}, "OPSDESK_KEEP_DAYS is a number of days, at least 15"),
        ({"KEEP_DAYS": "many"}, "OPSDESK_KEEP_DAYS is a number of days, at least 15"),
        ({"KEEP_DAYS": "3651"}, "at least 15 and at most 3650"),
        ({"KEEP_DAYS": "9" * 5000}, "at least 15 and at most 3650"),
        ({"KEEP_DAYS": "\u0663\u0660"}, "at least 15 and at most 3650"),
        ({"COLOURS": "[]"}, "OPSDESK_COLOURS is a JSON object with texts for any of red, green"),
        ({"COLOURS": '{"red": 5}'}, "OPSDESK_COLOURS is a JSON object with texts for any of red, green"),
        ({"COLOURS": '{"rose": "Bug"}'}, "OPSDESK_COLOURS is a JSON object with texts for any of red, green"),
        ({"REGIONS": "europe"}, "OPSDESK_REGIONS cannot be read: “europe” is neither"),
    ],
)
def test_what_cannot_be_used_is_said_without_secrets(said: dict[str, str], wrong: str) -> None:
    with pytest.raises(Unusable) as refusal:
        told(**said)
    assert wrong in str(refusal.value)
    assert SECRET not in str(refusal.value)


def an_open(number: int, **changes: object) -> Open:
    values = {
        "jira_key": f"SEC-{number}",
        "subject": "CVE-2026-1\nBcc: all@example.org",
        "place": "image a",
        "urgency": "high",
        "team": "",
        "first_seen_at": FIRST_SEEN,
        "due_at": FIRST_SEEN + timedelta(days=7),
    }
    return Open(**values | changes)  # type: ignore[arg-type]


def test_a_digest_lists_the_first_fifty_and_counts_the_rest() -> None:
    tickets = [an_open(number) for number in range(MOST_LISTED + 2)]
    now = FIRST_SEEN + timedelta(days=6)
    (digest,) = digests(tickets, now, to=lambda _team: ["a@example.org"], site=ADDRESS)
    assert (digest.pressing, digest.subject) == (52, "52 vulnerability tickets due soon")
    assert digest.text.count(f"{ADDRESS}/browse/SEC-") == MOST_LISTED
    assert "and 2 more" in digest.text
    assert "\nBcc" not in digest.text


def test_what_is_only_overdue_or_nobodys_is_no_reason_to_write() -> None:
    assert digests([an_open(1)], FIRST_SEEN + timedelta(days=7), to=lambda _team: ["a@b.c"], site="") == []
    assert digests([an_open(1)], FIRST_SEEN + timedelta(days=6), to=lambda _team: [], site="") == []
