"""How invented students learn: where each begins, how fast each grows, and how chance plays along."""

from dataclasses import dataclass
from decimal import Decimal
from random import Random

STEP = Decimal("0.5")
LEAST, GREATEST = Decimal(1), Decimal(4)

MISSING, EXCUSED = "M", "EX"


@dataclass(frozen=True, slots=True)
class Learner:
    """One student's way through the year.

    start    what is shown at first on a target of middling difficulty, on the scale of 1 to 4
    growth   how much more is shown at the year's end
    care     the share of the work that is handed in, between 0 and 1
    """

    start: float
    growth: float
    care: float

    @classmethod
    def any(cls, random: Random) -> "Learner":
        """A learner as they come: most in the middle, some ahead, some who need time."""
        return cls(
            start=1.4 + 1.6 * (random.random() + random.random()) / 2,
            growth=0.5 + 1.5 * random.random(),
            care=0.999 - 0.12 * random.random() ** 2,
        )


def reason_for_nothing(learner: Learner, random: Random) -> str | None:
    """The mark of a student with nothing to show: excused, or just missing. None if there is something."""
    if random.random() < 0.012:
        return EXCUSED
    return MISSING if random.random() > learner.care else None


def shown(learner: Learner, *, progress: float, difficulty: float, random: Random) -> Decimal:
    """What the learner shows after so much of the year (0 to 1), on a target of this difficulty (about 0)."""
    noise = 0.9 * (random.random() + random.random() - 1)
    return on_scale(learner.start + learner.growth * progress - difficulty + noise)


def on_scale(ability: float) -> Decimal:
    """The nearest step of the scale of 1 to 4."""
    steps = round(ability / float(STEP))
    return min(max(steps * STEP, LEAST), GREATEST)
