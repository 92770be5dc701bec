"""Passwords at the command line: from standard input, or made up and shown once; never an argument."""

import secrets
import sys
from collections.abc import Iterator

from django.core.management import CommandParser

from jumprope.interfaces.cli.command import Answer


def add_argument(parser: CommandParser) -> None:
    """Add where the password comes from."""
    parser.add_argument(
        "--password-stdin",
        action="store_true",
        help="take the password from standard input; else one is made up",
    )


def chosen(*, from_stdin: bool) -> str:
    """The password to set."""
    return sys.stdin.readline().rstrip("\r\n") if from_stdin else secrets.token_urlsafe(15)


def shown(password: str, *, from_stdin: bool) -> Answer:
    """The part of the answer that shows it, if it was made up here."""
    return {} if from_stdin else {"password": password}


def sentences(answer: Answer) -> Iterator[str]:
    """The same for people."""
    if "password" in answer:
        yield f"Password, shown only now: {answer['password']}"
