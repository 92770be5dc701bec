"""What can be done about people. Where students go, rosters have to follow: see there."""

from jumprope.school.people.graphql.mutations import accounts, particulars, people, portal

__all__ = ["accounts", "particulars", "people", "portal"]
