"""The numbers of a user: OneRoster's columns, and our kinds of numbers."""

from collections.abc import Iterator, Mapping
from typing import Any

from jumprope.exchange.oneroster.rules import kept
from jumprope.exchange.oneroster.rules.kinds import can_be_listed
from jumprope.exchange.oneroster.rules.records import User

NUMBER_OF = {
    kept.Student.KIND: "local_student_number",
    kept.StaffMember.KIND: "staff_number",
    kept.Guardian.KIND: "guardian_number",
}
"""What the identifier of a user is, by what the user is to us."""

USERNAME, MASTER_IDENTIFIER, EXTERNAL_ID = "username", "master_identifier", "external_id"


def numbers_of(user: User, person: str) -> Iterator[tuple[str, str, str]]:
    """The numbers of a user who is such a person to us: kind, system and value of each.

    A user name that is the sourcedId says nothing of its own: whoever has none is handed out with that.
    """
    said = [(NUMBER_OF[person], "", user.identifier), (MASTER_IDENTIFIER, "", user.user_master_identifier)]
    if user.username != user.sourced_id:
        said.append((USERNAME, "", user.username))
    said += [(EXTERNAL_ID, system, value) for system, value in user.user_ids]
    yield from (number for number in said if number[-1])


def columns_of(
    numbers: Mapping[tuple[str, str], tuple[str, str]], *, person: str, sourced_id: str
) -> dict[str, Any]:
    """The other way round: the attributes of a user with these systems and values, by kind and system.

    A number in another system that a list in one cell cannot hold is not handed out.
    """
    external = [said for (kind, _), said in numbers.items() if kind == EXTERNAL_ID and can_be_listed(said)]
    return {
        "identifier": numbers.get((NUMBER_OF[person], ""), ("", ""))[1],
        "user_master_identifier": numbers.get((MASTER_IDENTIFIER, ""), ("", ""))[1],
        "username": numbers.get((USERNAME, ""), ("", sourced_id))[1],
        "user_ids": tuple(sorted(external)),
    }
