"""`jumprope refresh-alerts`: raise and clear the Grade Alerts of a tenant or a school, as every night."""

from collections.abc import Iterable
from typing import Any

from django.core.management import CommandParser

from jumprope.interfaces.cli.command import Answer, AnsweringCommand
from jumprope.interfaces.cli.progress import progress
from jumprope.kit.tenancy import tenant_scope
from jumprope.learning.alerts import writes
from jumprope.platform.tenancy import reads as tenancy
from jumprope.school.courses import reads as courses


class Command(AnsweringCommand):
    """Goes through the sections of the school year, a hundred at a time: each hundred is one command."""

    help = "Raise Grade Alerts for missing work, and clear those of students who owe nothing any more"

    def add_arguments(self, parser: CommandParser) -> None:
        """Add whose sections they are."""
        super().add_arguments(parser)
        parser.add_argument("--tenant", required=True, metavar="SLUG", help="the tenant's short name")
        parser.add_argument("--school", metavar="NAME", help="one school only; default: all of them")

    def answer(self, *, tenant: str, school: str | None, **_options: Any) -> Answer:
        """Refresh them. What was done before a breakdown stays done, and doing it again does no harm."""
        viewer = tenancy.operator_of(tenant)
        with tenant_scope(viewer.tenant_id):
            school_id = None if school is None else tenancy.school_called(viewer=viewer, name=school)
            section_ids = courses.sections_of_year(viewer.today, school_id=school_id)
        raised = cleared = 0
        with progress("Grade Alerts", len(section_ids)) as further:
            for start in range(0, len(section_ids), writes.MOST_SECTIONS):
                some = section_ids[start : start + writes.MOST_SECTIONS]
                refreshed = writes.refresh_alerts(viewer=viewer, section_ids=some)
                raised += len(refreshed.raised_ids)
                cleared += len(refreshed.cleared_ids)
                further(len(some))
        return {"sections": len(section_ids), "raised": raised, "cleared": cleared}

    def sentences(self, answer: Answer) -> Iterable[str]:
        """Say how many."""
        yield "{sections:,} sections: {raised:,} alerts raised, {cleared:,} cleared.".format(**answer)
