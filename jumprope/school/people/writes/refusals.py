"""What several ways of writing down what is known of people refuse alike."""

from django.utils.translation import gettext_lazy as _

from jumprope.kit.errors import Refused


class EndsEarly(Refused):
    """A span of days that ends before it begins."""

    code = "ends_early"
    message = _("The first day no longer cannot come before the first day.")
