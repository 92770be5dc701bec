"""Names in the schema: camel case outside, snake case inside."""

from functools import lru_cache


@lru_cache(maxsize=4096)
def field_name(name: str) -> str:
    """The name in the schema of a field that is declared as `name`; Graphene's own, said without it."""
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() or "_" for part in rest)


def field_path(path: str) -> str:
    """The dotted path into an input as its client wrote it: `cells.3.studentId` for `cells.3.student_id`."""
    return ".".join(field_name(part) for part in path.split("."))


def mutation_name(class_name: str) -> str:
    """`saveScores` for `SaveScores`."""
    return class_name[:1].lower() + class_name[1:]
