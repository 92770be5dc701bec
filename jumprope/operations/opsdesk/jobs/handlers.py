"""Functions for AWS Lambda: EventBridge's events, Jira's webhooks, and the schedule."""

import base64
import json
import logging
from typing import Any

from jumprope.operations.opsdesk import reads
from jumprope.operations.opsdesk.jobs import configured, daily
from jumprope.operations.opsdesk.jobs import desk as jobs
from jumprope.operations.opsdesk.jobs.desk import Desk
from jumprope.operations.opsdesk.rules import events
from jumprope.operations.opsdesk.rules.documents import Document, Malformed, check_texts
from jumprope.operations.opsdesk.rules.signatures import signed
from jumprope.operations.opsdesk.writes import webhooks

log = logging.getLogger(__name__)

Answer = dict[str, Any]


def on_event(event: Answer, _context: object = None) -> Answer:
    """An event of EventBridge, or a batch of SQS messages that each hold one.

    What is malformed is kept and does not come again. Raises what the desk cannot go on without, so that
    AWS delivers the event again.
    """
    told = (
        [events.in_message(record["body"]) for record in event["Records"]] if "Records" in event else [event]
    )
    run = jobs.take_events(configured.desk(), told)
    return _reported(run)


def on_schedule(_event: object = None, _context: object = None) -> Answer:
    """Time to reconcile, to warn by mail, which goes out even if Jira is away, and to forget what is old."""
    said = configured.told()
    counts: Answer = {}
    try:
        counts |= _reported(jobs.reconcile(configured.desk()))
    finally:
        counts |= _reported(daily.send_digests(configured.operator, said.mail, said.jira_url))
        counts |= _reported(daily.clean_up(configured.operator, said.keep_days))
    return counts


def on_webhook(event: object, _context: object = None) -> Answer:
    """A webhook of Jira's, by a function URL: 204 once it is dealt with.

    400 for a request that cannot be read, 401 for one without the right signature.
    """
    try:
        headers, body = _request_in(event)
    except ValueError as problem:
        log.warning("a webhook that cannot be read was turned away: %s", problem)
        return {"statusCode": 400}
    if not signed(body, headers.get("x-hub-signature", ""), configured.told().webhook_secret):
        log.warning("a webhook without the right signature was turned away")
        return {"statusCode": 401}
    deal_with(configured.desk(), headers.get("x-atlassian-webhook-identifier", ""), body)
    return {"statusCode": 204}


def _request_in(event: object) -> tuple[dict[str, str], bytes]:
    """The headers of a request by their names in small letters, and its body byte for byte.

    Raises `ValueError` for what is no request, half a character, and base64 that is none.
    """
    request = Document(event)
    check_texts(request.values)
    headers = request.inner_or_empty("headers").texts_by_name()
    text = request.text_or("body")
    body = base64.b64decode(text, validate=True) if request.values.get("isBase64Encoded") else text.encode()
    return {name.lower(): value for name, value in headers.items()}, body


def deal_with(desk: Desk, identifier: str, body: bytes) -> None:
    """Look at the issue that a webhook is about, unless it was dealt with or tells of our own change.

    What it says is not believed, as webhooks come late and in any order: Jira is asked. It is noted as dealt
    with afterwards, so that one whose dealing was cut off is dealt with when it comes again.
    """
    key, who = _told(body)
    if not identifier or not key or reads.webhook_known(identifier):
        return
    echo = who == desk.jira.me()
    if not echo:
        _reported(jobs.look_at(desk, key))
    webhooks.receive(viewer=desk.viewer(), identifier=identifier, jira_key=key, echo=echo)


def _told(body: bytes) -> tuple[str, str]:
    """The key of the issue that a webhook is about, and the account of who changed it; else empty."""
    try:
        said = Document(events.in_message(body.decode(errors="replace")))
        key, who = (
            said.inner_or_empty("issue").text_or("key"),
            said.inner_or_empty("user").text_or("accountId"),
        )
        check_texts([key, who])
    except Malformed:
        return "", ""
    return key, who


def _reported(run: jobs.Run) -> dict[str, int]:
    """The counts of a run, once they and its problems are in the log."""
    for problem in run.problems:
        log.warning("opsdesk: %s", problem)
    log.info("opsdesk: %s", json.dumps(run.counts))
    return run.counts
