"""EventBridge events: which finding each is about."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace

from jumprope.operations.opsdesk.rules import inspector, opsitems
from jumprope.operations.opsdesk.rules.documents import Document, Malformed
from jumprope.operations.opsdesk.rules.observations import Observation

READERS: dict[str, Callable[[Document], Observation]] = {
    "Inspector2 Finding": inspector.observation,
    "OpsItem Create": opsitems.mentioned,
    "OpsItem Update": opsitems.mentioned,
}


def identifier(event: object) -> str:
    """The id that EventBridge gave an event: the same when it is delivered again. Raises `Malformed`."""
    return Document(event).text("id")


def observation(event: object) -> Observation:
    """What an event tells, and of which account and region it is. Raises `Malformed` with the place in it."""
    envelope = Document(event)
    read = envelope.one_of("detail-type", READERS)
    told = read(envelope.inner("detail"))
    account, region = envelope.text_or("account"), envelope.text_or("region")
    return replace(told, account=told.account or account, region=told.region or region)


def in_text(text: str) -> Iterator[object]:
    """The events of a file: one JSON object, a list of them, or one on each line.

    A line that is no JSON is told as the text that it is, for the reader to refuse.
    """
    try:
        whole = json.loads(text)
    except ValueError:
        yield from (_line(line) for line in text.splitlines() if line.strip())
        return
    yield from whole if isinstance(whole, list) else [whole]


def _line(line: str) -> object:
    try:
        return json.loads(line)
    except ValueError:
        return line


__all__ = ["Malformed", "identifier", "in_text", "observation"]
