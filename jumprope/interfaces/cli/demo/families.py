"""What is known of students and staff beside their names; their families, and how these come in; groups."""

from collections.abc import Sequence
from datetime import date
from itertools import islice
from random import Random

from jumprope.interfaces.cli.demo.names import people as invented
from jumprope.interfaces.cli.demo.place import Place, portions
from jumprope.school.groups import writes as groups
from jumprope.school.people import writes as people

STREETS = ("Willow Street", "Mill Lane", "Harbor Road", "Orchard Avenue", "Quarry Road", "Station Street")
HOME_LANGUAGES = ("en", "en", "en", "en", "es", "es", "vi", "so", "ar")
SEXES = ("female", "male")

INVITED = 3
"""How many guardians are invited to the portal, and have not come yet."""


def describe(place: Place) -> None:
    """Write down what is known of everyone, and say who belongs to whom."""
    random = Random(f"{place.district.slug} people")  # noqa: S311 - a story is told, no secret is kept
    students = place.student_ids
    _number(place, students)
    _locate(place, students, random)
    _origins(place, students, random)
    _family_of_the_first(place)
    _families(place, students[1:], random)
    _homerooms(place)
    _circles(place)


def _number(place: Place, students: Sequence[int]) -> None:
    """The district's numbers of its students and its staff."""
    numbers = [
        *(
            people.SaidIdentifier(student_id=key, kind="local_student_number", value=f"S{number:05}")
            for number, key in enumerate(students, start=1)
        ),
        *(
            people.SaidIdentifier(staff_member_id=key, kind="staff_number", value=f"T{number:04}")
            for number, key in enumerate(place.staff.values(), start=1)
        ),
    ]
    for portion in portions(numbers):
        people.record_identifiers(viewer=place.admin(), identifiers=portion)


def _locate(place: Place, students: Sequence[int], random: Random) -> None:
    """Where students live, and what is spoken there."""
    addresses, languages = [], []
    for key in students:
        street, tag = random.choice(STREETS), random.choice(HOME_LANGUAGES)
        addresses.append(
            people.SaidAddress(
                student_id=key,
                line_1=f"{random.randint(1, 240)} {street}",
                city=place.district.name.split(" ")[0],
                region="NY",
                postal_code="00000",
                starts_on=place.days.first,
            )
        )
        languages.append(
            people.SaidLanguage(student_id=key, tag=tag, spoken_at_home=True, for_correspondence=True)
        )
    for homes in portions(addresses):
        people.record_addresses(viewer=place.admin(), addresses=homes)
    for tongues in portions(languages):
        people.record_languages(viewer=place.admin(), languages=tongues)


def _origins(place: Place, students: Sequence[int], random: Random) -> None:
    """What reports to the state ask about students: here only when they were born, and their sex."""
    age = {
        student_id: int(room.subject.grade_level) + 5
        for room in place.rooms
        for student_id in room.student_ids
    }
    said = [
        people.SaidDemographics(
            student_id=key,
            birth_date=date(place.days.first.year - age[key], random.randint(1, 12), random.randint(1, 28)),
            sex=random.choice(SEXES),
        )
        for key in students
    ]
    for portion in portions(said):
        people.record_demographics(viewer=place.admin(), demographics=portion)


def _family_of_the_first(place: Place) -> None:
    """The student with an account, and the guardians in two households; a court's order is about the
    second.
    """
    admin, student_id, district = place.admin(), place.rooms[0].student_ids[0], place.district
    people.give_account_to_student(
        viewer=admin, student_id=student_id, account_id=place.accounts[district.student.mail]
    )
    wards = [people.NewWard(student_id=student_id, kind=kind) for kind in ("mother", "father")]
    new = [
        people.NewGuardian(
            given_name=part.given_name,
            family_name=part.family_name,
            contact_methods=[people.NewContact(kind="email", value=part.mail, is_primary=True)],
            wards=[ward],
        )
        for part, ward in zip(district.guardians, wards, strict=True)
    ]
    made = people.add_guardians(viewer=admin, guardians=new)
    for part, guardian_id in zip(district.guardians, made.guardian_ids, strict=True):
        people.give_account_to_guardian(
            viewer=admin, guardian_id=guardian_id, account_id=place.accounts[part.mail]
        )
    people.restrict_guardian(viewer=admin, relationship_id=made.relationship_ids[1], is_contact=True)


def _families(place: Place, students: Sequence[int], random: Random) -> None:
    """A guardian of every other student, of some two; the first few are invited to the portal."""
    names = invented(f"{place.district.slug} guardians")
    new = [
        people.NewGuardian(
            given_name=given,
            family_name=family,
            contact_methods=[
                people.NewContact(kind="phone", value=f"+1 555 01{number % 100:02}", is_primary=True)
            ],
            wards=[people.NewWard(student_id=key, kind=kind)],
        )
        for number, key in enumerate(students)
        for kind in (("mother", "father") if random.random() < 0.5 else ("guardian",))
        for given, family in islice(names, 1)
    ]
    keys = [
        key
        for portion in portions(new)
        for key in people.add_guardians(viewer=place.admin(), guardians=portion).guardian_ids
    ]
    domain = place.district.admin.mail.partition("@")[2]
    for number, key in enumerate(keys[:INVITED], start=1):
        people.invite_guardian(viewer=place.admin(), guardian_id=key, email=f"invited-{number}@{domain}")


def _homerooms(place: Place) -> None:
    """The students of each class belong together beside their sections, and families know of it."""
    classes: dict[tuple[int, ...], int] = {}
    for number, room in enumerate(place.rooms):
        classes.setdefault(tuple(room.student_ids), number)
    for students, number in classes.items():
        room = place.rooms[number]
        _group(
            place, room.school_id, f"Homeroom {number + 1}", "homeroom", room.teacher, students, shared=True
        )


def _circles(place: Place) -> None:
    """A few students of each school that has any meet for help; their families are told in person."""
    first_rooms = {room.school_id: room for room in reversed(place.rooms)}
    for school_id, room in sorted(first_rooms.items()):
        _group(place, school_id, "Reading circle", "intervention", room.teacher, room.student_ids[1:5])


def _group(
    place: Place,
    school_id: int,
    name: str,
    kind: str,
    leader: str,
    students: Sequence[int],
    *,
    shared: bool = False,
) -> None:
    group_id = groups.make_group(
        viewer=place.admin(),
        school_id=school_id,
        name=name,
        kind=kind,
        school_year_id=place.year_id,
        purpose="To read together twice a week." if kind == "intervention" else None,
        shared_with_families=shared,
        leader_ids=[place.staff[leader]],
    ).group_id
    if students:
        groups.add_members(
            viewer=place.admin(), group_id=group_id, student_ids=students, starts_on=place.days.first
        )
