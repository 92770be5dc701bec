"""What a formula hands over: its arithmetic and the scores that it left out, or why it has no result."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from jumprope.mastery.determinations.rules.steps import Step
from jumprope.mastery.policies.rules import Described


class Reason(Described):
    """Why a piece of evidence did not count."""

    EXCUSED = "excused", "The student is excused."
    OTHER_SCALE = "other_scale", "It is on another scale, and no conversion leads from there."
    NOT_ASSESSED = "not_assessed", "The student has not been assessed on it."
    NO_NUMBER = "no_number", "There is no number."
    WEIGHT_ZERO = "weight_zero", "Its weight is 0: it is formative."
    NOT_HIGHEST = "not_highest", "It is not the highest score."
    NOT_LATEST = "not_latest", "It is not the most recent score."
    NOT_LOWEST = "not_lowest", "It is not the lowest score."
    NOT_IN_THE_MIDDLE = "not_in_the_middle", "It is not in the middle of the scores."
    NOT_MOST_FREQUENT = "not_most_frequent", "It is not the most frequent score."
    NOT_RECENT = "not_recent", "It is older than the last scores that are looked at."
    BELOW_MASTERY = "below_mastery", "It is below mastery."
    NOT_AMONG_BEST = "not_among_best", "It is not among the best scores."
    NO_RESULT = "no_result", "There is no result that it could count for."


class WhyNot(Described):
    """Why a calculation type has no result of its own."""

    NO_SCORES = "no_scores", "No score with a number counts yet."
    ALL_WEIGHTS_ZERO = "all_weights_zero", "Every score with a number has weight 0."
    TOO_FEW_SCORES = "too_few_scores", "The policy asks for more scores."
    TOO_FEW_FOR_POWER_LAW = "too_few_for_power_law", "The power law needs at least 3 scores."
    NO_POWER_LAW_OF_ZERO = "no_power_law_of_zero", "The power law needs scores above 0."
    TOO_FEW_AT_MASTERY = "too_few_at_mastery", "Too few scores are at mastery."


class Undefined(Exception):
    """A formula has no result for these scores: why, as a code and as a sentence with the numbers."""

    def __init__(self, code: WhyNot, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Working:
    """What a formula did.

    steps        at least one; the last gives the number
    left_out     why the scores at these places, counted from 0, did not count
    passed_over  the part of the formula that has no result, where there is a number without it
    """

    steps: tuple[Step, ...]
    left_out: Mapping[int, Reason] = field(default_factory=dict)
    passed_over: Undefined | None = None
