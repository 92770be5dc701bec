"""The calculation types that a policy may choose from."""

from jumprope.mastery.policies.rules.described import Described


class CalculationType(Described):
    """How the scores of one student on one standard become one number."""

    WEIGHTED_AVERAGE = "weighted_average", "The average of all scores, each counted by its weight."
    HIGHEST = "highest", "The highest score."
    LATEST = "latest", "The most recent score."
    LOWEST = "lowest", "The lowest score."
    MEDIAN = "median", "The middle score; of an even number of scores, the mean of the middle two."
    MODE = "mode", "The most frequent score, of all or of the last few; of equals, the most recent."
    DECAYING_AVERAGE = "decaying_average", "A running average in which each score outweighs those before it."
    LATEST_WEIGHTED = (
        "latest_weighted",
        "A share for the most recent score, the rest for the mean of the older ones.",
    )
    N_MASTERY = "n_mastery", "The mean of the scores at mastery, once there are enough of them."
    POWER_LAW = "power_law", "The end of the learning curve that fits the scores best."
    LINEAR_TREND = "linear_trend", "The end of the straight line that fits the scores best."
    MEAN_OF_BEST = "mean_of_best", "The mean of the few highest scores."
    MAX_OF_MEAN_AND_POWER_LAW = (
        "max_of_mean_and_power_law",
        "The mean or the power law, whichever is greater.",
    )
