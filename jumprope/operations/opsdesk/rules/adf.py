"""Atlassian Document Format: the few kinds of node that tickets are written with."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Node = dict[str, Any]

LONGEST = 30_000
"""Characters of a document as JSON, counted as Java does; Jira takes 32,767."""

ADDRESS = re.compile(r"https?://[!-~]{1,2000}")

UNWRITABLE = re.compile(r"[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Control characters, and what is none: no XML holds them, and Jira keeps texts as such."""


def document(*blocks: Node) -> Node:
    """A whole document."""
    return {"type": "doc", "version": 1, "content": list(blocks)}


def fitting(needed: Sequence[Node], more: Sequence[Node]) -> Node:
    """A whole document, of the needed blocks alone where it would be too long for Jira with the others."""
    whole = document(*needed, *more)
    written = json.dumps(whole, ensure_ascii=False)
    return whole if len(written.encode("utf-16-le")) // 2 <= LONGEST else document(*needed)


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
    """A text without what nobody could read; Jira refuses an empty one."""
    return {"type": "text", "text": writable(words) or "–"}


def writable(words: str) -> str:
    """The same without the characters that Jira cannot keep."""
    return UNWRITABLE.sub("", words)


def link(address: str) -> Node:
    """An address to follow; what is no web address stays a text."""
    node = text(address)
    if ADDRESS.fullmatch(address):
        node["marks"] = [{"type": "link", "attrs": {"href": address}}]
    return node


def words(node: Mapping[str, Any]) -> str:
    """All the text of a node."""
    return str(node.get("text", "")) + "".join(words(inner) for inner in node.get("content", ()))
