"""Faults of ours: kept from clients and from the log's readers, but never from those who must mend them.

A message or a local variable may hold a child's name or score. So what is logged is a reference, the
classes of the exceptions, and where in the code they were raised; the client is given the reference.
"""

import logging
import re
import secrets
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from config.environment import ROOT

CODE = "fault_of_ours"

MOST_FRAMES = 40

INVITATION = re.compile(r"/join/\S+", re.IGNORECASE)
"""Where an invitation leads: who reads it in a log could choose the password."""

log = logging.getLogger(__name__)


def told(fault: BaseException) -> dict[str, Any]:
    """Log a fault, and what a client is told in its place."""
    reference = secrets.token_hex(6)
    log.error("fault %s: %s", reference, described(fault))
    sentence = _("Something went wrong on our side. Those who look after this server find it by {reference}.")
    return {
        "message": sentence.format(reference=reference),
        "extensions": {"code": CODE, "reference": reference},
    }


def described(fault: BaseException) -> str:
    """The classes of a fault and of what led to it, and where in the code they were raised."""
    return "; caused by ".join(map(_described, _chain(fault)))


class Line(logging.Formatter):
    """A line of the log. An exception that others log, as Django does for a page, is described as well.

    Django writes the path of what it refuses: an invitation is left out of it.
    """

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The line without what invites somebody."""
        return INVITATION.sub("/join/…", super().formatMessage(record))

    def formatException(self, ei: Any) -> str:
        """What stands in the place of a traceback, which would end with the message."""
        return described(ei[1])


def _chain(fault: BaseException | None) -> Iterator[BaseException]:
    """The fault, and what led to it."""
    while fault is not None:
        yield fault
        fault = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)


def _described(fault: BaseException) -> str:
    kind = type(fault)
    frames = traceback.extract_tb(fault.__traceback__)[-MOST_FRAMES:]
    places = [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in reversed(frames)]
    return f"{kind.__module__}.{kind.__qualname__} at {' < '.join(places) or 'an unknown place'}"


def _short(filename: str) -> str:
    """A path within the project, or within the package that it belongs to."""
    path = Path(filename)
    if path.is_relative_to(ROOT) and "site-packages" not in path.parts:
        return str(path.relative_to(ROOT))
    return "/".join(path.parts[-2:])
