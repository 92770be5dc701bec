"""What is refused about spans of days, whoever they are of."""

from django.utils.translation import gettext_lazy as _

from jumprope.kit.errors import Refused


class EndsEarly(Refused):
    """A span of days that ends before it begins."""

    code = "ends_early"
    message = _("The end cannot come before the first day.")


class EndsNotLater(Refused):
    """What is entered anew has at least one day."""

    code = "ends_not_later"
    message = _("The end has to come after the first day.")


class NotInForce(Refused):
    """What has not begun, or is over, cannot be ended."""

    code = "not_in_force"
    message = _("On {day} this has not begun, or is over already. Choose a day on which it is in force.")
