"""What the API answers, in words: names, days and the meaning of its enumerations."""

from collections.abc import Mapping
from datetime import date

from django import template
from django.utils import formats
from graphql import GraphQLEnumType

from jumprope.interfaces.graphql.schema import schema

register = template.Library()


@register.filter
def called(person: Mapping[str, str]) -> str:
    """What a student is called: by the names that they want to be called by, if they have said so."""
    given = person["preferredGivenName"] or person["givenName"]
    family = person["preferredFamilyName"] or person["familyName"]
    return f"{given} {family}"


@register.filter
def day(iso: str) -> str:
    """A date of the API, as people write it: `2026-09-12` is Sept. 12, 2026."""
    return formats.date_format(date.fromisoformat(iso))


@register.filter
def meaning(value: str, enumeration: str) -> str:
    """What a value of an enumeration of the API means: the sentence that the schema has for it."""
    kind = schema().get_type(enumeration)
    if not isinstance(kind, GraphQLEnumType):
        raise TypeError(f"{enumeration} is no enumeration")
    return kind.values[value].description or value
