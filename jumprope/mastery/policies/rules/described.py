"""Choices that say what they mean."""

from enum import StrEnum
from typing import Self


class Described(StrEnum):
    """A choice whose members are declared as a value and a description, which is a sentence for people."""

    description: str

    def __new__(cls, value: str, description: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.description = description
        return member
