"""What may be said about anyone's name."""

from typing import TypedDict


class Names(TypedDict, total=False):
    """Names besides those that everyone has."""

    middle_name: str
    preferred_given_name: str
    preferred_middle_name: str
    preferred_family_name: str
    pronouns: str


class ChangedNames(Names, total=False):
    """All names; what is not said stays."""

    given_name: str
    family_name: str
