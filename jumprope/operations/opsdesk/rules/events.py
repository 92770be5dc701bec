"""EventBridge events: which finding each is about."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace

from jumprope.operations.opsdesk.rules import inspector, opsitems
from jumprope.operations.opsdesk.rules.documents import Document, Malformed, check_texts
from jumprope.operations.opsdesk.rules.observations import LONGEST_ACCOUNT, LONGEST_REGION, Observation

READERS: dict[str, Callable[[Document], Observation]] = {
    "Inspector2 Finding": inspector.observation,
    "OpsItem Create": opsitems.mentioned,
    "OpsItem Update": opsitems.mentioned,
}

LONGEST_IDENTIFIER = 100
TOO_DEEP = "this is nested too deep"


def identifier(event: object) -> str:
    """The id that EventBridge gave an event: the same when it is delivered again. Raises `Malformed`."""
    return Document(event).reference("id", at_most=LONGEST_IDENTIFIER)


def observation(event: object) -> Observation:
    """What an event tells, and of which account and region it is. Raises `Malformed` with the place in it."""
    envelope = Document(event)
    read = envelope.one_of("detail-type", READERS)
    told = read(envelope.inner("detail"))
    account = envelope.text_or("account", at_most=LONGEST_ACCOUNT)
    region = envelope.text_or("region", at_most=LONGEST_REGION)
    return replace(told, account=told.account or account, region=told.region or region)


def as_kept(event: object) -> str:
    """An event as JSON of plain ASCII, which every column holds; of one that is nested too deep, that."""
    try:
        return json.dumps(event, sort_keys=True, default=str)
    except RecursionError:
        return json.dumps(TOO_DEEP)


def in_kept(body: str) -> Observation:
    """What an event that was kept tells. Raises `Malformed`, also for half a character anywhere in it."""
    try:
        event = json.loads(body)
        check_texts(event)
    except RecursionError:
        raise Malformed("", TOO_DEEP) from None
    return observation(event)


def in_text(text: str) -> Iterator[object]:
    """The events of a file: one JSON object, a list of them, or one on each line.

    A line that is no JSON is told as the text that it is, for the reader to refuse.
    """
    whole = in_message(text)
    if isinstance(whole, str):
        yield from (in_message(line) for line in text.splitlines() if line.strip())
    else:
        yield from whole if isinstance(whole, list) else [whole]


def in_message(text: str) -> object:
    """What a message holds, with a byte order mark or without; what is no JSON stays the text it is."""
    try:
        return json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return text


__all__ = ["Malformed", "as_kept", "identifier", "in_kept", "in_message", "in_text", "observation"]
