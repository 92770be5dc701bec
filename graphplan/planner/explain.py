"""A plan for people: what it asks the database, with names where values will stand, and its code."""

from graphplan.plans import Plan


def explained(plan: Plan) -> str:
    """The statements of a plan and its generated code.

    `:viewer.…` is bound to whoever asks, `:given.…` to what the plan found before. Who sees a row is decided
    in WHERE, who reads a field or follows an edge in CASE; what is proved already is not asked again.
    """
    parts = [
        f"{name}: {statement.place}\n    {statement.readable or 'nobody with these flags sees any: not run'}"
        for name, statement in plan.statements.items()
    ]
    code = [line for line in plan.source.split("\n") if line.partition(" = ")[0] not in plan.statements]
    return "\n\n".join([*parts, "\n".join(code)])
