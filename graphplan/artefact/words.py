"""What the modules of an artefact import: all that the source of a plan may name."""

from typing import Any

from graphplan.plans.plan import VOCABULARY, imported


def __getattr__(name: str) -> Any:
    if name == "reference":
        return imported
    try:
        return VOCABULARY[name]
    except KeyError:
        raise AttributeError(f"no plan names {name}") from None
