"""What can be asked of standards banks."""

from graphplan import Connection, Find, ListOf
from jumprope.kit.graphql import Query
from jumprope.learning.banks import access


class BankQueries(Query):
    """Published versions are for everyone, drafts for those who keep them."""

    standard_types = ListOf("StandardType", "The types of standards, by name.", order_by="name", at_most=500)
    standards_banks = Connection("StandardsBank", "All banks, by name.", order_by="name")
    bank_version = Find("BankVersion", "One version of a bank.")
    bank_standard = Find("BankStandard", "A standard in a version of a bank.")
    standards_to_choose = Connection(
        "BankStandard",
        "What teachers choose from: the published versions of the current school year.",
        order_by="code",
        where=access.to_choose_from,
    )
