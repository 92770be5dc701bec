"""What is refused about days, whatever they are of."""

from django.utils.translation import gettext_lazy as _

from jumprope.kit.errors import Refused


class LastDayTooEarly(Refused):
    """A year, a term or a grading period has at least two days."""

    code = "last_day_too_early"
    message = _("The last day has to come after the first.")


class LocksAtOnce(Refused):
    """Whoever makes or unlocks a period leaves it open; locking it needs a reason."""

    code = "locks_at_once"
    message = _("Before it locks a grading period is open for a day at least: {day} does not lie ahead.")
