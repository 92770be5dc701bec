"""What can be done about schools."""

import graphene

from graphplan import Written
from jumprope.kit.graphql import Mutation
from jumprope.platform.tenancy import writes


class OpenSchool(Mutation):
    """Open a school."""

    class Meta:
        command = writes.open_school

    class Input:
        name = graphene.String(required=True, description="The school's name.")

    school = Written("School", "The new school.", key="school_id")
