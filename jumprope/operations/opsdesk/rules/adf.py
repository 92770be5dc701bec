"""Atlassian Document Format: the few kinds of node that tickets are written with."""

from collections.abc import Iterable
from typing import Any

Node = dict[str, Any]

LONGEST = 30_000
"""Characters of a document as JSON; Jira takes 32,767."""


def document(*blocks: Node) -> Node:
    """A whole document."""
    return {"type": "doc", "version": 1, "content": list(blocks)}


def heading(words: str) -> Node:
    """A heading of the third level."""
    return {"type": "heading", "attrs": {"level": 3}, "content": [text(words)]}


def paragraph(*inline: Node) -> Node:
    """A paragraph."""
    return {"type": "paragraph", "content": list(inline)}


def bullets(items: Iterable[Node]) -> Node:
    """A list with a bullet for each of these pieces of text; at least one."""
    return {
        "type": "bulletList",
        "content": [{"type": "listItem", "content": [paragraph(item)]} for item in items],
    }


def text(words: str) -> Node:
    """A text; Jira refuses an empty one."""
    return {"type": "text", "text": words or "–"}


def link(address: str) -> Node:
    """An address to follow; what is no web address stays a text."""
    node = text(address)
    if address.startswith(("https://", "http://")):
        node["marks"] = [{"type": "link", "attrs": {"href": address}}]
    return node


def words(node: Node) -> str:
    """All the text of a node."""
    return str(node.get("text", "")) + "".join(words(inner) for inner in node.get("content", ()))
