"""People of a delivery who are in the tenant already, under another sourcedId or none."""

from jumprope.exchange.oneroster.reads import known
from jumprope.exchange.oneroster.reads.changes import Changes, DeliveryRefused
from jumprope.exchange.oneroster.rules import kept
from jumprope.exchange.oneroster.rules.numbers import NUMBER_OF
from jumprope.exchange.oneroster.rules.problems import Code, Findings
from jumprope.school.people import reads as people


def check_duplicates(changes: Changes) -> None:
    """Look whether students whose birth dates are new are in the tenant twice now.

    They are when somebody else of the same name was born on the same day, unless each of the two has a number
    of the district: then they are two people indeed. Four queries for demographics, none for other rows.
    Raises `DeliveryRefused`.
    """
    said = {
        each.record.student_id: each
        for each in changes.new
        if isinstance(each.record, kept.Demographics) and each.record.birth_date
    }
    if not said:
        return
    keys = known.keys(kept.Student.KIND, said)
    born = {each.record.birth_date for each in said.values() if isinstance(each.record, kept.Demographics)}
    others = people.students_born(born)
    names = people.STUDENTS.of([*keys.values(), *(student for each in others.values() for student in each)])
    numbered = people.students_with_number(names, kind=NUMBER_OF[kept.Student.KIND])
    findings = Findings()
    for sourced_id, key in keys.items():
        arrival = said[sourced_id]
        if not isinstance(arrival.record, kept.Demographics):
            continue
        for other in others.get(arrival.record.birth_date, ()):
            alike = other != key and _name(names[other]) == _name(names[key])
            if alike and not {key, other} <= numbered:
                message = (
                    "A student of this name and birth date is here already, and nobody is taken in twice; "
                    "merge the two, or give each a number of its own."
                )
                findings.add(arrival.place, Code.DUPLICATE_PERSON, message)
    if findings:
        raise DeliveryRefused(findings.problems())


def _name(columns: dict[str, object]) -> tuple[str, str]:
    return str(columns["given_name"]).casefold(), str(columns["family_name"]).casefold()
