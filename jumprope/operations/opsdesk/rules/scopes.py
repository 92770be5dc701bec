"""What each line to AWS is asked about: one region, and the accounts that are seen through it there."""

import re
from dataclasses import dataclass

REGION = re.compile(r"[a-z]{2}(-[a-z]+)+-\d+")
ROLE = re.compile(r"arn:[\w-]+:iam::(?P<account>\d{12}):role/[\w+=.@/-]+")


@dataclass(frozen=True, slots=True)
class Scope:
    """A region; in it one account, or all of them but those `elsewhere`, for which there are other lines.

    The empty region stands for the only one that there is.
    """

    region: str = ""
    account: str = ""
    elsewhere: tuple[str, ...] = ()

    def covers(self, account: str, region: str) -> bool:
        """Whether this line is asked about what is of this account and region; empty where nobody knows."""
        if self.region and region and region != self.region:
            return False
        return account == self.account if self.account and account else account not in self.elsewhere

    def __str__(self) -> str:
        return f"{self.account}@{self.region}" if self.account else self.region


EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class Line:
    """A line to AWS: its scope, and the role that is taken on for it; none for our own account."""

    scope: Scope
    role: str = ""


ONLY = (Line(EVERYTHING),)
"""One line, to the region that boto3 is told by its own means."""


def lines(text: str) -> tuple[Line, ...]:
    """The lines that a text like `eu-central-1, arn:aws:iam::210987654321:role/desk@us-east-1` names.

    Our own account is that of an organisation's delegated administrator, or stands alone: a line without a
    role is asked about all accounts of its region that have no line of their own. Raises `ValueError` with
    what is wrong.
    """
    named = [_named(each) for each in text.replace(",", " ").split()]
    if len(set(named)) < len(named):
        raise ValueError("one of them is named twice")
    return (
        tuple(
            Line(Scope(region, account, _elsewhere(named, region, account)), role)
            for region, account, role in named
        )
        or ONLY
    )


def _named(word: str) -> tuple[str, str, str]:
    """Region, account and role of one line."""
    role, _, region = word.rpartition("@")
    found = ROLE.fullmatch(role)
    if not REGION.fullmatch(region) or (role and not found):
        raise ValueError(f"“{word}” is neither a region nor a role, @ and a region")
    return region, found["account"] if found else "", role


def _elsewhere(named: list[tuple[str, str, str]], region: str, account: str) -> tuple[str, ...]:
    """The accounts that have a line of their own in this region, unless the line is such a one itself."""
    return () if account else tuple(sorted({each for there, each, _ in named if each and there == region}))
