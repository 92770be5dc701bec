"""JSON text with gaps: what of an answer is known while a plan is compiled, and Python code for the rest."""

from graphplan.plans.scalars import to_json


class Code(str):
    """A Python expression in a gap; it comes to JSON text. It holds no backslash and no single quote."""

    __slots__ = ()


Text = list[str]
"""Literal text and `Code`, in turn."""


def keyed(key: str, value: Text) -> Text:
    """One member of a JSON object."""
    return [f"{to_json(key)}:", *value]


def braced(members: list[Text]) -> Text:
    """A JSON object."""
    inside = [part for member in members for part in (",", *member)]
    return ["{", *inside[1:], "}"]


def pieces(text: Text) -> list[str]:
    """The literal text before, between and after the gaps."""
    literals = [""]
    for part in text:
        if isinstance(part, Code):
            literals.append("")
        else:
            literals[-1] += part
    return literals


def expression(text: Text) -> str:
    """The Python expression that fills the gaps: a string, or an f-string on one line."""
    if not any(isinstance(part, Code) for part in text):
        return repr("".join(text))
    return "f'" + "".join(map(_formatted, text)) + "'"


def _formatted(part: str) -> str:
    if isinstance(part, Code):
        return f"{{{part}}}"
    for mark, escaped in (("\\", "\\\\"), ("'", "\\'"), ("{", "{{"), ("}", "}}")):
        part = part.replace(mark, escaped)
    return part
