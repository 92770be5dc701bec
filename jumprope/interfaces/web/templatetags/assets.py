"""`{% asset "jumprope.css" %}`: the address of a file that a page loads."""

from django import template

from jumprope.interfaces.web import assets

register = template.Library()


@register.simple_tag
def asset(name: str) -> str:
    """The address under which browsers may keep this very file."""
    return assets.known()[name].address
