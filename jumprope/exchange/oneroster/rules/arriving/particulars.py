"""What is known of a student besides the name."""

from collections.abc import Iterator

from jumprope.exchange.oneroster.rules import kept
from jumprope.exchange.oneroster.rules.arriving.context import Arrival, Context
from jumprope.exchange.oneroster.rules.problems import Code, Place
from jumprope.exchange.oneroster.rules.records import Demographics


def demographics(context: Context) -> Iterator[Arrival]:
    """Demographics of students; of other people none are kept. None of them leaves."""
    for row in context.delivery.records(Demographics):
        place = Place("demographics.csv", row.line)
        if row.record is None or context.is_staff(row.sourced_id) or context.is_guardian(row.sourced_id):
            continue
        if context.is_student(row.sourced_id):
            yield Arrival(place, row.sourced_id, _kept(row.record))
        else:
            context.refuse(place, Code.UNKNOWN_REFERENCE, "No student has this sourcedId.", "sourcedId")


def _kept(said: Demographics) -> kept.Demographics:
    return kept.Demographics(
        sourced_id=said.sourced_id,
        student_id=said.sourced_id,
        birth_date=said.birth_date,
        sex=said.sex,
        american_indian_or_alaska_native=said.american_indian_or_alaska_native,
        asian=said.asian,
        black_or_african_american=said.black_or_african_american,
        native_hawaiian_or_other_pacific_islander=said.native_hawaiian_or_other_pacific_islander,
        white=said.white,
        two_or_more_races=said.demographic_race_two_or_more_races,
        hispanic_or_latino=said.hispanic_or_latino_ethnicity,
        country_of_birth=said.country_of_birth_code,
        state_of_birth=said.state_of_birth_abbreviation,
        city_of_birth=said.city_of_birth,
        residence_status=said.public_school_residence_status,
    )
